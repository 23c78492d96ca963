// Hooks that fail, and what interceptors give, at both ends: the same for calls of every kind.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Interceptor, type MessageHook, Status, StatusError } from "../grpc/index.js";
import type { StringValue } from "../protobuf/index.js";
import { BothEnds, createGate, kinds } from "./both-ends.testing.js";

const sides = ["client", "server"] as const;
const ways = ["onRequest", "onReply"] as const;

const refusal = new StatusError(Status.INVALID_ARGUMENT, "not this one");

function hooking(way: (typeof ways)[number], hook: MessageHook): Interceptor {
  return (call, next) => {
    call[way](hook);
    return next();
  };
}

/** What `promise` comes to, once all has happened that needs no time. */
async function settled<T>(ends: BothEnds, promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [outcome] = await Promise.all([Promise.allSettled([promise]), ends.clock.settle()]);
  return outcome[0];
}

const aReply = (value: string) => ({
  status: "fulfilled",
  value: { done: false, value: { value } },
});
const theRefusal = { status: "rejected", reason: refusal };
const theEnd = { status: "fulfilled", value: { done: true, value: undefined } };

/** Throws at the message `bad`. */
const refuse: MessageHook = (message) => {
  if ((message as StringValue).value === "bad") throw refusal;
};

describe("a hook", () => {
  for (const side of sides) {
    for (const way of ways) {
      it(`that is async ends a call of any kind: ${way} at a ${side}`, async () => {
        for (const kind of kinds) {
          const later = createGate();
          // As a program in JavaScript may write it: the compiler refuses it.
          const hook: MessageHook = async () => {
            await later.opened;
            throw new Error("a rejection that nobody hears");
          };
          const ends = new BothEnds({ [side]: [hooking(way, hook)] });
          const outcome = await ends.run(kind);
          const told = side === "client" ? outcome : ends.reports[0];
          assert.match(String(told), /^TypeError: A hook of "\/test\.Echo\/\w+" gave a promise: /);
          if (side === "server") assert.equal((outcome as StatusError).code, Status.UNKNOWN);
          // A rejection without a listener would fail this test.
          later.open();
          await ends.clock.settle();
          await ends.finish();
        }
      });

      it(`that gives no message ends a call of any kind: ${way} at a ${side}`, async () => {
        for (const kind of kinds) {
          const ends = new BothEnds({ [side]: [hooking(way, () => 5)] });
          const outcome = await ends.run(kind);
          const told = side === "client" ? outcome : ends.reports[0];
          assert.match(String(told), /gave a value of type number: expected a message or nothing/);
          await ends.finish();
        }
      });
    }
  }

  it("that throws at a reply cancels a client's stream, once and at both ends", async () => {
    const events: string[] = [];
    let isClosed = false;
    const watching: Interceptor = async (_call, next) => {
      await next().catch((error) => {
        events.push(String(error));
        throw error;
      });
    };
    const ends = new BothEnds({
      client: [watching, hooking("onReply", refuse)],
      handlers: {
        async *list(_request, call) {
          try {
            yield { value: "good" };
            yield { value: "bad" };
            yield { value: "better" };
            await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
          } finally {
            isClosed = true;
          }
        },
      },
    });
    const replies = ends.client.list({});
    assert.deepEqual(await settled(ends, replies.next()), aReply("good"));
    assert.deepEqual(await settled(ends, replies.next()), theRefusal);
    assert.deepEqual(await settled(ends, replies.next()), theEnd);
    assert.deepEqual(events, [String(refusal)]);
    assert.deepEqual([isClosed, ends.server.stats.openCalls], [true, 0]);
    await ends.finish();
  });

  it("that throws at a reply leaves the outcome to a client's interceptors", async () => {
    const mapping: Interceptor = async (_call, next) => {
      await next().catch(() => {
        throw new StatusError(Status.DATA_LOSS, "mapped");
      });
    };
    const ends = new BothEnds({
      client: [mapping, hooking("onReply", refuse)],
      handlers: {
        async *list(_request, call) {
          yield { value: "bad" };
          yield { value: "good" };
          await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
        },
      },
    });
    assert.equal(String(await ends.run("list")), "StatusError DATA_LOSS: mapped");
    await ends.finish();
  });

  it("that throws at a reply of a call that is over is told once", async () => {
    const ends = new BothEnds({
      client: [hooking("onReply", refuse)],
      handlers: {
        *list() {
          yield { value: "good" };
          yield { value: "bad" };
          yield { value: "better" };
        },
      },
    });
    const replies = ends.client.list({});
    await ends.clock.settle();
    assert.deepEqual(await settled(ends, replies.next()), aReply("good"));
    assert.deepEqual(await settled(ends, replies.next()), theRefusal);
    assert.deepEqual(await settled(ends, replies.next()), theEnd);
    await ends.finish();
  });

  it("that throws at a request ends a server's call, whatever the handler does about it", async () => {
    const swallow = async (requests: AsyncIterable<StringValue>): Promise<void> => {
      try {
        for await (const _ of requests);
      } catch {}
    };
    const wrap = async (requests: AsyncIterable<StringValue>): Promise<void> => {
      try {
        for await (const _ of requests);
      } catch (cause) {
        throw new Error("wrapped", { cause });
      }
    };
    for (const take of [swallow, wrap]) {
      const seen: string[] = [];
      const watching: Interceptor = (_call, next) =>
        next().catch((error) => {
          seen.push(String(error));
          throw error;
        });
      const ends = new BothEnds({
        server: [watching, hooking("onRequest", refuse)],
        handlers: {
          async join(requests) {
            await take(requests);
            return { value: "as if nothing had been" };
          },
          async *chat(requests) {
            await take(requests);
            yield { value: "as if nothing had been" };
          },
        },
      });
      for (const kind of ["join", "chat"] as const) {
        assert.equal(String(await ends.run(kind, "bad")), String(refusal), kind);
      }
      assert.deepEqual(seen, [String(refusal), String(refusal)]);
      assert.deepEqual([ends.reports, ends.server.stats.openCalls], [[], 0]);
      await ends.finish();
    }
  });

  it("that throws at a request stops a handler that goes on", async () => {
    let isStopped = false;
    const ends = new BothEnds({
      server: [hooking("onRequest", refuse)],
      handlers: {
        async join(requests, call) {
          try {
            for await (const _ of requests);
          } catch {}
          await new Promise((resolve) => call.signal.addEventListener("abort", resolve));
          isStopped = true;
          return {};
        },
      },
    });
    assert.equal(String(await ends.run("join", "bad")), String(refusal));
    await ends.clock.settle();
    assert.deepEqual([isStopped, ends.server.stats.openCalls], [true, 0]);
    await ends.finish();
  });
});

describe("what an interceptor gives", () => {
  for (const side of sides) {
    it(`has to be a reply at a ${side}`, async () => {
      for (const kind of kinds) {
        for (const given of [5, null, false, ""]) {
          const ends = new BothEnds({ [side]: [() => given] });
          const outcome = await ends.run(kind);
          const told = side === "client" ? outcome : ends.reports[0];
          assert.match(
            String(told),
            /^TypeError: An interceptor of ".*" gave .*: expected a reply/,
          );
          assert.ok(outcome instanceof Error, kind);
          await ends.finish();
        }
      }
    });
  }

  it("is not to blame where a handler gives no message", async () => {
    const ends = new BothEnds({
      server: [async (_call, next) => next()],
      handlers: { say: () => null as never },
    });
    await ends.run("say");
    assert.match(String(ends.reports[0]), /The handler of "\/test\.Echo\/Say" gave null/);
    await ends.finish();
  });
});
