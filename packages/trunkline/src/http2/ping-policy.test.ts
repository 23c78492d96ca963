// How often a client may ask a server whether it is there.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_PREFACE, FrameType } from "./frame.js";
import type { KeepaliveOptions } from "./index.js";
import { data, frame, ScriptedPeer, settings } from "./scripted-peer.testing.js";

const MINUTES = 60_000;

function connect(keepalive: KeepaliveOptions = {}): ScriptedPeer {
  return ScriptedPeer.afterPreface("server", {
    keepalive: { minTimeMs: 5 * MINUTES, ...keepalive },
  });
}

/** A server with a call that has not been answered. */
function connectBusy(keepalive?: KeepaliveOptions): ScriptedPeer {
  const peer = connect(keepalive);
  peer.sendBytes(peer.headers(1, "open"));
  return peer;
}

/** Sends a PING, and says what came of it. */
function ping(peer: ScriptedPeer): string {
  peer.sendBytes(frame(FrameType.PING, 0, 0, [9, 9, 9, 9, 9, 9, 9, 9]));
  return peer.take().join();
}

const ACK = "PING 0 ack";
const TOO_MANY = "GOAWAY 1 ENHANCE_YOUR_CALM";

describe("a server that is asked with PING", () => {
  it("ends the connection at the third that comes too soon, with the text that clients know", () => {
    const peer = connectBusy();
    assert.deepEqual([ping(peer), ping(peer), ping(peer)], [ACK, ACK, ACK]);
    assert.equal(ping(peer), TOO_MANY);
    assert.equal(peer.sink.closedMessage, "too_many_pings");
    assert.deepEqual(peer.sink.take().slice(-2), [
      "reset 1 ENHANCE_YOUR_CALM",
      "closed ENHANCE_YOUR_CALM",
    ]);
  });

  it("says so in GOAWAY's debug data and in nothing else of it", () => {
    const peer = connectBusy();
    for (let count = 0; count < 3; count++) ping(peer);
    peer.sendBytes(frame(FrameType.PING, 0, 0, new Uint8Array(8)));
    const goAway = peer.takeFrames().at(-1);
    assert.equal(new TextDecoder().decode(goAway?.payload.subarray(8)), "too_many_pings");
  });

  it("answers for ever who leaves the least time between two", () => {
    const peer = connectBusy();
    for (let count = 0; count < 20; count++) {
      assert.equal(ping(peer), ACK);
      peer.advance(5 * MINUTES);
    }
  });

  it("does not forget strikes for time alone", () => {
    const peer = connectBusy();
    const answers: string[] = [];
    for (let count = 0; count < 3; count++) {
      peer.advance(5 * MINUTES);
      answers.push(ping(peer));
      peer.advance(5 * MINUTES - 1);
      answers.push(ping(peer));
    }
    assert.deepEqual(answers, [ACK, ACK, ACK, ACK, ACK, TOO_MANY]);
  });

  it("wants 2 hours between them where no call is under way", () => {
    const busy = connectBusy();
    const idle = connect();
    const permitted = connect({ withoutCalls: true });
    for (let count = 0; count < 3; count++) {
      for (const peer of [busy, idle, permitted]) {
        assert.equal(ping(peer), ACK);
        peer.advance(119 * MINUTES);
      }
    }
    assert.equal(ping(busy), ACK);
    assert.equal(ping(permitted), ACK);
    assert.equal(ping(idle), "GOAWAY 0 ENHANCE_YOUR_CALM");
    const patient = connect();
    for (let count = 0; count < 10; count++) {
      assert.equal(ping(patient), ACK);
      patient.advance(120 * MINUTES);
    }
  });

  it("forgets what came before HEADERS or DATA was sent: it may measure the connection", () => {
    const peer = connectBusy();
    const stream = peer.sink.streams.get(1)!;
    const sendings: (() => void)[] = [
      () => stream.sendHeaders([[":status", "200"]], false),
      () => stream.enqueue(new Uint8Array(1), false),
      () => stream.enqueue(new Uint8Array(5_000), false),
      () => stream.sendTrailers([["grpc-status", "0"]]),
    ];
    for (const send of sendings) {
      send();
      peer.take();
      assert.deepEqual([ping(peer), ping(peer), ping(peer)], [ACK, ACK, ACK]);
    }
  });

  it("forgets nothing for frames that are neither", () => {
    const peer = connectBusy();
    for (let count = 0; count < 3; count++) {
      peer.sendBytes(settings(), data(1, 100));
      peer.take();
      assert.equal(ping(peer), ACK);
    }
    assert.equal(ping(peer), TOO_MANY);
  });

  it("lets everything pass with a least time of 0, which is the engine's default", () => {
    const peers = [connectBusy({ minTimeMs: 0 }), ScriptedPeer.afterPreface("server")];
    for (const peer of peers) {
      for (let count = 0; count < 50; count++) assert.equal(ping(peer), ACK);
    }
  });

  it("counts no PING that a server sends to a client", () => {
    const peer = ScriptedPeer.afterPreface("client", { keepalive: { minTimeMs: 5 * MINUTES } });
    for (let count = 0; count < 50; count++) assert.equal(ping(peer), ACK);
  });

  it("counts before the first SETTINGS are acknowledged, too", () => {
    const peer = new ScriptedPeer("server", { keepalive: { minTimeMs: 5 * MINUTES } });
    peer.sendBytes(new TextEncoder().encode(CLIENT_PREFACE), settings());
    peer.take();
    assert.deepEqual([ping(peer), ping(peer), ping(peer)], [ACK, ACK, ACK]);
    assert.equal(ping(peer), "GOAWAY 0 ENHANCE_YOUR_CALM");
  });
});
