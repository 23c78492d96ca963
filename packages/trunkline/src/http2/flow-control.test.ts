import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readUint32 } from "../base/index.js";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import { data, frame, ScriptedPeer, settings, windowUpdate } from "./scripted-peer.testing.js";
import { DEFAULT_WINDOW_BYTES, SettingId } from "./settings.js";
import type { Stream } from "./stream.js";

/** A server with one request whose response headers are out. */
function answering(...peerSettings: number[]): { peer: ScriptedPeer; stream: Stream } {
  const peer = ScriptedPeer.afterPreface("server");
  peer.sendBytes(settings(...peerSettings), peer.headers(1));
  const stream = peer.sink.streams.get(1)!;
  stream.sendHeaders([[":status", "200"]], false);
  peer.take();
  peer.sink.take();
  return { peer, stream };
}

/** Octets of DATA that were sent since this was last asked. */
function sentBytes(peer: ScriptedPeer): number {
  const frames = peer.takeFrames().filter(({ type }) => type === FrameType.DATA);
  return frames.reduce((sum, { payload }) => sum + payload.length, 0);
}

describe("a window of streams that has shrunk below 0", () => {
  it("lets an empty frame through, which ends the stream (RFC 9113 §6.9.1)", () => {
    const peer = new ScriptedPeer("server", { streamWindowBytes: 1 });
    peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE), settings());
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"), data(1, 2));
    peer.sendBytes(frame(FrameType.SETTINGS, Flag.ACK, 0), data(1, 0, "end"));
    assert.deepEqual(peer.sink.take(), ["headers 1", "data 1 2", "data 1 0 end"]);
  });
});

describe("sending within windows", () => {
  it("sends what the stream's window lets through and the rest when it opens", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 10_000);
    stream.enqueue(new Uint8Array(25_000), true);
    assert.deepEqual(peer.take(), ["DATA 1 10000"]);
    peer.sendBytes(windowUpdate(1, 10_000));
    assert.deepEqual(peer.take(), ["DATA 1 10000"]);
    peer.sendBytes(windowUpdate(1, 10_000));
    assert.deepEqual(peer.take(), ["DATA 1 5000 end"]);
  });

  it("waits for a negative window to become positive (RFC 9113 §6.9.2)", () => {
    const { peer, stream } = answering();
    stream.enqueue(new Uint8Array(20_000), false);
    peer.take();
    peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 16_384));
    stream.enqueue(new Uint8Array(5_000), true);
    peer.sendBytes(windowUpdate(1, 3_616));
    assert.deepEqual(peer.take(), ["SETTINGS 0 ack"]);
    peer.sendBytes(windowUpdate(1, 5_000));
    assert.deepEqual(peer.take(), ["DATA 1 5000 end"]);
  });

  it("shares the connection's window and wakes every stream that waited for it", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 1_000_000);
    peer.sendBytes(peer.headers(3));
    const other = peer.sink.streams.get(3)!;
    other.sendHeaders([[":status", "200"]], false);
    stream.enqueue(new Uint8Array(65_535), false);
    peer.take();
    stream.enqueue(new Uint8Array(100), true);
    other.enqueue(new Uint8Array(100), true);
    assert.deepEqual(peer.take(), []);
    peer.sendBytes(windowUpdate(0, 200));
    assert.deepEqual(peer.take(), ["DATA 1 100 end", "DATA 3 100 end"]);
  });

  it("takes turns: a small message is not stuck behind a large one", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 1_000_000);
    peer.sendBytes(peer.headers(3));
    const other = peer.sink.streams.get(3)!;
    other.sendHeaders([[":status", "200"]], false);
    peer.connection.setBlocked(true);
    stream.enqueue(new Uint8Array(60_000), true);
    other.enqueue(new Uint8Array(5), true);
    peer.take();
    peer.connection.setBlocked(false);
    assert.deepEqual(peer.take().slice(0, 2), ["DATA 1 16384", "DATA 3 5 end"]);
  });

  it("sends trailers after everything queued", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 10);
    stream.enqueue(new Uint8Array(15), false);
    stream.sendTrailers([["grpc-status", "0"]]);
    assert.deepEqual(peer.take(), ["DATA 1 10"]);
    peer.sendBytes(windowUpdate(1, 5));
    assert.deepEqual(peer.take(), ["DATA 1 5", "HEADERS 1 grpc-status=0 end"]);
  });

  it("says that a queue is full and when it can be written to again", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 0);
    stream.enqueue(new Uint8Array(70_000), false);
    assert.equal(stream.isWritable, false);
    peer.sendBytes(windowUpdate(1, 40_000));
    assert.deepEqual(peer.sink.take(), []);
    peer.sendBytes(windowUpdate(1, 20_000));
    assert.deepEqual(peer.sink.take(), ["writable 1"]);
    assert.equal(stream.isWritable, true);
  });

  it("does not send a few bytes only because a large window is almost closed", () => {
    const { peer, stream } = answering();
    stream.enqueue(new Uint8Array(65_035), false);
    peer.take();
    peer.sendBytes(windowUpdate(0, 100_000));
    stream.enqueue(new Uint8Array(10_000), true);
    assert.deepEqual(peer.take(), []);
    peer.sendBytes(windowUpdate(1, 60_000));
    assert.deepEqual(peer.take(), ["DATA 1 10000 end"]);
  });

  it("sends them after a while to a peer that opens a window only when all of it is used", () => {
    const { peer, stream } = answering();
    stream.enqueue(new Uint8Array(65_035), false);
    peer.take();
    stream.enqueue(new Uint8Array(10_000), true);
    peer.advance(199);
    assert.deepEqual(peer.take(), []);
    peer.advance(1);
    assert.deepEqual(peer.take(), ["DATA 1 500"]);
    peer.sendBytes(windowUpdate(1, 65_535), windowUpdate(0, 65_535));
    assert.deepEqual(peer.take(), ["DATA 1 9500 end"]);
    peer.advance(1_000);
    assert.deepEqual(peer.take(), [], "once");
  });

  it("rejects a window past 2147483647: the stream's resets it, the connection's ends it", () => {
    const { peer } = answering();
    peer.sendBytes(windowUpdate(1, 0x7fff_ffff));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 FLOW_CONTROL_ERROR"]);
    peer.sendBytes(windowUpdate(0, 0x7fff_ffff));
    assert.deepEqual(peer.take(), ["GOAWAY 1 FLOW_CONTROL_ERROR"]);
  });

  it("sends of a message encoded in place no more than the connection's window lets through", () => {
    const { peer, stream } = answering(SettingId.INITIAL_WINDOW_SIZE, 1_000_000);
    for (const bytes of [60_000, 10_000]) {
      const out = stream.beginMessage()!;
      out.append(new Uint8Array(bytes));
      stream.commitMessage(false);
    }
    assert.equal(sentBytes(peer), 65_535);
    peer.sendBytes(windowUpdate(0, 100_000));
    assert.equal(sentBytes(peer), 4_465);
  });

  it("rejects SETTINGS that lift a stream's window past 2147483647 (RFC 9113 §6.9.2)", () => {
    const { peer } = answering();
    peer.sendBytes(windowUpdate(1, 2_147_483_647 - 65_535));
    assert.deepEqual(peer.take(), []);
    peer.sendBytes(settings(SettingId.INITIAL_WINDOW_SIZE, 65_536));
    assert.deepEqual(peer.take().slice(-1), ["GOAWAY 1 FLOW_CONTROL_ERROR"]);
  });
});

describe("granting windows", () => {
  /** A server with one request under way; its windows are 1,000 bytes a stream. */
  function uploading(): { peer: ScriptedPeer; stream: Stream } {
    const peer = ScriptedPeer.afterPreface("server", { streamWindowBytes: 1_000 });
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"));
    peer.take();
    return { peer, stream: peer.sink.streams.get(1)! };
  }

  it("opens the stream's window as bytes are consumed, not as they arrive", () => {
    const { peer, stream } = uploading();
    peer.sendBytes(data(1, 900));
    assert.deepEqual(peer.take(), []);
    stream.consume(400);
    assert.deepEqual(peer.take(), []);
    stream.consume(200);
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 1 600"]);
  });

  it("gives a quarter of a usual window back at a time", () => {
    const peer = ScriptedPeer.afterPreface("server", { streamWindowBytes: 65_536 });
    peer.sendBytes(peer.headers(1, "open"));
    peer.take();
    peer.sendBytes(data(1, 16_383));
    assert.deepEqual(peer.take(), []);
    peer.sendBytes(data(1, 1), data(1, 16_000));
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 1 16384"]);
  });

  it("gives the connection's window back together with a wide one of a stream", () => {
    const peer = ScriptedPeer.afterPreface("server", { streamWindowBytes: 4 << 20 });
    peer.sendBytes(peer.headers(1, "open"), peer.headers(3, "open"));
    peer.take();
    const upload = (streamId: number, count: number): string[] => {
      for (let sent = 0; sent < count; sent++) peer.sendBytes(data(streamId, 16_384));
      return peer.take();
    };
    assert.deepEqual(upload(1, 63), []);
    assert.deepEqual(upload(1, 1), ["WINDOW_UPDATE 1 1048576", "WINDOW_UPDATE 0 1048576"]);
    assert.deepEqual(upload(1, 48), []);
    // Alone where no stream's comes in time.
    assert.deepEqual(upload(3, 48), ["WINDOW_UPDATE 0 1572864"]);
    // And not for less than half of what it waits for.
    assert.deepEqual(upload(1, 16), ["WINDOW_UPDATE 1 1048576"]);
  });

  it("resets a stream that sends more than it was granted", () => {
    const { peer } = uploading();
    peer.sendBytes(data(1, 1_001));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 FLOW_CONTROL_ERROR"]);
  });

  it("counts with the initial window until the peer has acknowledged a smaller one", () => {
    const peer = new ScriptedPeer("server", { streamWindowBytes: 1_000 });
    peer.sink.consumes = false;
    peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE), settings());
    peer.sendBytes(peer.headers(1, "open"), data(1, 16_000));
    peer.take();
    peer.sendBytes(frame(FrameType.SETTINGS, Flag.ACK, 0), data(1, 1));
    assert.deepEqual(peer.take(), ["RST_STREAM 1 FLOW_CONTROL_ERROR"]);
    assert.deepEqual(peer.sink.take().slice(0, 2), ["headers 1", "data 1 16000"]);
  });

  it("gives padding back with what is consumed", () => {
    const { peer, stream } = uploading();
    // DATA with PADDED: 1 length octet, 1 data octet, 255 of padding, three times: 768 of overhead.
    const padded = new Uint8Array(9 + 257);
    padded.set([0, 1, 1, 0, 0x8, 0, 0, 0, 1, 255, 0x61]);
    peer.sendBytes(padded, padded);
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 1 512"]);
    stream.consume(2);
    assert.deepEqual(peer.sink.take().slice(1), ["data 1 1", "data 1 1"]);
  });

  it("returns the connection's credit for a stream that was reset with bytes unread", () => {
    const peer = ScriptedPeer.afterPreface("server", {
      streamWindowBytes: 3_000_000,
      maxBufferedBytes: 1_000_000,
    });
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"));
    peer.take();
    for (let sent = 0; sent < 1_100_000; sent += 10_000) peer.sendBytes(data(1, 10_000));
    assert.deepEqual(peer.take(), ["WINDOW_UPDATE 0 500000", "WINDOW_UPDATE 0 500000"]);
    for (let sent = 0; sent < 800_000; sent += 10_000) peer.sendBytes(data(1, 10_000));
    assert.deepEqual(peer.take(), [], "the connection holds more than maxBufferedBytes");
    peer.sink.streams.get(1)!.reset(8);
    assert.deepEqual(peer.take(), ["RST_STREAM 1 CANCEL", "WINDOW_UPDATE 0 900000"]);
  });

  it("ends a connection whose peer sends more than it was granted in all", () => {
    const peer = new ScriptedPeer("server", { streamWindowBytes: 100_000_000 });
    peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE), settings());
    const granted = DEFAULT_WINDOW_BYTES + grantedBytes(peer);
    peer.sendBytes(frame(FrameType.SETTINGS, Flag.ACK, 0));
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"));
    // With all of it held by the reader, no more is granted than maxBufferedBytes and a window.
    let sent = 0;
    let window = granted;
    while (window >= 16_384 && sent < 40_000_000) {
      peer.sendBytes(data(1, 16_384));
      sent += 16_384;
      window += grantedBytes(peer) - 16_384;
    }
    assert.ok(sent < 40_000_000, `${sent} octets are held`);
    assert.equal(peer.connection.isDead, false);
    peer.sendBytes(data(1, window + 1));
    assert.deepEqual(peer.take(), ["GOAWAY 1 FLOW_CONTROL_ERROR"]);
  });

  it("opens the connection's window and not the stream's for what is kept", () => {
    const peer = ScriptedPeer.afterPreface("server", {
      streamWindowBytes: 1 << 20,
      maxBufferedBytes: 65_536,
    });
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"), data(1, 16_384), data(1, 16_384), data(1, 16_384));
    peer.sendBytes(data(1, 16_000));
    const stream = peer.sink.streams.get(1)!;
    const updates = (): string[] => peer.take().filter((line) => line.startsWith("WINDOW_UPDATE"));
    updates();
    // Held by one that neither consumes nor keeps, the window of all is used up before long.
    peer.sendBytes(peer.headers(3, "open"), data(3, 16_384), data(3, 16_384));
    assert.deepEqual(updates(), []);
    stream.keep(65_152);
    assert.match(updates().join(), /^WINDOW_UPDATE 0 \d+$/);
    stream.giveBack(65_152);
    assert.deepEqual(updates(), []);
    peer.sink.consumes = true;
    for (let count = 0; count < 13; count++) peer.sendBytes(data(1, 16_384));
    assert.match(updates().join(), /WINDOW_UPDATE 1 278144/);
  });

  it("gives back what was kept, and no more", () => {
    const peer = ScriptedPeer.afterPreface("server", { streamWindowBytes: 65_535 });
    peer.sink.consumes = false;
    peer.sendBytes(peer.headers(1, "open"));
    const stream = peer.sink.streams.get(1)!;
    peer.take();
    for (const much of [1 << 20, 2 ** 31, Number.POSITIVE_INFINITY]) stream.giveBack(much);
    assert.deepEqual(peer.take(), []);
    for (let count = 0; count < 3; count++) peer.sendBytes(data(1, 16_384));
    stream.keep(49_152);
    stream.giveBack(Number.POSITIVE_INFINITY);
    stream.giveBack(49_152);
    const opened = peer.take().filter((line) => line.startsWith("WINDOW_UPDATE 1 "));
    assert.deepEqual(opened, ["WINDOW_UPDATE 1 49152"]);
  });

  it("refuses to consume, keep or give back what is no number of bytes", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1, "open"));
    const stream = peer.sink.streams.get(1)!;
    for (const wrong of [-1, Number.NaN]) {
      assert.throws(() => stream.consume(wrong), {
        message: /^Cannot consume .*expected 0 or more/,
      });
      assert.throws(() => stream.keep(wrong), RangeError);
      assert.throws(() => stream.giveBack(wrong), RangeError);
    }
  });

  it("returns the connection's credit for what comes for a stream that was reset", () => {
    const peer = ScriptedPeer.afterPreface("server");
    let returned = 0;
    for (let id = 1; id < 17; id += 2) {
      peer.sendBytes(peer.headers(id, "open"));
      peer.sink.streams.get(id)!.reset(8);
      peer.take();
      for (let sent = 0; sent < 1_000_000; sent += 16_384) {
        peer.sendBytes(data(id, 16_384));
        returned += grantedBytes(peer);
      }
    }
    assert.ok(returned > 4_000_000, `${returned} octets came back`);
  });
});

/** What the connection's window was opened by since this was last asked. */
function grantedBytes(peer: ScriptedPeer): number {
  const updates = peer
    .takeFrames()
    .filter(({ type, streamId }) => type === FrameType.WINDOW_UPDATE && streamId === 0);
  return updates.reduce((sum, { payload }) => sum + readUint32(payload, 0), 0);
}
