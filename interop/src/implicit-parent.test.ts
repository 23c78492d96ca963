// What a call that a handler makes inherits: by `parent`, without a word where the server has `implicitParent`, and
// nothing with `detached()`.

import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, test } from "node:test";
import {
  type CallParent,
  type Client,
  type ClientInterceptor,
  createChannel,
  createClient,
  createServer,
  detached,
  type ServerCall,
  Status,
} from "trunkline";
import { Echo } from "./echo.testing.js";

interface Seen {
  readonly remainingMs: number;
  readonly trace: string | undefined;
  readonly secret: string | undefined;
}

/** A backend that tells what its calls were given, and a relay in front of it whose handlers call it. */
class Relay {
  readonly seen: Seen[] = [];
  /** How calls to the backend that hang were ended. */
  readonly ended: Promise<string>[] = [];
  readonly front: Client<typeof Echo>;
  readonly #close: (() => Promise<void>)[];
  #onHanging = (): void => {};

  constructor(
    implicitParent: boolean,
    parentOf: (call: ServerCall) => CallParent | undefined,
    interceptors: readonly ClientInterceptor[] = [],
  ) {
    const backend = createServer();
    backend.addService(
      Echo,
      {
        say: async ({ value }, call) => {
          this.seen.push({
            remainingMs: call.timeRemainingMs(),
            trace: call.metadata.get("traceparent"),
            secret: call.metadata.get("x-secret"),
          });
          if (value === "hang") {
            const end = once(call.signal, "abort");
            this.ended.push(end.then(() => (call.signal.reason as Error).message));
            this.#onHanging();
            await end;
          }
          return { value };
        },
      },
      { partial: true },
    );
    const channel = createChannel(backend, { interceptors });
    const { say } = createClient(Echo, channel);
    const ask = async (value: string, call: ServerCall): Promise<{ value: string }> => {
      // Through something that is awaited before.
      await new Promise((resolve) => setImmediate(resolve));
      const parent = parentOf(call);
      return parent === undefined ? say({ value }) : say({ value }, { parent });
    };
    const relay = createServer({ implicitParent });
    relay.addService(Echo, {
      say: ({ value }, call) => ask(value, call),
      async *list({ value }, call) {
        yield await ask(value, call);
        yield await ask(value, call);
      },
      async join(requests, call) {
        let last = { value: "" };
        for await (const { value } of requests) last = await ask(value, call);
        return last;
      },
      async *chat(requests, call) {
        for await (const { value } of requests) yield ask(value, call);
      },
    });
    const frontChannel = createChannel(relay);
    this.front = createClient(Echo, frontChannel);
    this.#close = [
      () => frontChannel.close({ graceMs: 0 }),
      () => relay.close({ graceMs: 0 }),
      () => channel.close({ graceMs: 0 }),
      () => backend.close({ graceMs: 0 }),
    ];
  }

  /** Resolves when a call hangs in the backend. */
  hanging(): Promise<void> {
    return new Promise((resolve) => {
      this.#onHanging = resolve;
    });
  }

  async close(): Promise<void> {
    for (const close of this.#close) await close();
  }
}

const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
const options = { timeoutMs: 60_000, metadata: { traceparent: trace, "x-secret": "s" } };

async function collect(replies: AsyncIterable<{ value: string }>): Promise<string[]> {
  const values: string[] = [];
  for await (const { value } of replies) values.push(value);
  return values;
}

describe("implicitParent", () => {
  const pass: ClientInterceptor = (_, next) => next();
  for (const [name, interceptors] of [
    ["", []],
    [", through interceptors", [pass]],
  ] as const) {
    test(`passes deadline and trace on, from handlers of every kind${name}`, async () => {
      const relay = new Relay(true, () => undefined, interceptors);
      const { front, seen } = relay;
      assert.deepEqual(await front.say({ value: "a" }, options), { value: "a" });
      assert.deepEqual(await collect(front.list({ value: "b" }, options)), ["b", "b"]);
      assert.deepEqual(await front.join([{ value: "c" }, { value: "d" }], options), { value: "d" });
      assert.deepEqual(await collect(front.chat([{ value: "e" }], options)), ["e"]);
      assert.equal(seen.length, 6);
      for (const { remainingMs, ...rest } of seen) {
        assert.ok(remainingMs > 0 && remainingMs <= 60_000, `${remainingMs} ms`);
        assert.deepEqual(rest, { trace, secret: undefined });
      }
      await relay.close();
    });

    test(`passes cancellation on${name}`, async () => {
      const relay = new Relay(true, () => undefined, interceptors);
      const hanging = relay.hanging();
      const controller = new AbortController();
      const outcome = relay.front.say({ value: "hang" }, { signal: controller.signal });
      await hanging;
      controller.abort();
      await assert.rejects(outcome, { code: Status.CANCELLED });
      assert.equal(await relay.ended[0], "The client cancelled the call");
      await relay.close();
    });
  }

  test("keeps the calls of handlers that run at once apart", async () => {
    const relay = new Relay(true, () => undefined);
    const traces = Array.from({ length: 50 }, (_, index) => `trace-${index}`);
    const calls = traces.map((traceparent) =>
      relay.front.say({ value: traceparent }, { metadata: { traceparent } }),
    );
    const replies = await Promise.all(calls);
    assert.deepEqual(
      replies.map(({ value }) => value),
      traces,
    );
    assert.deepEqual(relay.seen.map((one) => one.trace).sort(), [...traces].sort());
    await relay.close();
  });

  test("is overruled by a parent that is named, and by detached()", async () => {
    for (const parent of [(call: ServerCall) => detached(call), () => detached()]) {
      const relay = new Relay(true, parent);
      await relay.front.say({ value: "a" }, options);
      assert.deepEqual(relay.seen, [{ remainingMs: Infinity, trace, secret: undefined }]);
      const hanging = relay.hanging();
      const controller = new AbortController();
      const outcome = relay.front.say({ value: "hang" }, { signal: controller.signal });
      await hanging;
      controller.abort();
      await assert.rejects(outcome, { code: Status.CANCELLED });
      // It goes on until its own channel ends.
      await relay.close();
      assert.match((await relay.ended[0])!, /cancelled|shutting down/);
    }
  });

  test("is off by default: a call inherits from the parent that it names, or from nobody", async () => {
    const none = new Relay(false, () => undefined);
    await none.front.say({ value: "a" }, options);
    assert.deepEqual(none.seen, [{ remainingMs: Infinity, trace: undefined, secret: undefined }]);
    await none.close();
    const named = new Relay(false, (call) => call);
    await named.front.say({ value: "a" }, options);
    assert.equal(named.seen[0]?.trace, trace);
    assert.ok(named.seen[0]!.remainingMs <= 60_000);
    await named.close();
  });
});

test("detached() outside of every handler is nobody's", () => {
  assert.deepEqual(detached(), {});
});
