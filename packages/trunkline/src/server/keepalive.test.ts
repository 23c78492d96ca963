// A server asks silent clients whether they are there, and holds those to measure that ask it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "./server.js";
import { rig, type ServerRig } from "./server-rig.testing.js";

const HOURS = 3_600_000;

function ask(server: ServerRig): Promise<void> {
  server.session.connection.ping();
  return server.settle();
}

test("a server asks a silent client after 2 hours, and drops it 20 s later", async () => {
  const server = rig({});
  await server.settle();
  server.mute();
  await server.clock.advance(2.5 * HOURS + 20_000 + 2_000);
  assert.equal(server.server.connectionCount, 0);
  assert.equal(server.server.stats.connectionsFailed, 0, "the client has broken no rule");
  await server.finish();
});

test("a server keeps a silent client that answers", async () => {
  const server = rig({});
  await server.clock.advance(24 * HOURS);
  assert.equal(server.server.connectionCount, 1);
  await server.finish();
});

test("a server tells a client that asks too often, and ends the connection", async () => {
  const server = rig({});
  await server.settle();
  for (let count = 0; count < 4; count++) await ask(server);
  assert.equal(server.session.connection.goAwayReceived?.debugText, "too_many_pings");
  await server.clock.advance(2_000);
  assert.equal(server.server.stats.abusiveConnections, 1);
  assert.equal(server.server.connectionCount, 0);
  await server.finish();
});

test("a server bears with PING between calls, and with what keepalive.minTimeMs allows", async () => {
  const busy = rig({ say: async ({ value }) => ({ value }) });
  for (let count = 0; count < 20; count++) {
    assert.equal((await busy.say("x")).status, "0");
    await ask(busy);
    await ask(busy);
  }
  assert.equal(busy.session.connection.goAwayReceived, null);
  await busy.finish();
  const lenient = rig({}, { keepalive: { minTimeMs: 10_000, withoutCalls: true } });
  for (let count = 0; count < 20; count++) {
    await lenient.clock.advance(10_000);
    await ask(lenient);
  }
  assert.equal(lenient.session.connection.goAwayReceived, null);
  await lenient.finish();
});

test("createServer() refuses a keepalive that is none", () => {
  assert.throws(() => createServer({ keepalive: { minTimeMs: -1 } }), {
    name: "RangeError",
    message:
      "Cannot set keepalive.minTimeMs to -1: expected milliseconds of at least 0, or Infinity",
  });
});
