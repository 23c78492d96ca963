// Deadlines for calls whose callers set none, or one that is too far away.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import type { Interceptor } from "../grpc/index.js";
import { resolveMethodLimits } from "./method-limits.js";

/** How much time calls have, in milliseconds. */
export interface TimeLimits {
  /** For a call without a deadline. Default: none. */
  readonly defaultMs?: number | undefined;
  /** For every call: one that has more, or no limit, gets this. Default: none. */
  readonly maxMs?: number | undefined;
}

/** Options of `limitTime`. */
export interface TimeOptions extends TimeLimits {
  /** Other limits for some methods, by their paths: `"/shop.Orders/Export": { defaultMs: 60_000 }`. */
  readonly methods?: Readonly<Record<string, TimeLimits>> | undefined;
}

const KEYS: readonly string[] = ["defaultMs", "maxMs"];

/**
 * Gives calls a deadline where they have none, and an earlier one where theirs is too late. At a client the server is
 * told; at a server the call ends with DEADLINE_EXCEEDED, its handler's signal is aborted, and what the client said
 * counts where it is less.
 *
 *     createServer({ interceptors: [limitTime({ defaultMs: 10_000, maxMs: 60_000 })] });
 *
 * @throws RangeError for a time that is not greater than 0, TypeError for an option that is not known
 */
export function limitTime(options: TimeOptions): Interceptor {
  assertOptions(options);
  assertKnownKeys("limitTime()", options, [...KEYS, "methods"]);
  const limits = toLimits(options);
  const byPath = resolveMethodLimits("limitTime()", options.methods, KEYS, toLimits);
  return (call, next) => {
    const { defaultMs, maxMs } = byPath.get(call.path) ?? limits;
    if (call.timeRemainingMs() === Infinity && defaultMs < maxMs) call.limitTime(defaultMs);
    else if (maxMs !== Infinity) call.limitTime(maxMs);
    return next();
  };
}

function toLimits({ defaultMs = Infinity, maxMs = Infinity }: TimeLimits): Required<{
  readonly [Name in keyof TimeLimits]: number;
}> {
  assertTime("defaultMs", defaultMs);
  assertTime("maxMs", maxMs);
  return { defaultMs, maxMs };
}

function assertTime(name: string, timeMs: unknown): void {
  if (typeof timeMs === "number" && timeMs > 0) return;
  throw new RangeError(
    `Cannot set ${name} to ${String(timeMs)}: expected milliseconds greater than 0, or Infinity`,
  );
}
