// Who wants to hear that the server closes, hears of it before its clients do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createServer } from "./server.js";
import { frame, post, rig } from "./server-rig.testing.js";

test("Server.onClosing() calls its listeners once, in order, and before the server says GOAWAY", async () => {
  const server = rig({});
  const heard: string[] = [];
  const goAway = () => server.session.connection.goAwayReceived?.debugText;
  server.server.onClosing(() => heard.push(`first ${goAway()}`));
  server.server.onClosing(() => heard.push(`second ${goAway()}`));
  await server.settle();
  assert.deepEqual(heard, []);
  const closed = server.server.close({ graceMs: 1_000 });
  assert.deepEqual(heard, ["first undefined", "second undefined"]);
  void server.server.close({ graceMs: 500 });
  await server.clock.advance(500);
  assert.equal(goAway(), "The server is shutting down");
  assert.equal(heard.length, 2);
  await closed;
  await server.finish();
});

test("Server.onClosing() has what its listeners wake sent before GOAWAY", async () => {
  let wake = (): void => {};
  const server = rig({
    async *list() {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      yield { value: "NOT_SERVING" };
      await new Promise(() => {});
    },
  });
  const watch = server.open(post("/test.Echo/List")).send(frame(""), true);
  await server.settle();
  server.server.onClosing(() => wake());
  void server.server.close({ graceMs: 1_000 });
  let messagesAtGoAway: readonly string[] | undefined;
  server.onGoAway = () => {
    messagesAtGoAway ??= [...watch.messages];
  };
  await server.settle();
  assert.deepEqual(messagesAtGoAway, ["NOT_SERVING"]);
  await server.clock.advance(3_000);
  assert.equal(watch.status, "14 The server is shutting down");
});

test("Server.onClosing() calls at once on a server that closes, and refuses what is no function", async () => {
  const server = createServer();
  await server.close();
  let calls = 0;
  server.onClosing(() => calls++);
  assert.equal(calls, 1);
  assert.throws(() => server.onClosing(undefined as never), {
    name: "TypeError",
    message: "Cannot set the listener of onClosing() to undefined: expected a function",
  });
});

test("Server.onClosing() reports listeners that fail, and closes", async () => {
  const server = rig({});
  const thrown = new Error("thrown");
  const rejected = new Error("rejected");
  server.server.onClosing(() => {
    throw thrown;
  });
  server.server.onClosing(async () => {
    throw rejected;
  });
  await server.finish();
  assert.deepEqual(
    server.reports.map(({ kind, error }) => [kind, error]),
    [
      ["closing", thrown],
      ["closing", rejected],
    ],
  );
});
