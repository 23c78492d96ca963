// What the error of a call that never got its answer says: the target, the method, the addresses tried, the time that
// has passed and the last cause.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Status } from "../grpc/index.js";
import { ScriptedPeer, watch } from "./scripted-peer.testing.js";

test("a target whose addresses all refuse: each is named, with the last cause and the wait", async () => {
  const peer = new ScriptedPeer();
  peer.addresses = ["10.0.0.1", "10.0.0.2"];
  const refusals = ["10.0.0.1", "10.0.0.2"].map(
    (host) => new Error(`connect ECONNREFUSED ${host}:50051`),
  );
  let attempts = 0;
  peer.onConnect = () => refusals[attempts++ % 2];
  const outcome = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(outcome.error?.code, Status.UNAVAILABLE);
  assert.equal(
    outcome.error.message,
    'Cannot reach "localhost:50051": connect ECONNREFUSED 10.0.0.2:50051 (2 of 2 addresses tried: 10.0.0.1:50051, 10.0.0.2:50051); is the server up and is the port right? "/test.Echo/Say" has waited 0 ms',
  );
  assert.equal(outcome.error.cause, refusals[1]);
  // While the channel does not try again, calls fail at once with what it knows.
  const next = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(next.error?.message, outcome.error.message);
  await peer.close();
});

test("an address that hangs: the wait is told", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => "hang";
  const outcome = watch(peer.echo.say({}));
  await peer.clock.advance(20_001);
  assert.match(
    outcome.error?.message ?? "",
    /^Cannot reach "localhost:50051": no answer within 20 s from 10\.0\.0\.1:50051 \(1 of 1 addresses tried\); .*\? "\/test\.Echo\/Say" has waited 20000 ms$/,
  );
  await peer.close();
});

test("a deadline of less than a millisecond is told as it is", async () => {
  const peer = new ScriptedPeer();
  for (const [timeoutMs, told] of [
    [0.4, "0.4 ms"],
    [1.5, "1.5 ms"],
    [12.4, "12 ms"],
  ] as const) {
    const outcome = watch(peer.echo.say({}, { timeoutMs }));
    await peer.clock.advance(50);
    assert.match(outcome.error?.message ?? "", new RegExp(` did not finish within ${told}: `));
  }
  await peer.close();
});

test("a deadline that passes while there is no connection: the last failure is told, and is the cause", async () => {
  const peer = new ScriptedPeer();
  const refused = new Error("connect ECONNREFUSED 10.0.0.1:50051");
  peer.onConnect = () => refused;
  const outcome = watch(peer.echo.say({}, { waitForReady: true, timeoutMs: 500 }));
  await peer.clock.advance(501);
  assert.equal(outcome.error?.code, Status.DEADLINE_EXCEEDED);
  assert.equal(
    outcome.error.message,
    '"/test.Echo/Say" on "localhost:50051" did not finish within 500 ms: the deadline passed after 500 ms, while waiting for a connection. Cannot reach "localhost:50051": connect ECONNREFUSED 10.0.0.1:50051 (1 of 1 addresses tried); is the server up and is the port right?',
  );
  assert.equal(outcome.error.cause, refused);
  await peer.close();
});

test("a deadline that passes at the server: no old failure is told", async () => {
  const peer = new ScriptedPeer();
  peer.onConnect = () => new Error("refused");
  const first = watch(peer.echo.say({}));
  await peer.settle();
  assert.equal(first.error?.code, Status.UNAVAILABLE);
  peer.onConnect = () => undefined;
  const outcome = watch(peer.echo.say({}, { waitForReady: true, timeoutMs: 5_000 }));
  await peer.clock.advance(5_001);
  assert.match(outcome.error?.message ?? "", /while waiting for the response$/);
  assert.equal(outcome.error?.cause, undefined);
  await peer.close();
});

test("a connection that is lost: its address is told, and the time where the call has a deadline", async () => {
  const peer = new ScriptedPeer();
  const timed = watch(peer.echo.say({}, { timeoutMs: 9_000 }));
  const untimed = watch(peer.echo.say({}));
  await peer.clock.advance(1_500);
  peer.connections[0]?.session.destroy();
  await peer.settle();
  assert.match(
    timed.error?.message ?? "",
    /^"\/test\.Echo\/Say" on "localhost:50051" lost its connection to memory:right after 1500 ms: /,
  );
  assert.match(
    untimed.error?.message ?? "",
    /^"\/test\.Echo\/Say" on "localhost:50051" lost its connection to memory:right: /,
  );
  assert.equal(timed.error?.code, Status.UNAVAILABLE);
  await peer.close();
});
