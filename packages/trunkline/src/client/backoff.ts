// How long to wait between attempts to connect (gRPC "Connection Backoff"): 1 s at first, 1.6 times
// longer after each failure, 120 s at most, each varied by 20 % so that clients do not come in step.
//
// The wait counts from the start of an attempt to the start of the next.

const INITIAL_MS = 1_000;
const MULTIPLIER = 1.6;
const MAX_MS = 120_000;
const JITTER = 0.2;

export class Backoff {
  readonly #random: () => number;
  #nextMs = INITIAL_MS;

  /** @param random gives numbers from 0 to 1; Math.random but in tests */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The wait after one more failed attempt, in milliseconds; each longer than the one before. */
  next(): number {
    const delayMs = this.#nextMs;
    this.#nextMs = Math.min(delayMs * MULTIPLIER, MAX_MS);
    return delayMs * (1 + JITTER * (2 * this.#random() - 1));
  }

  /** An attempt has succeeded: the next failure waits as briefly as the first. */
  reset(): void {
    this.#nextMs = INITIAL_MS;
  }
}
