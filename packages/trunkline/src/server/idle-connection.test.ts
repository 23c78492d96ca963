import assert from "node:assert/strict";
import { test } from "node:test";
import { rig } from "./server-rig.testing.js";

test("a server closes a connection without calls for idleTimeoutMs, also where its client does not", async () => {
  const server = rig({ say: async ({ value }) => ({ value }) }, { idleTimeoutMs: 30_000 });
  await server.clock.advance(20_000);
  assert.deepEqual((await server.say("hello")).messages, ["hello"]);
  await server.clock.advance(29_000);
  assert.equal(server.isClosed, false);
  await server.clock.advance(2_000);
  assert.equal(server.session.connection.goAwayReceived?.debugText, "max_idle");
  assert.equal(server.isClosed, true);
  assert.equal(server.server.connectionCount, 0);
  await server.finish();
});
