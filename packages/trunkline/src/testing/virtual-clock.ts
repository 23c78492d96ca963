// Time that moves when a test says so.

import { type Clock, type Timer, TimerWheel } from "../base/index.js";

/**
 * A Clock whose time stands still. Deferred tasks run, one turn after another, in `settle()`; timers fire
 * in `advance()`.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  readonly #wheel = new TimerWheel(0);
  #tasks: (() => void)[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  schedule(timer: Timer, atMs: number): void {
    this.#wheel.schedule(timer, atMs);
  }

  cancel(timer: Timer): void {
    this.#wheel.cancel(timer);
  }

  defer(task: () => void): void {
    this.#tasks.push(task);
  }

  /** How many timers are armed: 0 when nothing has leaked. */
  get armedTimers(): number {
    return this.#wheel.count;
  }

  /** Runs deferred tasks and promise callbacks until there are none, at the present time. */
  async settle(): Promise<void> {
    for (let idleTurns = 0; idleTurns < 3; ) {
      // A real turn in between lets promise callbacks of any depth run.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const tasks = this.#tasks;
      this.#tasks = [];
      for (const task of tasks) task();
      idleTurns = tasks.length === 0 ? idleTurns + 1 : 0;
    }
  }

  /** Moves time forward by `ms`, firing timers in their order and settling after each. */
  async advance(ms: number): Promise<void> {
    const target = this.#nowMs + ms;
    await this.settle();
    while (this.#nowMs < target) {
      const stepMs = Math.max(1, Math.min(this.#wheel.nextDelayMs(this.#nowMs), 3_600_000));
      this.#nowMs = Math.min(target, this.#nowMs + stepMs);
      this.#wheel.advance(this.#nowMs);
      await this.settle();
    }
  }
}
