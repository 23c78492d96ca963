import assert from "node:assert/strict";
import { test } from "node:test";
import { StatusError } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import type { ServerCall } from "./server-call.js";
import { type EchoHandlers, frame, post, rig } from "./server-rig.testing.js";

const say = post("/test.Echo/Say");
const list = post("/test.Echo/List");
const chat = post("/test.Echo/Chat");

/** Nothing of the connection's own is armed: what is, belongs to a call. */
const withoutTimers = { keepalive: { timeMs: Infinity } };

/** Settles when the signal is aborted, as whatever is handed one does. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

test("Server aborts the signal when the client resets the stream, with a StatusError as the reason", async () => {
  let call: ServerCall | undefined;
  const server = rig({
    say(_request, given) {
      call = given;
      return untilAborted(given.signal);
    },
  });
  const answer = await server.say("");
  assert.equal(call?.isCancelled, false);
  call?.throwIfCancelled();
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(call?.isCancelled, true);
  assert.equal(String(call?.signal.reason), "StatusError CANCELLED: The client cancelled the call");
  assert.throws(() => call?.throwIfCancelled(), { code: 1 });
  const { callsCancelled, openCalls } = server.server.stats;
  assert.deepEqual({ callsCancelled, openCalls }, { callsCancelled: 1, openCalls: 0 });
  assert.deepEqual(server.reports, []);
  await server.finish();
});

test("ServerCall.signal asked for after the cancellation is aborted already", async () => {
  let call: ServerCall | undefined;
  let answerLate = (): void => {};
  const server = rig({
    async say(_request, given) {
      call = given;
      await new Promise<void>((resolve) => {
        answerLate = resolve;
      });
      return { value: "too late" };
    },
  });
  const answer = await server.say("");
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(call?.signal.aborted, true);
  answerLate();
  await server.settle();
  assert.equal(server.server.stats.openCalls, 0);
  assert.deepEqual(answer.messages, []);
  await server.finish();
});

test("Server ends a generator that is suspended at yield, and its finally runs", async () => {
  let finallyRan = 0;
  const server = rig({
    async *list() {
      try {
        for (;;) yield { value: "x".repeat(1000) };
      } finally {
        finallyRan++;
      }
    },
  });
  const answer = server.open(list);
  answer.isReading = false;
  answer.send(frame(""), true);
  await server.settle();
  assert.equal(finallyRan, 0);
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(finallyRan, 1);
  assert.equal(server.server.stats.openCalls, 0);
  await server.finish();
});

test("Server ends a generator that waits on the signal, and its finally runs", async () => {
  let finallyRan = 0;
  const server = rig({
    async *list(_request, call) {
      try {
        yield { value: "a" };
        await untilAborted(call.signal);
      } finally {
        finallyRan++;
      }
    },
  });
  const answer = server.open(list).send(frame(""), true);
  await server.settle();
  assert.deepEqual(answer.messages, ["a"]);
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(finallyRan, 1);
  assert.equal(server.server.stats.openCalls, 0);
  await server.finish();
});

test("Server ends a handler that waits for the client's next message", async () => {
  let caught: unknown;
  const server = rig({
    async *chat(requests) {
      try {
        for await (const request of requests) yield request;
      } catch (error) {
        caught = error;
        throw error;
      }
    },
  });
  const answer = server.open(chat).send(frame("a"));
  await server.settle();
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(String(caught), "StatusError CANCELLED: The client cancelled the call");
  assert.equal(server.server.stats.openCalls, 0);
  assert.deepEqual(server.reports, []);
  await server.finish();
});

test("Server ends an iterator without return() when its pending reply comes", async () => {
  let give = (_result: IteratorResult<{ value: string }>): void => {};
  const server = rig({
    list: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () =>
          new Promise<IteratorResult<{ value: string }>>((resolve) => {
            give = resolve;
          }),
      }),
    }),
  });
  const answer = server.open(list).send(frame(""), true);
  await server.settle();
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.equal(server.server.stats.openCalls, 1);
  give({ done: false, value: { value: "late" } });
  await server.settle();
  assert.equal(server.server.stats.openCalls, 0);
  await server.finish();
});

test("Server keeps the slot of a handler deaf to cancellation, counts it and reports it", async () => {
  const deaf: (() => void)[] = [];
  const server = rig(
    {
      async say({ value }) {
        if (value === "deaf") await new Promise<void>((resolve) => deaf.push(resolve));
        return { value };
      },
    },
    { maxConcurrentStreams: 2 },
  );
  await server.settle();
  for (const answer of [await server.say("deaf"), await server.say("deaf")]) {
    answer.stream.reset(ErrorCode.CANCEL);
  }
  await server.settle();
  // The client's streams are gone, the server's slots are not.
  const refused = await server.say("hi");
  assert.equal(refused.reset?.code, ErrorCode.REFUSED_STREAM);
  assert.equal(server.server.stats.deafHandlers, 0);
  assert.equal(server.server.stats.openCalls, 2);

  await server.clock.advance(1_500);
  assert.equal(server.server.stats.deafHandlers, 2);
  assert.deepEqual(
    server.reports.map(({ kind }) => kind),
    ["deaf", "deaf"],
  );
  assert.equal(
    (server.reports[0]!.error as Error).message,
    'The handler of "/test.Echo/Say" goes on 1000 ms after its call was cancelled: hand call.signal to what it waits for; until it ends it keeps one of the connection\'s streams',
  );

  for (const end of deaf) end();
  await server.settle();
  assert.equal(server.server.stats.openCalls, 0);
  assert.equal((await server.say("hi")).status, "0");
  await server.finish();
});

test("Server at the deadline aborts the handler and resets the stream with CANCEL", async () => {
  let reason: unknown;
  const handlers: EchoHandlers = {
    async say(_request, call) {
      try {
        return await untilAborted(call.signal);
      } catch (error) {
        reason = error;
        throw error;
      }
    },
  };
  const server = rig(handlers, withoutTimers);
  const answer = await server.say("", "grpc-timeout", "50m");
  await server.clock.advance(49);
  assert.equal(answer.stream.isReadClosed, false);
  await server.clock.advance(3);
  assert.equal(answer.reset?.code, ErrorCode.CANCEL);
  assert.equal(String(reason), "StatusError DEADLINE_EXCEEDED: The deadline passed");
  const { callsCancelled, openCalls, callsFailed } = server.server.stats;
  assert.deepEqual(
    { callsCancelled, openCalls, callsFailed },
    { callsCancelled: 1, openCalls: 0, callsFailed: 0 },
  );
  assert.equal(server.clock.armedTimers, 0);
  await server.finish();
});

test("ServerCall tells its deadline and the time that remains", async () => {
  const seen: ServerCall[] = [];
  const server = rig({
    async say(_request, call) {
      seen.push(call);
      await untilAborted(call.signal);
      return {};
    },
  });
  const before = Date.now();
  const limited = await server.say("", "grpc-timeout", "5S");
  const unlimited = await server.say("");
  const [withLimit, without] = seen;
  const { deadline } = withLimit!;
  assert.ok(deadline!.getTime() >= before + 4_999 && deadline!.getTime() <= Date.now() + 5_001);
  assert.equal(withLimit!.deadline, deadline, "the same each time");
  assert.equal(withLimit!.timeRemainingMs(), 5_000);
  await server.clock.advance(2_000);
  assert.equal(withLimit!.timeRemainingMs(), 3_000);
  await server.clock.advance(4_000);
  assert.equal(withLimit!.timeRemainingMs(), 0);
  assert.equal(limited.reset?.code, ErrorCode.CANCEL);
  assert.equal(without!.deadline, undefined);
  assert.equal(without!.timeRemainingMs(), Infinity);
  unlimited.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  await server.finish();
});

test("Server keeps no timer of a call that ended before its deadline", async () => {
  const server = rig({ say: async () => ({}) }, withoutTimers);
  assert.equal((await server.say("", "grpc-timeout", "1H")).status, "0");
  assert.equal(server.clock.armedTimers, 0);
  await server.finish();
});

test("Server at the deadline of a request that never ends runs no handler", async () => {
  let runs = 0;
  const server = rig({
    say: () => {
      runs++;
      return {};
    },
  });
  const answer = server.open([...say, "grpc-timeout", "1S"]).send(frame("half").subarray(0, 6));
  await server.clock.advance(1_500);
  assert.equal(answer.reset?.code, ErrorCode.CANCEL);
  assert.equal(runs, 0);
  assert.equal(server.server.stats.openCalls, 0);
  await server.finish();
});

test("Server cancels the calls of a connection that is lost", async () => {
  const reasons: unknown[] = [];
  const server = rig({
    say: (_request, call) =>
      untilAborted(call.signal).catch((error: unknown) => {
        reasons.push(error);
        throw error;
      }),
  });
  await server.say("");
  await server.say("");
  server.session.destroy();
  await server.settle();
  assert.equal(reasons.length, 2);
  assert.ok(reasons.every(StatusError.is));
  assert.match(String(reasons[0]), /^StatusError CANCELLED: /);
  assert.equal(server.server.connectionCount, 0);
  await server.finish();
});

test("Server does not report what a handler throws once its call is cancelled", async () => {
  const server = rig({
    async say(_request, call) {
      await untilAborted(call.signal).catch(() => {});
      throw new Error("because it was cancelled");
    },
  });
  const answer = await server.say("");
  answer.stream.reset(ErrorCode.CANCEL);
  await server.settle();
  assert.deepEqual(server.reports, []);
  await server.finish();
});
