import assert from "node:assert/strict";
import { it } from "node:test";
import { createClient } from "../client/index.js";
import { Status, StatusError } from "../grpc/index.js";
import { echo } from "./echo.testing.js";
import { createTestServer, inTurn, mockService, VirtualClock } from "./index.js";

it("mockService() answers as it is told, and remembers what it was asked", async () => {
  await using mock = mockService(echo, {
    say: ({ value }) => ({ value: `${value}!` }),
    join: async (requests) => {
      let count = 0;
      for await (const _ of requests) count++;
      return { value: String(count) };
    },
  });
  const client = createClient(echo, mock.channel);
  const metadata = { "x-tenant": "blue" };
  assert.deepEqual(await client.say({ value: "hi" }, { metadata }), { value: "hi!" });
  assert.deepEqual(await client.join([{ value: "a" }, { value: "b" }]), { value: "2" });
  assert.deepEqual(mock.calls.say[0]?.requests, [{ value: "hi" }]);
  assert.equal(mock.calls.say[0]?.metadata.get("x-tenant"), "blue");
  assert.deepEqual(mock.calls.join[0]?.requests, [{ value: "a" }, { value: "b" }]);
  assert.deepEqual(mock.calls.list, []);
});

it("mockService() fails calls of which it was told nothing, and records them", async () => {
  await using mock = mockService(echo);
  const client = createClient(echo, mock.channel);
  await assert.rejects(client.say({ value: "hi" }), {
    code: Status.UNIMPLEMENTED,
    message:
      'The mock was not told what "/test.Echo/Say" does: give mockService() a handler for it',
  });
  assert.deepEqual(mock.calls.say[0]?.requests, [{ value: "hi" }]);
});

it("mockService() refuses handlers of rpcs that there are not", () => {
  const handlers = { shout: () => ({ value: "" }) } as object;
  assert.throws(
    () => mockService(echo, handlers),
    new TypeError('Cannot mock "shout": "test.Echo" has no such rpc'),
  );
});

it("mockService() has the time that it is given", async () => {
  const clock = new VirtualClock();
  const mock = mockService(echo, { say: () => new Promise(() => {}) }, { clock });
  const outcome = createClient(echo, mock.channel).say({}, { timeoutMs: 3_600_000 });
  const seen = outcome.catch((error: StatusError) => error.code);
  await clock.advance(3_600_000);
  assert.equal(await seen, Status.DEADLINE_EXCEEDED);
  await mock.close();
});

it("inTurn() goes through its steps and stays with the last", async () => {
  await using mock = mockService(echo, {
    say: inTurn(
      new StatusError(Status.UNAVAILABLE, "Busy"),
      () => ({ value: "one" }),
      () => ({ value: "more" }),
    ),
  });
  const client = createClient(echo, mock.channel);
  await assert.rejects(client.say({}), { code: Status.UNAVAILABLE, message: "Busy" });
  assert.equal((await client.say({})).value, "one");
  assert.equal((await client.say({})).value, "more");
  assert.equal((await client.say({})).value, "more");
  assert.throws(
    () => inTurn(),
    new TypeError("Cannot make a handler of no steps: expected functions or errors"),
  );
});

it("createTestServer() listens nowhere, and says how to reach it", async () => {
  await assert.rejects(
    createTestServer().listen("127.0.0.1:0"),
    new TypeError(
      "Cannot listen with a server made by createTestServer(): reach it with createChannel(server)",
    ),
  );
});
