// Time, as everything but transport/ sees it. The one implementation with real timers is the
// EventLoop in transport/; tests put virtual time in its place, so nothing here or above it sleeps.

import type { Timer } from "./timer-wheel.js";

/** A source of time, timers and turns of the event loop. */
export interface Clock {
  /** Monotonic time in milliseconds, with fractions. Not the time of day. */
  nowMs(): number;
  /**
   * Arms `timer` to fire once, at `atMs` or up to one tick (1 ms) later; never early. Arming an armed
   * timer moves it. An `atMs` in the past fires at the next tick, never inside this call. The process
   * stays alive for it where `timer.isReferenced`.
   */
  schedule(timer: Timer, atMs: number): void;
  /** Disarms `timer`; harmless when it is not armed. */
  cancel(timer: Timer): void;
  /** Runs `task` once, after the current turn's microtasks and pending I/O callbacks (setImmediate). */
  defer(task: () => void): void;
}
