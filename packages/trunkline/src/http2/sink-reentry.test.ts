// What a sink may do while it hears of something: any command, to any stream, also to those that it is
// about to hear of.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FrameType } from "./frame.js";
import type { Stream } from "./index.js";
import {
  data,
  frame,
  goAway,
  RecordingSink,
  requestFields,
  reset,
  ScriptedPeer,
  settings,
  windowUpdate,
} from "./scripted-peer.testing.js";

const response = [[":status", "200"]];

/** Does something when it first hears of a reset. */
function onFirstReset(peer: ScriptedPeer, act: () => void): void {
  let hasActed = false;
  peer.sink.onReset = (stream, error): void => {
    RecordingSink.prototype.onReset.call(peer.sink, stream, error);
    if (hasActed) return;
    hasActed = true;
    act();
  };
}

function open(peer: ScriptedPeer): Stream {
  const stream = peer.connection.openStream(null)!;
  stream.sendHeaders([requestFields], false);
  return stream;
}

describe("a sink that hears of the end of one stream", () => {
  it("of a connection that failed can send nothing on another", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"), peer.headers(3, "open"));
    onFirstReset(peer, () => {
      const other = peer.sink.streams.get(3)!;
      other.sendHeaders(response, false);
      other.enqueue(new Uint8Array(10), true);
      assert.equal(other.isWriteClosed, true);
    });
    peer.take();
    peer.sink.take();
    peer.sendBytes(frame(FrameType.PING, 0, 1, new Uint8Array(8)));
    assert.deepEqual(peer.take(), ["GOAWAY 3 PROTOCOL_ERROR"]);
    const heard = ["reset 1 PROTOCOL_ERROR", "reset 3 PROTOCOL_ERROR", "closed PROTOCOL_ERROR"];
    assert.deepEqual(peer.sink.take(), heard);
  });

  it("of a connection that failed can reset and release another, which frees its slot once", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"), peer.headers(3, "open"), peer.headers(5, "open"));
    onFirstReset(peer, () => {
      peer.sink.streams.get(3)!.reset(8);
      for (const stream of peer.sink.streams.values()) stream.release();
    });
    peer.sink.take();
    peer.sendBytes(frame(FrameType.PING, 0, 1, new Uint8Array(8)));
    const heard = ["reset 1 PROTOCOL_ERROR", "reset 5 PROTOCOL_ERROR", "closed PROTOCOL_ERROR"];
    assert.deepEqual(peer.sink.take(), heard);
    assert.equal(peer.connection.openStreamCount, 0);
  });

  it("that the peer will not process can reset another of them", () => {
    const peer = ScriptedPeer.afterPreface("client");
    open(peer);
    const other = open(peer);
    onFirstReset(peer, () => other.reset(8));
    peer.sendBytes(goAway(0));
    assert.deepEqual(peer.sink.take(), ["reset 1 REFUSED_STREAM unprocessed", "goaway 0 NO_ERROR"]);
    assert.equal(peer.connection.openStreamCount, 0);
  });

  it("hears of the slot that came free after the reset that freed it", () => {
    const peer = ScriptedPeer.afterPreface("client");
    const order: string[] = [];
    peer.sink.onIdle = () => order.push("idle");
    peer.sink.onCapacity = () => order.push("capacity");
    peer.sink.onReset = () => order.push("reset");
    while (peer.connection.openStreamCount < 100) open(peer);
    peer.connection.transportClosed(new Error("lost"));
    assert.deepEqual(order.slice(-2), ["reset", "idle"]);
    const full = new ScriptedPeer("client");
    full.sink.onCapacity = () => order.push("capacity");
    full.sink.onReset = () => order.push("reset");
    while (full.connection.canOpenStream) open(full);
    full.sendBytes(frame(FrameType.SETTINGS, 0, 0, [0, 3, 0, 0, 0, 100]));
    assert.equal(full.connection.openStream(null), null);
    order.length = 0;
    full.sendBytes(reset(1));
    assert.deepEqual(order, ["reset", "capacity"]);
  });
});

describe("a sink that hears of the end of one call of a client's", () => {
  const ends = {
    headers: (peer: ScriptedPeer) => [peer.headers(1, "end", response[0])],
    data: (peer: ScriptedPeer) => [peer.headers(1, "open", response[0]), data(1, 5, "end")],
    trailers: (peer: ScriptedPeer) => [
      peer.headers(1, "open", response[0]),
      peer.headers(1, "end", ["grpc-status", "0"]),
    ],
  };
  for (const [kind, frames] of Object.entries(ends)) {
    it(`hears of the slot that came free after the ${kind} that freed it`, () => {
      const peer = ScriptedPeer.afterPreface("client");
      peer.sendBytes(settings(3, 1));
      peer.connection.openStream(null)!.sendHeaders([requestFields], true);
      assert.equal(peer.connection.openStream(null), null);
      peer.sink.onIdle = () => peer.sink.events.push("idle");
      peer.sink.take();
      peer.sendBytes(...frames(peer));
      const heard = peer.sink.take();
      assert.equal(heard.at(-3)?.split(" ")[0], kind);
      assert.deepEqual(heard.slice(-2), ["idle", "capacity"]);
    });
  }
});

describe("a sink that is in the midst of something", () => {
  it("may reset a stream when it is asked whether the peer's reset is free, and hears no more of it", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    peer.sink.isResetFree = () => {
      peer.sink.streams.get(1)!.reset(8);
      return false;
    };
    peer.sink.take();
    peer.sendBytes(reset(1));
    assert.deepEqual(peer.sink.take(), []);
    peer.sink.streams.get(1)!.release();
    assert.equal(peer.connection.openStreamCount, 0);
  });

  it("may reset one of two streams that stand still when it hears of the other", () => {
    const peer = ScriptedPeer.afterPreface("server", { maxStalledBytes: 0, stallTimeoutMs: 1000 });
    peer.sendBytes(settings(4, 0), peer.headers(1), peer.headers(3));
    for (const stream of peer.sink.streams.values()) {
      stream.sendHeaders(response, false);
      stream.enqueue(new Uint8Array(10), false);
    }
    onFirstReset(peer, () => peer.sink.streams.get(3)!.reset(8));
    peer.take();
    peer.sink.take();
    peer.advance(5000);
    assert.deepEqual(peer.sink.take(), ["reset 1 ENHANCE_YOUR_CALM"]);
    const resets = ["RST_STREAM 1 ENHANCE_YOUR_CALM", "RST_STREAM 3 CANCEL"];
    assert.deepEqual(peer.take(), resets);
  });

  it("may lose the connection and ask for another stream, and hears of no capacity", () => {
    const peer = ScriptedPeer.afterPreface("client");
    const stream = open(peer);
    peer.sink.onHeaders = () => {
      peer.connection.transportClosed(null);
      assert.equal(peer.connection.openStream(null), null);
    };
    stream.end();
    peer.sendBytes(peer.headers(1, "end", response[0]));
    assert.deepEqual(peer.sink.take(), ["closed"]);
  });

  it("may lose the connection, and hears of GOAWAY no more", () => {
    const peer = ScriptedPeer.afterPreface("client");
    open(peer);
    onFirstReset(peer, () => peer.connection.transportClosed(null));
    peer.sendBytes(goAway(0));
    assert.deepEqual(peer.sink.take(), ["reset 1 REFUSED_STREAM unprocessed", "closed"]);
  });
});

/**
 * A server whose pump rests with stream 1 about to be writable, and whose output is taken with the next
 * frame that it sends.
 */
function restingPeer(): ScriptedPeer {
  const peer = ScriptedPeer.afterPreface("server");
  peer.sendBytes(settings(4, 1 << 24), windowUpdate(0, 1 << 24));
  peer.sendBytes(peer.headers(1), peer.headers(3, "open"), peer.headers(5));
  const [resting, , busy] = [...peer.sink.streams.values()];
  for (const stream of peer.sink.streams.values()) stream.sendHeaders(response, false);
  peer.takeBytes();
  resting!.enqueue(new Uint8Array(600_000), false);
  assert.equal(resting!.isWritable, false);
  for (const byteCount of [16_384, 16_384, 16_384, 16_340]) {
    busy!.enqueue(new Uint8Array(byteCount), false);
  }
  peer.sink.take();
  return peer;
}

describe("output that is taken in the midst of something", () => {
  it("lets no sink interfere with a stream that is being reset for a fault", () => {
    const peer = restingPeer();
    const flushesBefore = peer.flushes;
    peer.sink.onWritable = (stream) => {
      RecordingSink.prototype.onWritable.call(peer.sink, stream);
      peer.sink.streams.get(3)!.reset(8);
    };
    peer.sendBytes(windowUpdate(3, 0));
    assert.equal(peer.flushes, flushesBefore + 1);
    assert.deepEqual(peer.sink.take(), ["reset 3 PROTOCOL_ERROR"]);
    const sent = peer.take();
    assert.deepEqual(
      sent.filter((line) => line.startsWith("RST_STREAM")),
      ["RST_STREAM 3 PROTOCOL_ERROR"],
    );
    assert.deepEqual(peer.sink.take(), ["writable 1"]);
    assert.equal(peer.sink.streams.get(1)!.isWritable, true);
  });

  it("lets no sink send after the GOAWAY of a failure", () => {
    const peer = restingPeer();
    peer.sink.onWritable = (stream) => stream.enqueue(new Uint8Array(1), true);
    peer.sendBytes(frame(FrameType.PING, 0, 1, new Uint8Array(8)));
    assert.equal(peer.take().at(-1), "GOAWAY 5 PROTOCOL_ERROR");
  });

  it("lets a socket that takes more at that moment wait for the next flush", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(settings(4, 1 << 24), windowUpdate(0, 1 << 24));
    peer.sendBytes(peer.headers(1), peer.headers(3, "open"), peer.headers(5), peer.headers(7));
    const [waiting, , busy, busier] = [...peer.sink.streams.values()];
    waiting!.sendHeaders(response, false);
    peer.takeBytes();
    peer.connection.setBlocked(true);
    waiting!.enqueue(new Uint8Array(70_000), false);
    busy!.sendHeaders([[":status", "200", "x", "~".repeat(50_000)]], false);
    const wantedBytes = 65_536 - peer.connection.output.length;
    busier!.sendHeaders([[":status", "200", "y", "~".repeat(wantedBytes - 23)]], false);
    // Its socket is found to have room again by the flush itself.
    const { host } = peer;
    host.flush = () => {
      host.flush = () => {};
      peer.connection.setBlocked(false);
    };
    peer.sink.onWritable = () => peer.sink.streams.get(3)!.reset(8);
    peer.sink.take();
    peer.sendBytes(windowUpdate(3, 0));
    assert.equal(peer.connection.counters.repliesWhileBlocked, 0);
    assert.deepEqual(peer.sink.take(), ["reset 3 PROTOCOL_ERROR"]);
    const resets = peer.takeFrames().filter(({ type }) => type === FrameType.RST_STREAM);
    assert.equal(resets.length, 1);
    assert.equal(waiting!.isWritable, true);
  });
});
