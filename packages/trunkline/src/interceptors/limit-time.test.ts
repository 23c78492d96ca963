import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Status, StatusError } from "../grpc/index.js";
import { BothEnds, kinds } from "./both-ends.testing.js";
import { limitTime } from "./index.js";

/** Handlers that never answer, and tell how much time they were given. */
function patient(given: number[]) {
  const wait = (call: { timeRemainingMs(): number; readonly signal: AbortSignal }) => {
    given.push(call.timeRemainingMs());
    return new Promise<never>((_, reject) => {
      call.signal.addEventListener("abort", () => reject(call.signal.reason));
    });
  };
  return {
    say: (_: unknown, call: Parameters<typeof wait>[0]) => wait(call),
    join: (_: unknown, call: Parameters<typeof wait>[0]) => wait(call),
    async *list(_: unknown, call: Parameters<typeof wait>[0]) {
      yield await wait(call);
    },
    async *chat(_: unknown, call: Parameters<typeof wait>[0]) {
      yield await wait(call);
    },
  };
}

describe("limitTime()", () => {
  it("ends a call of any kind at a server with a status, and aborts its handler's signal", async () => {
    for (const kind of kinds) {
      const given: number[] = [];
      const ends = new BothEnds({
        server: [limitTime({ defaultMs: 1_000, maxMs: 5_000 })],
        handlers: patient(given),
      });
      const seen: unknown[] = [];
      for (const options of [{}, { timeoutMs: 60_000 }, { timeoutMs: 100 }]) {
        void ends.call(kind, "hi", options).then((outcome) => {
          const { code, message } = outcome as StatusError;
          seen.push([Math.round(ends.clock.nowMs() / 50) * 50, code, message]);
        });
        await ends.clock.settle();
      }
      assert.deepEqual(
        given.map((ms) => Math.ceil(ms)),
        [1_000, 5_000, 100],
        kind,
      );
      await ends.clock.advance(10_000);
      const own = (ms: number) => `The server gives this call no more than ${ms} ms`;
      const deadline = `"/test.Echo/${kind[0]?.toUpperCase()}${kind.slice(1)}" on "in-process" did not finish within 100 ms: the deadline passed after 100 ms, while waiting for the response`;
      assert.deepEqual(seen, [
        [100, Status.DEADLINE_EXCEEDED, deadline],
        [1_000, Status.DEADLINE_EXCEEDED, own(1_000)],
        [5_000, Status.DEADLINE_EXCEEDED, own(5_000)],
      ]);
      await ends.finish();
    }
  });

  it("tells the server what a client's call of any kind has", async () => {
    for (const kind of kinds) {
      const given: number[] = [];
      const ends = new BothEnds({
        client: [limitTime({ defaultMs: 1_000, maxMs: 5_000 })],
        handlers: patient(given),
      });
      const outcomes = [{}, { timeoutMs: 60_000 }, { timeoutMs: 100 }].map((options) =>
        ends.call(kind, "hi", options),
      );
      await ends.clock.settle();
      assert.deepEqual(
        given.map((ms) => Math.ceil(ms)),
        [1_000, 5_000, 100],
        kind,
      );
      await ends.clock.advance(10_000);
      for (const outcome of await Promise.all(outcomes)) {
        assert.ok(StatusError.is(outcome));
        assert.equal(outcome.code, Status.DEADLINE_EXCEEDED);
      }
      await ends.finish();
    }
  });

  it("counts from when it runs: what was before it is not given back", async () => {
    const ends = new BothEnds({
      client: [
        async (call, next) => {
          await new Promise<void>((resolve) => {
            call.signal.addEventListener("abort", () => resolve());
          });
          return next();
        },
      ],
    });
    const outcome = ends.call("say", "hi", { timeoutMs: 50 });
    await ends.clock.advance(100);
    assert.equal(((await outcome) as StatusError).code, Status.DEADLINE_EXCEEDED);
    await ends.finish();
  });

  it("has limits of their own for methods", async () => {
    const given: number[] = [];
    const ends = new BothEnds({
      server: [limitTime({ maxMs: 1_000, methods: { "/test.Echo/Join": { maxMs: 9_000 } } })],
      handlers: patient(given),
    });
    const outcomes = [ends.call("say"), ends.call("join")];
    await ends.clock.settle();
    assert.deepEqual(given, [1_000, 9_000]);
    await ends.clock.advance(10_000);
    await Promise.all(outcomes);
    await ends.finish();
  });

  it("ends nothing when the call is through in time", async () => {
    for (const kind of kinds) {
      const ends = new BothEnds({ server: [limitTime({ maxMs: 10 })] });
      assert.deepEqual(await ends.run(kind), ["hi"]);
      await ends.clock.advance(100);
      assert.deepEqual(ends.reports, []);
      await ends.finish();
    }
  });

  it("tells a limit of less than a millisecond as it is", async () => {
    const ends = new BothEnds({ server: [limitTime({ maxMs: 0.4 })], handlers: patient([]) });
    const outcome = ends.call("say");
    await ends.clock.advance(100);
    assert.match(((await outcome) as StatusError).message, /no more than 0\.4 ms/);
    await ends.finish();
  });

  it("refuses times that are none", () => {
    for (const wrong of [0, -1, Number.NaN, "5"]) {
      assert.throws(() => limitTime({ maxMs: wrong as number }), {
        name: "RangeError",
        message: `Cannot set maxMs to ${wrong}: expected milliseconds greater than 0, or Infinity`,
      });
      const methods = { "/a.B/C": { defaultMs: wrong as number } };
      assert.throws(() => limitTime({ methods }), { name: "RangeError" });
    }
  });
});
