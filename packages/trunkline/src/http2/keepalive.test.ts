// Whether the peer is there, under virtual time.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Flag, FrameType } from "./frame.js";
import { type ConnectionOptions, type Role, resolveConnectionOptions } from "./index.js";
import { data, frame, requestFields, ScriptedPeer, windowUpdate } from "./scripted-peer.testing.js";

const LOST = "The peer has not answered a PING within 20000 ms (keepalive)";

type Keepalive = NonNullable<ConnectionOptions["keepalive"]>;

function connect(role: Role, keepalive: Keepalive = {}): ScriptedPeer {
  return ScriptedPeer.afterPreface(role, { keepalive: { timeMs: 10_000, ...keepalive } });
}

/** A client with a call under way. */
function busyClient(keepalive?: Keepalive): ScriptedPeer {
  const peer = connect("client", keepalive);
  openStream(peer);
  assert.deepEqual(peer.take(), ["HEADERS 1 :method=POST end"]);
  return peer;
}

function openStream(peer: ScriptedPeer): void {
  const stream = peer.connection.openStream(null);
  assert.ok(stream);
  stream.sendHeaders([requestFields], true);
}

/** Answers the PING that was sent last. */
function answer(peer: ScriptedPeer): void {
  const ping = peer.takeFrames().findLast(({ type }) => type === FrameType.PING);
  assert.ok(ping, "no PING was sent");
  peer.sendBytes(frame(FrameType.PING, Flag.ACK, 0, ping.payload));
}

describe("keepalive", () => {
  it("sends a PING after the time of silence, and loses the connection when nothing comes after it", () => {
    const peer = busyClient();
    // The preface is seen at the first look, after a quarter of the time.
    peer.advance(12_499);
    assert.deepEqual(peer.take(), []);
    peer.advance(1);
    assert.deepEqual(peer.take(), ["PING 0"]);
    peer.advance(20_000);
    assert.deepEqual(peer.sink.take(), []);
    peer.advance(1);
    assert.deepEqual(peer.sink.take(), ["reset 1 INTERNAL_ERROR", "closed INTERNAL_ERROR"]);
    assert.equal(peer.sink.closedMessage, LOST);
    assert.equal(peer.connection.isDead, true);
  });

  it("asks again the time after an answer, and never before", () => {
    const peer = busyClient();
    peer.advance(12_500);
    for (let count = 0; count < 20; count++) {
      answer(peer);
      peer.advance(9_999);
      assert.deepEqual(peer.take(), []);
      peer.advance(1);
    }
    assert.equal(peer.connection.isDead, false);
    assert.deepEqual(peer.sink.take(), [], "whoever sends no PING of its own hears of no answer");
  });

  it("counts from the last byte, whatever it is of", () => {
    const peer = busyClient();
    for (let count = 0; count < 50; count++) {
      peer.advance(6_000);
      // Half a frame: octets, and nothing that the connection acts on.
      peer.sendBytes(
        count % 2 === 0 ? windowUpdate(0, 1).subarray(0, 5) : windowUpdate(0, 1).subarray(5),
      );
    }
    assert.deepEqual(peer.take(), []);
    peer.advance(9_999);
    assert.deepEqual(peer.take(), [], "not before the time after the last byte");
    peer.advance(2_501);
    assert.deepEqual(peer.take(), ["PING 0"], "and no later than a quarter of it after that");
  });

  it("takes any byte for an answer", () => {
    const peer = busyClient();
    peer.advance(12_500);
    assert.deepEqual(peer.take(), ["PING 0"]);
    peer.advance(19_999);
    peer.sendBytes(windowUpdate(0, 1).subarray(0, 1));
    peer.advance(9_000);
    peer.sendBytes(windowUpdate(0, 1).subarray(1));
    peer.advance(9_000);
    assert.equal(peer.connection.isDead, false);
  });

  it("takes what has come while the process stood still for an answer", () => {
    const peer = busyClient();
    peer.advance(12_500);
    // The process wakes long after the timeout: its timers first, and then what has been received meanwhile.
    peer.nowMs += 60_000;
    peer.connection.checkTimers();
    answer(peer);
    peer.advance(5_000);
    assert.equal(peer.connection.isDead, false);
  });

  it("of a client is silent without a call, and asks first when one comes after the time", () => {
    const peer = connect("client");
    peer.advance(1_000_000);
    assert.deepEqual(peer.take(), []);
    assert.equal(peer.wakesAtMs, Infinity, "nothing is waited for");
    openStream(peer);
    assert.deepEqual(peer.take(), ["PING 0", "HEADERS 1 :method=POST end"]);
    peer.advance(20_001);
    assert.equal(peer.sink.closedMessage, LOST);
  });

  it("of a client does not ask first while the silence is shorter", () => {
    const peer = connect("client");
    peer.advance(12_000);
    openStream(peer);
    assert.deepEqual(peer.take(), ["HEADERS 1 :method=POST end"]);
  });

  it("asks without calls where that is wanted, and at a server in any case", () => {
    for (const peer of [connect("client", { withoutCalls: true }), connect("server")]) {
      peer.advance(12_500);
      assert.deepEqual(peer.take(), ["PING 0"]);
      peer.advance(20_001);
      assert.deepEqual(peer.sink.take(), ["closed INTERNAL_ERROR"]);
    }
  });

  it("leaves a peer alone that does not take what is sent: that has a time of its own", () => {
    const peer = busyClient();
    peer.connection.setBlocked(true);
    peer.advance(100_000);
    assert.deepEqual(peer.take(), []);
    peer.connection.setBlocked(false);
    peer.advance(12_500);
    assert.deepEqual(peer.take(), ["PING 0"]);
    peer.connection.setBlocked(true);
    peer.advance(40_000);
    assert.equal(peer.connection.isDead, false);
  });

  it("goes on while streams run on after GOAWAY", () => {
    const peer = ScriptedPeer.afterPreface("server", { keepalive: { timeMs: 10_000 } });
    peer.sendBytes(peer.headers(1, "end"));
    peer.connection.goAway(0, "done");
    peer.take();
    peer.advance(12_500);
    assert.deepEqual(peer.take(), ["PING 0"]);
  });

  it("does nothing unless it is asked for", () => {
    for (const role of ["client", "server"] as const) {
      const peer = ScriptedPeer.afterPreface(role);
      if (role === "client") openStream(peer);
      peer.take();
      peer.advance(100_000_000);
      assert.deepEqual(peer.take(), []);
    }
  });

  it("is measured beside the connection's own PING", () => {
    const peer = busyClient();
    peer.connection.ping();
    peer.take();
    peer.advance(12_500);
    answer(peer);
    assert.deepEqual(peer.sink.take(), [], "the one that was asked for is still under way");
    peer.sendBytes(data(1, 1));
    assert.deepEqual(peer.sink.take().length, 1);
  });
});

describe("resolveConnectionOptions() refuses as keepalive", () => {
  const cases: [unknown, string, string][] = [
    [null, "TypeError", "Cannot read the options: expected an object and not null"],
    [
      { timeMs: 0 },
      "RangeError",
      "Cannot set keepalive.timeMs to 0: expected milliseconds greater than 0, or Infinity",
    ],
    [
      { timeoutMs: Number.NaN },
      "RangeError",
      "Cannot set keepalive.timeoutMs to NaN: expected milliseconds greater than 0, or Infinity",
    ],
    [
      { minTimeMs: -1 },
      "RangeError",
      "Cannot set keepalive.minTimeMs to -1: expected milliseconds of at least 0, or Infinity",
    ],
    [
      { withoutCalls: 1 },
      "TypeError",
      "Cannot set keepalive.withoutCalls to a value of type number: expected true or false",
    ],
    [
      { timeoutMS: 5 },
      "TypeError",
      'Cannot set timeoutMS: keepalive has no option of that name; did you mean "timeoutMs"?',
    ],
  ];
  for (const [keepalive, name, message] of cases) {
    it(JSON.stringify(keepalive), () => {
      const options = { keepalive } as ConnectionOptions;
      assert.throws(() => resolveConnectionOptions(options), { name, message });
    });
  }
});
