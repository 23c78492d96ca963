// Connections end when they are old, and no call with them before its time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "./server.js";
import { type EchoHandlers, rig, ServerRig } from "./server-rig.testing.js";

const MINUTES = 60_000;
const age = { maxConnectionAgeMs: 10 * MINUTES };

/** A server whose calls end when the test says so. */
function held(options: object): { server: ServerRig; release: () => void } {
  let release = (): void => {};
  const handlers: EchoHandlers = {
    async say({ value }) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { value };
    },
  };
  return { server: rig(handlers, options), release: () => release() };
}

test("a server ends a connection that has reached its age, and its calls run on", async () => {
  const { server, release } = held(age);
  const answer = await server.say("running");
  await server.clock.advance(10 * MINUTES - 1_000);
  const { connection } = server.session;
  assert.equal(connection.goAwayReceived === null, true);
  await server.clock.advance(2_000);
  assert.equal(connection.goAwayReceived?.debugText, "max_age");
  assert.equal(connection.goAwayReceived?.code, 0);
  await server.clock.advance(100 * MINUTES);
  release();
  await server.clock.advance(2_000);
  assert.deepEqual(answer.messages, ["running"]);
  assert.equal(answer.status, "0");
  assert.equal(server.isClosed, true);
  assert.equal(server.server.connectionCount, 0);
  await server.finish();
});

test("an age may be up to 10 % more or less, so that connections do not come back together", async () => {
  for (const [random, ageMinutes] of [
    [0, 9],
    [0.5, 10],
    [1, 11],
  ] as const) {
    const server = new ServerRig({}, age, { random: () => random }).connect();
    await server.clock.advance(ageMinutes * MINUTES - 1);
    assert.equal(server.session.connection.goAwayReceived, null);
    await server.clock.advance(2_000);
    assert.equal(server.isClosed, true, "without a call it goes at once");
    await server.finish();
  }
});

test("the grace of an old connection begins when its last stream is named", async () => {
  const { server } = held({ ...age, maxConnectionAgeGraceMs: 30_000 });
  const answer = await server.say("stuck");
  await server.clock.advance(5 * MINUTES);
  // A client that reads nothing does not answer the PING between the two GOAWAY: 5 s are waited for it.
  server.mute();
  await server.clock.advance(5 * MINUTES + 34_900);
  assert.equal(server.server.connectionCount, 1);
  server.listenAgain();
  await server.settle();
  assert.equal(answer.status, undefined);
  await server.clock.advance(200);
  assert.equal(answer.status, "14 The connection has reached its maximum age");
  await server.clock.advance(2_000);
  assert.equal(server.server.connectionCount, 0);
});

test("the grace of an old connection may be none", async () => {
  const { server } = held({ ...age, maxConnectionAgeGraceMs: 0 });
  const answer = await server.say("stuck");
  await server.clock.advance(10 * MINUTES + 10);
  assert.equal(answer.status, "14 The connection has reached its maximum age");
});

test("a connection that ends before its age leaves no timer", async () => {
  const server = rig({}, { ...age, maxConnectionAgeGraceMs: 1_000 });
  await server.settle();
  server.session.destroy();
  await server.clock.advance(1_000);
  assert.equal(server.clock.armedTimers, 0);
  await server.finish();
});

test("a server that closes keeps to its own grace, whatever the age of its connections", async () => {
  const { server } = held({ ...age, maxConnectionAgeGraceMs: 1_000 });
  const answer = await server.say("stuck");
  await server.clock.advance(9 * MINUTES + 59_000);
  void server.server.close({ graceMs: 60_000 });
  await server.clock.advance(50_000);
  assert.equal(answer.status, undefined);
  await server.clock.advance(12_000);
  assert.equal(answer.status, "14 The server is shutting down");
});

test("createServer() refuses ages that are none", () => {
  assert.throws(() => createServer({ maxConnectionAgeMs: 0 }), {
    name: "RangeError",
    message: "Cannot set maxConnectionAgeMs to 0: expected milliseconds of at least 1, or Infinity",
  });
  assert.throws(() => createServer({ maxConnectionAgeGraceMs: Number.NaN }), {
    name: "RangeError",
    message:
      "Cannot set maxConnectionAgeGraceMs to NaN: expected milliseconds of at least 0, or Infinity",
  });
});
