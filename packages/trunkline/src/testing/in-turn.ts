// Handlers that answer differently each time.

import type { StatusError } from "../grpc/index.js";

// biome-ignore lint/suspicious/noExplicitAny: whatever handlers take and give
type AnyHandler = (...args: any[]) => unknown;

/**
 * A handler that is the first of `steps` for the first call, the second for the second, and the last one from
 * then on. An error stands for a handler that throws it.
 *
 *     mockService(Stock, {
 *       reserve: inTurn(new StatusError(Status.UNAVAILABLE, "Busy"), () => ({ id: "r1" })),
 *     });
 *
 * @throws TypeError without steps
 */
export function inTurn<H extends AnyHandler>(...steps: readonly (H | StatusError | Error)[]): H {
  if (steps.length === 0) {
    throw new TypeError("Cannot make a handler of no steps: expected functions or errors");
  }
  let calls = 0;
  const run = (...args: unknown[]): unknown => {
    const step = steps[Math.min(calls++, steps.length - 1)]!;
    if (step instanceof Error) throw step;
    return step(...args);
  };
  return run as H;
}
