// How a channel or a server is closed: the same at both ends.

import { assertOptions } from "../base/index.js";

/** How long a channel or a server takes to close. */
export interface CloseOptions {
  /**
   * Milliseconds that calls under way may run on. Default 10,000; 0 ends them at once, Infinity waits for
   * them all.
   */
  readonly graceMs?: number | undefined;
}

const DEFAULT_GRACE_MS = 10_000;

/**
 * The grace that `options` give.
 * @throws RangeError when it is negative or not a number, TypeError when there are no options
 */
export function resolveGraceMs(options: CloseOptions): number {
  assertOptions(options);
  const { graceMs = DEFAULT_GRACE_MS } = options;
  if (typeof graceMs === "number" && graceMs >= 0) return graceMs;
  throw new RangeError(
    `Cannot set graceMs to ${String(graceMs)}: expected a number of at least 0, or Infinity`,
  );
}
