import assert from "node:assert/strict";
import { it } from "node:test";
import { createChannel, createClient } from "../client/index.js";
import { Status } from "../grpc/index.js";
import { type MethodType, StringValue, type StringValueInit } from "../protobuf/index.js";
import { Server } from "../server/index.js";
import { VirtualClock } from "./index.js";

type Say = MethodType<"unary", StringValue, StringValueInit, StringValue, StringValueInit>;
const say: Say = {
  ...{ kind: "unary", name: "Say", localName: "say", path: "/test.Echo/Say" },
  ...{ input: StringValue, output: StringValue },
};

it("createChannel() to a server in this process has the server's time", async () => {
  const clock = new VirtualClock();
  const listen = (): never => assert.fail("nothing listens");
  const server = new Server({}, { clock, listen });
  const cancelled: unknown[] = [];
  const echo = { typeName: "test.Echo", methods: { say } };
  server.addService(echo, {
    say: (_, call) =>
      new Promise((_resolve, reject) => {
        call.signal.addEventListener("abort", () => {
          cancelled.push([clock.nowMs(), (call.signal.reason as Error).message]);
          reject(call.signal.reason);
        });
      }),
  });
  const channel = createChannel(server);
  const outcome = createClient(echo, channel).say({}, { timeoutMs: 3_600_000 });
  const seen = outcome.catch((error) => [clock.nowMs(), error.code]);
  await clock.advance(3_599_990);
  assert.deepEqual(cancelled, []);
  await clock.advance(20);
  assert.deepEqual(await seen, [3_600_000, Status.DEADLINE_EXCEEDED]);
  assert.deepEqual(cancelled, [[3_600_000, "The deadline passed"]]);
  const closed = Promise.all([channel.close(), server.close()]);
  await clock.settle();
  await closed;
  assert.equal(clock.armedTimers, 0);
});
