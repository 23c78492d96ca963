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
