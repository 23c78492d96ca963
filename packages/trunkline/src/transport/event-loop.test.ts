import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Timer } from "../base/index.js";
import { EventLoop } from "./event-loop.js";
import { eventLoop, listen } from "./index.js";
import { quietSink } from "./sinks.testing.js";

class NoTimer extends Timer {
  override onTimer(): void {
    assert.fail("it is not due");
  }
}

test("EventLoop.schedule() takes a time further away than Node's timers reach", (context) => {
  const delays: number[] = [];
  context.mock.method(globalThis, "setTimeout", (_task: () => void, delayMs: number) => {
    delays.push(delayMs);
    return { ref() {}, unref() {} };
  });
  const loop = new EventLoop();
  loop.schedule(new NoTimer(), 1e15);
  assert.deepEqual(delays, [0x7fff_ffff]);
});

class CountingTimer extends Timer {
  firedCount = 0;
  readonly #isReferenced: boolean;

  constructor(isReferenced: boolean) {
    super();
    this.#isReferenced = isReferenced;
  }

  override get isReferenced(): boolean {
    return this.#isReferenced;
  }

  override onTimer(): void {
    this.firedCount++;
  }
}

test("EventLoop holds the process while a timer is armed that is referenced", (context) => {
  const timeouts: { isHolding: boolean; run: () => void }[] = [];
  context.mock.method(globalThis, "setTimeout", (run: () => void) => {
    const timeout = {
      isHolding: true,
      run,
      ref: () => {
        timeout.isHolding = true;
      },
      unref: () => {
        timeout.isHolding = false;
      },
    };
    timeouts.push(timeout);
    return timeout;
  });
  context.mock.method(globalThis, "setImmediate", (run: () => void) => run());
  let nowMs = performance.now();
  context.mock.method(performance, "now", () => nowMs);
  const loop = new EventLoop();
  const isHolding = (): boolean => timeouts.at(-1)!.isHolding;
  const background = new CountingTimer(false);
  const wanted = new CountingTimer(true);

  loop.schedule(background, nowMs + 50);
  assert.equal(isHolding(), false);
  loop.schedule(wanted, nowMs + 10);
  assert.equal(isHolding(), true);
  loop.cancel(wanted);
  assert.equal(isHolding(), false);
  loop.schedule(wanted, nowMs + 20);
  assert.equal(isHolding(), true);

  nowMs += 21;
  timeouts.at(-1)!.run();
  assert.deepEqual([wanted.firedCount, background.firedCount], [1, 0]);
  assert.equal(isHolding(), false, "the other one is left");
  nowMs += 30;
  timeouts.at(-1)!.run();
  assert.equal(background.firedCount, 1, "it fires where the process lives for something else");
});

test("EventLoop.schedule() lets what arrived while the process stood still be read before the timer fires", async (context) => {
  const { port1: near, port2: far } = new MessageChannel();
  context.after(() => near.close());
  const loop = new EventLoop();
  const order: string[] = [];
  near.on("message", () => order.push("arrived"));
  const fired = new Promise<void>((resolve) => {
    class OrderedTimer extends CountingTimer {
      override onTimer(): void {
        order.push("fired");
        resolve();
      }
    }
    // After this turn's callbacks Node looks at its timers, and then at what has arrived.
    setImmediate(() => {
      loop.schedule(new OrderedTimer(true), loop.nowMs() + 1);
      const movesOnAtMs = performance.now() + 5;
      while (performance.now() < movesOnAtMs);
      far.postMessage("here");
    });
  });
  await fired;
  assert.deepEqual(order, ["arrived", "fired"]);
});

test("EventLoop arms no real timer while it reads before the timers fire", (context) => {
  const pending: (() => void)[] = [];
  let timeouts = 0;
  context.mock.method(globalThis, "setTimeout", (run: () => void) => {
    timeouts++;
    pending.push(run);
    return { ref() {}, unref() {} };
  });
  const turns: (() => void)[] = [];
  context.mock.method(globalThis, "setImmediate", (run: () => void) => turns.push(run));
  let nowMs = performance.now();
  context.mock.method(performance, "now", () => nowMs);
  const loop = new EventLoop();
  const first = new CountingTimer(true);
  const second = new CountingTimer(true);
  loop.schedule(first, nowMs + 10);
  nowMs += 20;
  pending.at(-1)!();
  assert.equal(first.firedCount, 0, "what has arrived comes first");
  loop.schedule(second, nowMs + 5);
  assert.equal(timeouts, 1);
  turns.at(-1)!();
  assert.deepEqual([first.firedCount, second.firedCount], [1, 0]);
  assert.equal(timeouts, 2, "the rest is waited for");
  nowMs += 6;
  pending.at(-1)!();
  turns.at(-1)!();
  assert.equal(second.firedCount, 1);
});

test("EventLoop lets a process end that has a connection without calls and with idleTimeoutMs", async (context) => {
  const listener = await listen(
    { kind: "tcp", host: "127.0.0.1", port: 0 },
    { clock: eventLoop, createSink: () => quietSink({}) },
  );
  context.after(() => listener.close());
  const program = fileURLToPath(new URL("./idle-client.testing.js", import.meta.url));
  const port = listener.target.split(":")[1]!;
  // An hour of waiting would be seen: the process is killed long before, and then has no exit code.
  const child = spawn(process.execPath, [program, port], { timeout: 60_000 });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += String(chunk);
  });
  const [code] = await once(child, "close");
  assert.equal(code, 0);
  assert.equal(output, "connected\n");
});
