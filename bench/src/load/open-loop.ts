// An open loop: calls are due at moments that do not depend on how quickly others were answered, as those
// of many independent users are. What waits for a connection waits here, and its time counts.

import { Digits } from "./call-identity.js";
import type { LoadConnection } from "./tally.js";

/** Gaps between calls of a Poisson process, the same in each run. */
class Gaps {
  readonly #digits = new Digits();
  readonly #meanMs: number;

  constructor(perSecond: number) {
    this.#meanMs = 1_000 / perSecond;
  }

  /**
   * Room for the calls that are due in `forMs`: 20 standard deviations more than the mean, which as good as no run
   * exceeds. The latencies of calls past that would be dropped.
   */
  roomFor(forMs: number): number {
    const mean = forMs / this.#meanMs;
    return Math.ceil(mean + 20 * Math.sqrt(mean) + 100);
  }

  next(): number {
    const share = (Number.parseInt(this.#digits.hex(8), 16) + 1) / 2 ** 32;
    return -Math.log(share) * this.#meanMs;
  }
}

/** Begins calls over `connections` when they are due, and keeps how long each took. */
export class OpenLoop {
  readonly #connections: readonly LoadConnection[];
  readonly #gaps: Gaps;
  /** Moments at which calls were due that no connection has had room for; begun from #nextWaiting on. */
  #waiting: number[] = [];
  #nextWaiting = 0;
  #nextConnection = 0;
  #nextDueMs = 0;
  #unanswered = 0;
  #recordFromMs = 0;
  #recordUntilMs = 0;
  /** Held from the start: an array that grows would be copied, and collected, in the measured window. */
  #latenciesMs = new Float64Array(0);
  #recorded = 0;

  constructor(connections: readonly LoadConnection[], perSecond: number) {
    this.#connections = connections;
    this.#gaps = new Gaps(perSecond);
  }

  /** To be called with each right reply. */
  answered(dueAtMs: number): void {
    this.#unanswered--;
    if (dueAtMs < this.#recordFromMs || dueAtMs >= this.#recordUntilMs) return;
    this.#latenciesMs[this.#recorded++] = performance.now() - dueAtMs;
  }

  /** The latencies of the calls due in the window that was measured, in milliseconds, ascending. */
  latencies(): Float64Array {
    return this.#latenciesMs.slice(0, this.#recorded).sort();
  }

  /** Keeps calls coming for `warmupMs + measureMs`, then waits for what is not answered. */
  run(warmupMs: number, measureMs: number): Promise<void> {
    const startMs = performance.now();
    this.#nextDueMs = startMs;
    this.#recordFromMs = startMs + warmupMs;
    this.#recordUntilMs = this.#recordFromMs + measureMs;
    this.#latenciesMs = new Float64Array(this.#gaps.roomFor(measureMs));
    return new Promise((resolve) => {
      // A timer is a millisecond late; a turn of the loop comes at once, and sockets are read between two.
      const turn = () => {
        this.#begin(Math.min(performance.now(), this.#recordUntilMs));
        const isOver = performance.now() >= this.#recordUntilMs && this.#unanswered === 0;
        if (isOver) resolve();
        else setImmediate(turn);
      };
      turn();
    });
  }

  #begin(nowMs: number): void {
    while (this.#nextDueMs < nowMs) {
      this.#waiting.push(this.#nextDueMs);
      this.#unanswered++;
      this.#nextDueMs += this.#gaps.next();
    }
    while (this.#nextWaiting < this.#waiting.length) {
      const connection = this.#withRoom();
      if (connection === undefined) break;
      connection.start(this.#waiting[this.#nextWaiting++]!);
      connection.flush();
    }
    if (this.#nextWaiting === this.#waiting.length) {
      this.#waiting = [];
      this.#nextWaiting = 0;
    }
  }

  /** The connection whose turn it is, of those that have room. */
  #withRoom(): LoadConnection | undefined {
    const all = this.#connections;
    for (let tried = 0; tried < all.length; tried++) {
      const connection = all[this.#nextConnection]!;
      this.#nextConnection = (this.#nextConnection + 1) % all.length;
      if (connection.hasRoom) return connection;
    }
    return undefined;
  }
}

/** The value below which `share` of the ascending `values` lie. */
export function quantile(values: Float64Array, share: number): number {
  return values[Math.min(values.length - 1, Math.floor(values.length * share))]!;
}
