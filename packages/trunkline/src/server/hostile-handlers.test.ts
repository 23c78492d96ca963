// Handlers that break the rules of promises, iterators and errors: whatever they give or throw, their
// call alone fails, with a report, and nothing escapes to the connection or to the process.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Status, StatusError } from "../grpc/index.js";
import { createServer } from "./server.js";
import {
  type EchoHandlers,
  frame,
  post,
  type ServerRig,
  rig as startRig,
} from "./server-rig.testing.js";

const failed = "2 The server failed to handle the call";

/** Written so that nobody takes these objects for a slip of the pen. */
const then = "then";

function boom(): never {
  throw new Error("boom");
}

/** A handler's function, whatever the compiler would say of it. */
function saying(say: () => unknown): ServerRig {
  return startRig({ say } as EchoHandlers);
}

const hostileReplies: { readonly [name: string]: () => unknown } = {
  "a getter for then that throws": () => ({
    get [then]() {
      return boom();
    },
  }),
  "a proxy whose traps throw": () => new Proxy({}, { get: boom, getPrototypeOf: boom }),
  "a thenable that throws": () => ({ [then]: boom }),
};

for (const [name, reply] of Object.entries(hostileReplies)) {
  test(`Server survives a handler that returns ${name}`, async () => {
    const server = saying(reply);
    assert.equal((await server.say("x")).status, failed);
    assert.equal(server.reports[0]?.kind, "handler");
    await server.finish();
  });
}

const hostileErrors: { readonly [name: string]: unknown } = {
  "a proxy whose traps throw": new Proxy({}, { get: boom }),
  "a StatusError made into OK": Object.assign(new StatusError(Status.NOT_FOUND, ""), { code: 0 }),
  "a StatusError without a text": Object.assign(new StatusError(Status.NOT_FOUND, ""), {
    message: undefined,
  }),
  "an object with the brand of StatusError": { [Symbol.for("trunkline.StatusError")]: true },
  "an error whose properties throw": Object.create(Error.prototype, {
    message: { get: boom },
    stack: { get: boom },
    name: { get: boom },
  }),
  "a symbol": Symbol("no error"),
  "a function": boom,
  null: null,
  undefined: undefined,
};

for (const [name, error] of Object.entries(hostileErrors)) {
  test(`Server survives a handler that throws ${name}`, async () => {
    const server = saying(() => {
      throw error;
    });
    assert.equal((await server.say("x")).status, failed);
    assert.equal(server.reports[0]?.error, error);
    await server.finish();
  });
}

test("Server survives promises that reject with such things, in unary and in streaming handlers", async () => {
  for (const error of Object.values(hostileErrors)) {
    const server = startRig({
      say: () => Promise.reject(error),
      // biome-ignore lint/correctness/useYield: it fails before its first reply
      async *list() {
        throw error;
      },
    });
    const stream = server.open(post("/test.Echo/List")).send(frame("x"), true);
    assert.equal((await server.say("x")).status, failed);
    assert.equal(stream.status, failed);
    assert.deepEqual(
      server.reports.map((report) => report.error),
      [error, error],
    );
    await server.finish();
  }
});

test("Server survives handlers that fail long after their call is over, and reports none of it", async () => {
  const fails: (() => void)[] = [];
  const later = (error: unknown) =>
    new Promise<never>((_, reject) => {
      fails.push(() => reject(error));
    });
  const server = startRig({
    say: () => later(null),
    async *list() {
      yield { value: "first" };
      await later(hostileErrors["an error whose properties throw"]);
    },
    join: () => later(new Error("late")),
  });
  const answers = [
    server.open(post("/test.Echo/Say", "grpc-timeout", "50m")).send(frame("x"), true),
    server.open(post("/test.Echo/List", "grpc-timeout", "50m")).send(frame("x"), true),
    server.open(post("/test.Echo/Join")).send(frame("x"), true),
  ];
  await server.settle();
  answers[2]!.stream.reset(8);
  await server.clock.advance(100);
  assert.equal(fails.length, 3);
  for (const fail of fails) fail();
  await server.settle();
  assert.deepEqual(server.reports, []);
  assert.equal(server.server.stats.openCalls, 0);
  await server.finish();
});

test("Server prints by default, and survives what cannot be printed", async (context) => {
  const lines: unknown[][] = [];
  context.mock.method(console, "error", (...line: unknown[]) => {
    // As console does: it shows whatever it is given.
    lines.push(line.map((part) => inspect(part)));
  });
  const custom = { [inspect.custom]: boom };
  for (const error of [hostileErrors["an error whose properties throw"], custom, undefined, null]) {
    const server = startRig({ say: () => Promise.reject(error) }, { onError: undefined });
    assert.equal((await server.say("x")).status, failed);
    await server.finish();
  }
  assert.equal(lines.length, 4);
  assert.match(String(lines[1]), /The handler failed .*something that cannot be printed/);
});

const iterators: { readonly [name: string]: unknown } = {
  "no object": undefined,
  "no next": {},
  "a next that gives nothing": { next: () => undefined },
  "a next that resolves to nothing": { next: async () => undefined },
  "a next that gives a number": { next: () => 5 },
  "a result whose done throws": {
    next: () => ({
      get done() {
        return boom();
      },
    }),
  },
  "a promised result whose done throws": {
    next: async () => ({
      get done() {
        return boom();
      },
    }),
  },
  "a result whose value throws": {
    next: () => ({
      get value() {
        return boom();
      },
    }),
  },
  "a thenable that throws": { next: () => ({ [then]: boom }) },
  "a return that cannot be looked at": {
    next: async () => ({ done: false, value: 5 }),
    get return() {
      return boom();
    },
  },
  "a return that is a hostile thenable": {
    next: async () => ({ done: false, value: 5 }),
    return: () => ({ [then]: boom }),
  },
};

for (const [name, iterator] of Object.entries(iterators)) {
  test(`Server survives a streaming handler whose iterator has ${name}`, async () => {
    const server = startRig({
      list: () => ({ [Symbol.asyncIterator]: () => iterator }),
    } as unknown as EchoHandlers);
    const answer = server.open(post("/test.Echo/List")).send(frame("x"), true);
    await server.settle();
    assert.equal(answer.status, failed);
    assert.equal(server.reports[0]?.kind, "handler");
    assert.equal(server.server.stats.openCalls, 0);
    await server.finish();
  });
}

test("Server takes replies from thenables that answer at once, with back-pressure", async () => {
  let given = 0;
  const next = () => ({
    [then](resolve: (result: unknown) => void) {
      resolve({ done: given === 200, value: { value: String(given++).padEnd(1000) } });
    },
  });
  const server = startRig({
    list: () => ({ [Symbol.asyncIterator]: () => ({ next }) }),
  } as unknown as EchoHandlers);
  const answer = server.open(post("/test.Echo/List")).send(frame("x"), true);
  answer.isReading = false;
  await server.settle();
  answer.startReading();
  await server.settle();
  assert.equal(answer.messages.length, 200);
  assert.equal(answer.status, "0");
  await server.finish();
});

test("Server cuts a status message that would cost the connection", async () => {
  const server = saying(() => {
    throw new StatusError(Status.NOT_FOUND, "é".repeat(100_000));
  });
  const answer = await server.say("x");
  assert.match(answer.status ?? "", /^5 (%C3%A9)+\.\.\.$/);
  await server.finish();
});

test("Server prints what an onError that is an async function rejects with", async (context) => {
  const print = context.mock.method(console, "error", () => {});
  const hookError = new Error("the hook failed");
  const onError = async () => {
    throw hookError;
  };
  const server = startRig({ say: boom }, { onError });
  assert.equal((await server.say("x")).status, failed);
  assert.equal(print.mock.callCount(), 2);
  assert.equal(print.mock.calls[1]?.arguments[1], hookError);
  await server.finish();
});

test("createServer() refuses a wrong option at once", () => {
  assert.throws(() => createServer({ maxConcurrentStreams: 0 }), {
    name: "RangeError",
    message: "Cannot set maxConcurrentStreams to 0: expected a whole number from 1 to 4294967295",
  });
});

test("Server closed by a property of a reply sends whole frames to the end", async () => {
  const server: ServerRig = saying(() => ({
    get value() {
      void server.server.close({ graceMs: 0 });
      return "x".repeat(2_000);
    },
  }));
  const answer = await server.say("x");
  assert.equal(answer.reset, undefined);
  assert.equal(answer.status, "14 The server is shutting down");
  await server.finish();
});
