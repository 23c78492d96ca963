// Everything a connection waits for has an end, under virtual time.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_PREFACE, Flag, FrameType } from "./frame.js";
import {
  data,
  frame,
  requestFields,
  ScriptedPeer,
  settings,
  windowUpdate,
} from "./scripted-peer.testing.js";

const preface = new TextEncoder().encode(CLIENT_PREFACE);

describe("the handshake timer", () => {
  it("ends a connection on which nothing comes, or half a preface, or no SETTINGS", () => {
    for (const begin of [[], [preface.subarray(0, 20)], [preface]]) {
      const peer = new ScriptedPeer("server");
      peer.sendBytes(...begin);
      peer.advance(9_999);
      assert.equal(peer.sink.closedMessage, "");
      peer.advance(1);
      assert.match(
        peer.sink.closedMessage,
        /^The peer did not send the HTTP\/2 preface and SETTINGS within 10000 ms/,
      );
    }
  });

  it("ends a client's connection to a server that says nothing", () => {
    const peer = new ScriptedPeer("client", { handshakeTimeoutMs: 500 });
    peer.advance(500);
    assert.match(peer.sink.closedMessage, /^The peer did not send SETTINGS within 500 ms/);
  });

  it("waits for ever with Infinity", () => {
    const peer = new ScriptedPeer("server", { handshakeTimeoutMs: Infinity });
    assert.equal(peer.wakesAtMs, Infinity);
  });
});

describe("the SETTINGS timer", () => {
  it("ends the connection with SETTINGS_TIMEOUT when ours are not acknowledged (RFC 9113 §6.5.3)", () => {
    const peer = new ScriptedPeer("server");
    peer.sendBytes(preface, settings());
    peer.take();
    peer.advance(9_999);
    assert.deepEqual(peer.take(), []);
    peer.advance(1);
    assert.deepEqual(peer.take(), ["GOAWAY 0 SETTINGS_TIMEOUT"]);
    assert.deepEqual(peer.sink.take(), ["closed SETTINGS_TIMEOUT"]);
  });

  it("begins anew while the peer does not take what is sent: its acknowledgement may not be read", () => {
    const peer = new ScriptedPeer("server");
    peer.sendBytes(preface, settings());
    peer.connection.setBlocked(true);
    peer.advance(100_000);
    peer.connection.setBlocked(false);
    peer.advance(9_999);
    assert.equal(peer.sink.closedMessage, "");
    peer.advance(1);
    assert.match(peer.sink.closedMessage, /^The peer did not acknowledge SETTINGS/);
  });

  it("is over once they are", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.advance(1_000_000);
    assert.equal(peer.sink.closedMessage, "");
    assert.equal(peer.wakesAtMs, Infinity, "nothing is waited for any more");
  });
});

describe("the frame timer", () => {
  it("ends a connection whose header block is not completed", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const block = peer.headers(1).slice(9);
    peer.sendBytes(frame(FrameType.HEADERS, Flag.END_STREAM, 1, block.subarray(0, 3)));
    for (let count = 0; count < 5; count++) {
      peer.advance(1_900);
      peer.sendBytes(frame(FrameType.CONTINUATION, 0, 1, block.subarray(3 + count, 4 + count)));
    }
    assert.equal(peer.sink.closedMessage, "");
    peer.advance(500);
    assert.match(
      peer.sink.closedMessage,
      /^The peer did not complete the header block of stream 1 within 10000 ms/,
    );
    assert.deepEqual(peer.take(), ["GOAWAY 0 ENHANCE_YOUR_CALM"]);
  });

  it("ends a connection on which a frame drips in", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const headers = peer.headers(1);
    for (let at = 0; at < 8; at++) {
      peer.sendBytes(headers.subarray(at, at + 1));
      peer.advance(1_000);
    }
    assert.equal(peer.sink.closedMessage, "");
    peer.advance(3_000);
    assert.match(peer.sink.closedMessage, /^The peer did not complete a frame that it had begun/);
  });

  it("begins anew while the peer does not take what is sent: the rest may not be read", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const headers = peer.headers(1);
    peer.sendBytes(headers.subarray(0, 10));
    peer.connection.setBlocked(true);
    peer.advance(100_000);
    peer.connection.setBlocked(false);
    peer.advance(9_999);
    assert.equal(peer.sink.closedMessage, "");
    peer.advance(1);
    assert.match(peer.sink.closedMessage, /^The peer did not complete a frame that it had begun/);
  });

  it("runs from a block's first octet, however CONTINUATION frames are cut", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const block = peer.headers(1).slice(9);
    const begun = frame(FrameType.HEADERS, Flag.END_STREAM, 1, block.subarray(0, 1));
    peer.sendBytes(begun.subarray(0, 5));
    peer.advance(4_000);
    const next = frame(FrameType.CONTINUATION, 0, 1, block.subarray(1, 2));
    peer.sendBytes(begun.subarray(5), next.subarray(0, 5));
    peer.advance(4_000);
    peer.sendBytes(next.subarray(5), next.subarray(0, 5));
    peer.advance(1_999);
    assert.equal(peer.sink.closedMessage, "");
    peer.advance(1);
    assert.match(
      peer.sink.closedMessage,
      /^The peer did not complete the header block of stream 1/,
    );
  });

  it("runs from a frame's first octet, in its header or after", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const headers = peer.headers(1);
    peer.sendBytes(headers.subarray(0, 8));
    peer.advance(9_000);
    peer.sendBytes(headers.subarray(8, 10));
    peer.advance(1_000);
    assert.match(peer.sink.closedMessage, /^The peer did not complete a frame that it had begun/);
  });

  it("begins anew with the frame that is cut off after a block's end", () => {
    const peer = ScriptedPeer.afterPreface("server");
    const block = peer.headers(1).slice(9);
    peer.sendBytes(frame(FrameType.HEADERS, Flag.END_STREAM, 1, block.subarray(0, 1)));
    peer.advance(9_000);
    const end = frame(FrameType.CONTINUATION, Flag.END_HEADERS, 1, block.subarray(1));
    const ping = frame(FrameType.PING, 0, 0, new Uint8Array(8));
    peer.sendBytes(Buffer.concat([end, ping.subarray(0, 3)]));
    peer.advance(9_000);
    assert.equal(peer.sink.closedMessage, "");
    peer.sendBytes(ping.subarray(3), data(1, 5).subarray(0, 12));
    peer.advance(100_000);
    assert.equal(peer.sink.closedMessage, "", "DATA may take its time");
  });

  it("leaves a peer alone whose chunks end within frames again and again", () => {
    const peer = ScriptedPeer.afterPreface("server");
    for (let id = 1; id < 41; id += 2) {
      const headers = peer.headers(id);
      peer.sendBytes(headers.subarray(0, 7));
      peer.advance(3_000);
      peer.sendBytes(headers.subarray(7));
    }
    peer.advance(100_000);
    assert.equal(peer.sink.closedMessage, "");
    assert.equal(peer.wakesAtMs, Infinity);
  });
});

describe("the stall timer", () => {
  /** A server with two replies of 100,000 octets each that wait for windows of 10 octets. */
  function withStalledReplies(maxStalledBytes: number): ScriptedPeer {
    const peer = ScriptedPeer.afterPreface("server", { maxStalledBytes, stallTimeoutMs: 8_000 });
    peer.sendBytes(settings(4, 10));
    for (const id of [1, 3]) {
      peer.sendBytes(peer.headers(id));
      const stream = peer.sink.streams.get(id)!;
      stream.sendHeaders([[":status", "200"]], false);
      stream.enqueue(new Uint8Array(100_000), true);
    }
    peer.take();
    peer.sink.take();
    return peer;
  }

  it("resets streams that stand still where more than the allowance waits", () => {
    const peer = withStalledReplies(150_000);
    peer.advance(9_999);
    assert.deepEqual(peer.sink.take(), []);
    peer.advance(2_000);
    assert.deepEqual(peer.sink.take(), ["reset 1 ENHANCE_YOUR_CALM", "reset 3 ENHANCE_YOUR_CALM"]);
    assert.deepEqual(peer.take(), [
      "RST_STREAM 1 ENHANCE_YOUR_CALM",
      "RST_STREAM 3 ENHANCE_YOUR_CALM",
    ]);
    assert.equal(peer.wakesAtMs, Infinity);
  });

  it("leaves a slow reader alone whose stream is all that waits", () => {
    const peer = withStalledReplies(1 << 20);
    peer.advance(10_000_000);
    assert.deepEqual(peer.sink.take(), []);
  });

  it("takes windows opened by single octets for standing still, and a kilobyte a while for reading", () => {
    const peer = withStalledReplies(150_000);
    for (let second = 0; second < 40; second++) {
      peer.advance(1_000);
      peer.sendBytes(windowUpdate(1, 1), windowUpdate(3, 1_024));
    }
    assert.deepEqual(peer.sink.take().slice(0, 1), ["reset 1 ENHANCE_YOUR_CALM"]);
    assert.equal(peer.sink.streams.get(3)!.isWriteClosed, true, "all is queued and ended");
    assert.equal(peer.connection.openStreamCount, 2);
    assert.ok(!peer.take().includes("RST_STREAM 3 ENHANCE_YOUR_CALM"));
  });
});

describe("the stall timer of a client", () => {
  it("leaves its own uploads alone, however much of them waits", () => {
    const peer = ScriptedPeer.afterPreface("client", { maxStalledBytes: 0, stallTimeoutMs: 1_000 });
    const stream = peer.connection.openStream(null)!;
    stream.sendHeaders([requestFields], false);
    stream.enqueue(new Uint8Array(3_000_000), true);
    peer.take();
    assert.equal(peer.wakesAtMs, Infinity);
    peer.advance(1_000_000);
    assert.deepEqual(peer.sink.take(), []);
    assert.deepEqual(peer.take(), []);
  });
});

describe("a connection that has ended", () => {
  it("waits for nothing any more, whatever it waited for", () => {
    for (const end of [
      (peer: ScriptedPeer) => peer.connection.transportClosed(null),
      (peer: ScriptedPeer) => peer.sendBytes(data(0, 0)),
    ]) {
      const peer = ScriptedPeer.afterPreface("server", { idleTimeoutMs: 1_000 });
      peer.sendBytes(peer.headers(1));
      assert.notEqual(peer.wakesAtMs, Infinity);
      end(peer);
      assert.equal(peer.wakesAtMs, Infinity);
      peer.sink.streams.get(1)!.release();
      assert.equal(peer.wakesAtMs, Infinity, "the end of its last stream begins nothing");
    }
  });
});

describe("the idle timer", () => {
  it("is off by default", () => {
    const peer = ScriptedPeer.afterPreface("server");
    assert.equal(peer.wakesAtMs, Infinity);
  });

  it("ends a connection without a stream, in two steps", () => {
    const peer = ScriptedPeer.afterPreface("server", { idleTimeoutMs: 60_000 });
    peer.advance(59_000);
    peer.sendBytes(peer.headers(1));
    peer.advance(60_000);
    assert.deepEqual(peer.take(), [], "a call is under way");
    const stream = peer.sink.streams.get(1)!;
    stream.sendHeaders([[":status", "200"]], true);
    stream.release();
    peer.take();
    peer.advance(59_999);
    assert.deepEqual(peer.take(), []);
    peer.advance(1);
    assert.deepEqual(peer.take(), ["GOAWAY 2147483647 NO_ERROR", "PING 0"]);
  });

  it("counts from the last stream, however often they come", () => {
    const peer = ScriptedPeer.afterPreface("server", { idleTimeoutMs: 10_000 });
    for (let id = 1; id < 100; id += 2) {
      peer.advance(9_000);
      peer.sendBytes(peer.headers(id, "end", requestFields));
      const stream = peer.sink.streams.get(id)!;
      stream.sendHeaders([[":status", "200"]], true);
      stream.release();
    }
    assert.ok(!peer.take().some((line) => line.startsWith("GOAWAY")));
    peer.advance(10_000);
    assert.deepEqual(peer.take(), ["GOAWAY 2147483647 NO_ERROR", "PING 0"]);
  });
});

describe("Connection.drain()", () => {
  const pingAckFor = (peer: ScriptedPeer): Uint8Array => {
    const ping = peer.takeFrames().find(({ type }) => type === FrameType.PING)!;
    return frame(FrameType.PING, Flag.ACK, 0, ping.payload);
  };

  it("processes what was under way and names the last stream once the client knows", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1));
    peer.connection.drain("restart");
    const ack = pingAckFor(peer);
    peer.sendBytes(peer.headers(3), ack, peer.headers(5));
    assert.deepEqual(peer.take(), ["GOAWAY 3 NO_ERROR"]);
    assert.deepEqual(peer.sink.take(), ["headers 1 end", "headers 3 end"]);
    assert.equal(peer.connection.isDrained, false);
    for (const id of [1, 3]) {
      const stream = peer.sink.streams.get(id)!;
      stream.sendHeaders([[":status", "200"]], true);
      stream.release();
    }
    assert.equal(peer.connection.isDrained, true);
    assert.equal(peer.sink.idleCount, 1);
  });

  it("is over at once for a client that has no stream and answers", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.connection.drain("restart");
    assert.equal(peer.connection.isDrained, false);
    peer.sendBytes(pingAckFor(peer));
    assert.equal(peer.connection.isDrained, true);
    assert.equal(peer.sink.idleCount, 1);
  });

  it("tells who asked for it when the last stream is named, once", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1));
    let calls = 0;
    peer.connection.drain("restart", () => calls++);
    peer.connection.drain("restart", () => assert.fail("the end was announced before"));
    const ack = pingAckFor(peer);
    assert.equal(calls, 0);
    peer.sendBytes(ack);
    assert.equal(calls, 1);
    assert.deepEqual(peer.take(), ["GOAWAY 1 NO_ERROR"]);
    peer.advance(10_000);
    assert.equal(calls, 1);
  });

  it("does not wait longer than five seconds for the answer", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.connection.drain("restart");
    peer.take();
    peer.advance(5_000);
    assert.deepEqual(peer.take(), ["GOAWAY 0 NO_ERROR"]);
    assert.equal(peer.connection.isDrained, true);
  });

  it("begins with the client's preface where that has yet to come, and loses no request sent with it", () => {
    const peer = new ScriptedPeer("server");
    peer.connection.drain("restart");
    peer.connection.drain("restart");
    assert.deepEqual(peer.take(), []);
    assert.equal(peer.connection.isDrained, false);
    const settings = frame(FrameType.SETTINGS, 0, 0, new Uint8Array());
    peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE), settings, peer.headers(1));
    assert.deepEqual(peer.sink.take(), ["headers 1 end"]);
    peer.sendBytes(pingAckFor(peer));
    assert.deepEqual(peer.take(), ["GOAWAY 1 NO_ERROR"]);
  });

  it("does not wait longer than a second for the preface", () => {
    const peer = new ScriptedPeer("server");
    peer.connection.drain("restart");
    peer.advance(1_000);
    const sent = ["SETTINGS 0", "WINDOW_UPDATE 0 4128769", "GOAWAY 0 NO_ERROR"];
    assert.deepEqual(peer.take(), sent);
    assert.equal(peer.connection.isDrained, true);
  });

  it("is one GOAWAY at a client", () => {
    const peer = ScriptedPeer.afterPreface("client");
    peer.connection.drain("");
    assert.deepEqual(peer.take(), ["GOAWAY 0 NO_ERROR"]);
    assert.equal(peer.connection.isDrained, true);
  });
});

describe("Connection.goAway()", () => {
  it("reports a connection without a stream as idle, once", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.connection.goAway(0, "");
    assert.equal(peer.connection.isDrained, true);
    assert.equal(peer.sink.idleCount, 1);
    peer.connection.goAway(0, "");
    assert.equal(peer.sink.idleCount, 1);
  });

  it("reports it when the last stream has gone", () => {
    const peer = ScriptedPeer.afterPreface("server");
    peer.sendBytes(peer.headers(1));
    peer.connection.goAway(0, "");
    assert.equal(peer.sink.idleCount, 0);
    const stream = peer.sink.streams.get(1)!;
    stream.sendHeaders([[":status", "200"]], true);
    stream.release();
    assert.equal(peer.sink.idleCount, 1);
  });
});

describe("Connection.ping()", () => {
  it("has one PING under way, and reports its answer", () => {
    const peer = ScriptedPeer.afterPreface("client");
    peer.connection.ping();
    peer.connection.ping();
    const pings = peer.takeFrames();
    assert.equal(pings.length, 1);
    peer.sendBytes(frame(FrameType.PING, Flag.ACK, 0, pings[0]!.payload));
    assert.deepEqual(peer.sink.take(), ["ping answered"]);
    peer.sendBytes(frame(FrameType.PING, Flag.ACK, 0, pings[0]!.payload));
    assert.deepEqual(peer.sink.take(), [], "an answer counts once");
    peer.connection.ping();
    assert.deepEqual(peer.take(), ["PING 0"]);
    peer.sendBytes(data(0, 1));
    peer.connection.ping();
  });
});
