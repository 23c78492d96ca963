import assert from "node:assert/strict";
import { test } from "node:test";
import { Timer } from "../base/index.js";
import { EventLoop } from "./event-loop.js";

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
