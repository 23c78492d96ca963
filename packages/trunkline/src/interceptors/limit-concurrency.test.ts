import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import type { StringValueInit } from "../protobuf/index.js";
import { BothEnds, createGate, kinds } from "./both-ends.testing.js";
import { type ConcurrencyOptions, limitConcurrency } from "./index.js";

/** Handlers that end one by one, in the order in which they began. */
function handlersInTurn() {
  const began: string[] = [];
  const gates: (() => void)[] = [];
  const wait = (value: string): Promise<void> => {
    began.push(value);
    const gate = createGate();
    gates.push(gate.open);
    return gate.opened;
  };
  const handlers = {
    async say({ value }: { value: string }): Promise<StringValueInit> {
      await wait(value);
      return { value };
    },
    async *list({ value }: { value: string }): AsyncGenerator<StringValueInit> {
      await wait(value);
      yield { value };
    },
    async join(requests: AsyncIterable<{ value: string }>): Promise<StringValueInit> {
      let all = "";
      for await (const { value } of requests) all += value;
      await wait(all);
      return { value: all };
    },
    async *chat(requests: AsyncIterable<{ value: string }>): AsyncGenerator<StringValueInit> {
      for await (const { value } of requests) {
        await wait(value);
        yield { value };
      }
    },
  };
  return { began, handlers, endNext: () => gates.shift()?.() };
}

function start(side: "client" | "server", options: ConcurrencyOptions) {
  const limit = limitConcurrency(options);
  const turns = handlersInTurn();
  const ends = new BothEnds({ [side]: [limit], handlers: turns.handlers });
  return { limit, ends, ...turns };
}

const shed = {
  client: [Status.RESOURCE_EXHAUSTED, /^"\/test\.Echo\/\w+" was not sent: /],
  server: [Status.UNAVAILABLE, /^The server is busy: /],
} as const;

describe("limitConcurrency()", () => {
  for (const side of ["client", "server"] as const) {
    it(`runs so many calls of any kind at once at a ${side}, and the rest in their order`, async () => {
      for (const kind of kinds) {
        const { limit, ends, began, endNext } = start(side, { maxInFlight: 2, maxQueued: 3 });
        const outcomes = ["1", "2", "3", "4", "5"].map((value) => ends.call(kind, value));
        await ends.clock.settle();
        assert.deepEqual(began, ["1", "2"], kind);
        assert.deepEqual([limit.inFlight, limit.queued, limit.shed], [2, 3, 0]);
        const late = await ends.run(kind, "6");
        assert.ok(StatusError.is(late));
        assert.equal(late.code, shed[side][0]);
        assert.match(late.message, shed[side][1]);
        assert.match(late.message, /2 calls are under way and 3 wait$/);
        for (let ended = 1; ended <= 5; ended++) {
          endNext();
          await ends.clock.settle();
          assert.deepEqual(began.length, Math.min(5, 2 + ended));
        }
        assert.deepEqual(began, ["1", "2", "3", "4", "5"]);
        assert.deepEqual(await Promise.all(outcomes), [["1"], ["2"], ["3"], ["4"], ["5"]]);
        assert.deepEqual([limit.inFlight, limit.queued, limit.shed], [0, 0, 1]);
        await ends.finish();
      }
    });

    it(`sheds a call at a ${side} that has waited too long`, async () => {
      const { limit, ends, endNext } = start(side, {
        ...{ maxInFlight: 1, maxQueued: 9, maxWaitMs: 500 },
      });
      const first = ends.call("say", "1");
      await ends.clock.settle();
      const second = ends.call("say", "2");
      await ends.clock.advance(490);
      assert.equal(limit.queued, 1);
      await ends.clock.advance(20);
      const error = (await second) as StatusError;
      assert.equal(error.code, shed[side][0]);
      assert.match(error.message, /1 calls are under way and none ended within 500 ms$/);
      assert.deepEqual([limit.inFlight, limit.queued, limit.shed], [1, 0, 1]);
      endNext();
      await ends.clock.settle();
      assert.deepEqual(await first, ["1"]);
      await ends.finish();
    });

    it(`gives the place of a call at a ${side} that is cancelled while it waits to the next`, async () => {
      const { limit, ends, began, endNext } = start(side, { maxInFlight: 1, maxQueued: 9 });
      const first = ends.call("say", "1");
      await ends.clock.settle();
      const controller = new AbortController();
      const cancelled = ends.call("say", "2", { signal: controller.signal });
      const expired = ends.call("chat", "3", { timeoutMs: 100 });
      const last = ends.call("list", "4");
      await ends.clock.settle();
      assert.equal(limit.queued, 3);
      controller.abort();
      await ends.clock.settle();
      assert.equal(limit.queued, 2);
      await ends.clock.advance(101);
      assert.equal(limit.queued, 1);
      assert.equal(((await cancelled) as StatusError).code, Status.CANCELLED);
      assert.equal(((await expired) as StatusError).code, Status.DEADLINE_EXCEEDED);
      endNext();
      await ends.clock.settle();
      endNext();
      await ends.clock.settle();
      assert.deepEqual([await first, await last, began], [["1"], ["4"], ["1", "4"]]);
      assert.deepEqual([limit.inFlight, limit.queued, limit.shed], [0, 0, 0]);
      await ends.finish();
    });
  }

  it("gives its room back when a call fails", async () => {
    const limit = limitConcurrency({ maxInFlight: 1 });
    const ends = new BothEnds({
      server: [limit],
      handlers: {
        say: () => {
          throw new StatusError(Status.ABORTED, "no");
        },
      },
    });
    for (let count = 0; count < 5; count++) {
      assert.equal(((await ends.run("say")) as StatusError).code, Status.ABORTED);
    }
    assert.deepEqual(await ends.run("list"), ["hi"]);
    assert.equal(limit.inFlight, 0);
    await ends.finish();
  });

  it("counts a method with limits of its own by itself", async () => {
    const { limit, ends, began, endNext } = start("server", {
      maxInFlight: 1,
      methods: { "/test.Echo/List": { maxInFlight: 2 } },
    });
    const outcomes = [ends.call("say", "1"), ends.call("list", "2"), ends.call("list", "3")];
    await ends.clock.settle();
    assert.deepEqual(began, ["1", "2", "3"]);
    assert.equal(limit.inFlight, 3);
    for (const kind of ["say", "list", "join"] as const) {
      assert.equal(((await ends.run(kind)) as StatusError).code, Status.UNAVAILABLE);
    }
    assert.equal(limit.shed, 3);
    for (const _ of outcomes) endNext();
    await ends.clock.settle();
    assert.deepEqual(await Promise.all(outcomes), [["1"], ["2"], ["3"]]);
    await ends.finish();
  });

  it("refuses limits that are none", () => {
    for (const [options, name] of [
      [{ maxInFlight: 0 }, "maxInFlight"],
      [{}, "maxInFlight"],
      [{ maxInFlight: 1.5 }, "maxInFlight"],
      [{ maxInFlight: 1, maxQueued: -1 }, "maxQueued"],
      [{ maxInFlight: 1, maxWaitMs: 0 }, "maxWaitMs"],
      [{ maxInFlight: 1, methods: { "/a.B/C": { maxInFlight: -1 } } }, "maxInFlight"],
    ] as const) {
      assert.throws(() => limitConcurrency(options as never), {
        name: "RangeError",
        message: new RegExp(`^Cannot set ${name} to `),
      });
    }
  });
});
