// Real time: the only place in the runtime with real timers. However many timers are armed on its
// wheel, the loop has one of Node's.
//
//   real timer goes off --what has arrived by then is read--> timers of the wheel fire
//
// Node runs timers before it polls sockets. After a process has stood still (a handler that blocks, a long garbage
// collection, a machine that gave it no time) every timer would judge a peer whose octets have long been there.

import { performance } from "node:perf_hooks";
import { type Clock, type Timer, TimerWheel } from "../base/index.js";

/** A longer delay is more than Node's timers take: they warn and go off at once. */
const LONGEST_DELAY_MS = 0x7fff_ffff;

/** A Clock on Node's event loop. An armed timer keeps the process alive where it is referenced. */
export class EventLoop implements Clock {
  readonly #wheel = new TimerWheel(performance.now());
  #timeout: NodeJS.Timeout | null = null;
  /** When the real timer goes off; Infinity when it is not set. */
  #wakeAtMs = Infinity;
  /** The real timer has gone off, and sockets are read before the wheel turns: no timer is set meanwhile. */
  #isReading = false;
  /** The real timer keeps the process alive. */
  #isReferenced = true;

  nowMs(): number {
    return performance.now();
  }

  schedule(timer: Timer, atMs: number): void {
    // The wheel does not turn while it is empty.
    if (this.#wheel.count === 0) this.#wheel.advance(performance.now());
    this.#wheel.schedule(timer, atMs);
    if (atMs < this.#wakeAtMs && !this.#isReading) this.#wakeAt(atMs);
    this.#holdProcess();
  }

  cancel(timer: Timer): void {
    this.#wheel.cancel(timer);
    // The real timer is left to go off once more: setting it anew for each call would cost more.
    this.#holdProcess();
  }

  defer(task: () => void): void {
    setImmediate(task);
  }

  #wakeAt(atMs: number): void {
    if (this.#timeout !== null) clearTimeout(this.#timeout);
    this.#wakeAtMs = atMs;
    const delayMs = Math.min(Math.max(1, Math.ceil(atMs - performance.now())), LONGEST_DELAY_MS);
    this.#timeout = setTimeout(this.#wake, delayMs);
    if (!this.#isReferenced) this.#timeout.unref();
  }

  /** Keeps the process alive for as long as one of the timers asks for it. */
  #holdProcess(): void {
    const isReferenced = this.#wheel.referencedCount > 0;
    if (isReferenced === this.#isReferenced) return;
    this.#isReferenced = isReferenced;
    if (isReferenced) this.#timeout?.ref();
    else this.#timeout?.unref();
  }

  readonly #wake = (): void => {
    this.#timeout = null;
    this.#wakeAtMs = Infinity;
    this.#isReading = true;
    // Follows the poll of this turn.
    setImmediate(this.#fire);
  };

  readonly #fire = (): void => {
    this.#isReading = false;
    const nowMs = performance.now();
    this.#wheel.advance(nowMs);
    this.#holdProcess();
    const delayMs = this.#wheel.nextDelayMs(nowMs);
    if (delayMs !== Infinity && nowMs + delayMs < this.#wakeAtMs) this.#wakeAt(nowMs + delayMs);
  };
}

/** The loop that channels and servers use unless a test gives them another clock. */
export const eventLoop: EventLoop = new EventLoop();
