// What a sink may do while it hears of something: any command, to any stream, also to those that it is
// about to hear of.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FrameType } from "./frame.js";
import type { Stream } from "./index.js";
import {
  frame,
  goAway,
  RecordingSink,
  requestFields,
  reset,
  ScriptedPeer,
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
    while (full.connection.openStream(null) !== null);
    full.sendBytes(frame(FrameType.SETTINGS, 0, 0, [0, 3, 0, 0, 0, 100]));
    assert.equal(full.connection.openStream(null), null);
    order.length = 0;
    full.sendBytes(reset(1));
    assert.deepEqual(order, ["reset", "capacity"]);
  });
});
