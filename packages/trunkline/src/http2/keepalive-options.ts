// The options of keepalive (gRFC A8, A9): when this side asks whether the peer is still there, and how often
// a server lets its clients ask.

import { assertKnownKeys, assertOptions } from "../base/index.js";

/** When a connection asks with PING whether its peer is there, and how often a server is asked. */
export interface KeepaliveOptions {
  /** Time without a byte from the peer after which it is sent a PING, in milliseconds; Infinity never asks. */
  readonly timeMs?: number | undefined;
  /** Time in which something must come after that PING, or the connection is lost, in milliseconds. Default 20,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Client: asks also where no call is under way. Server: lets its clients do so, and asks itself in any case.
   * Default false.
   */
  readonly withoutCalls?: boolean | undefined;
  /**
   * Server: time that a client leaves between two PING at least, in milliseconds; where it has no call and
   * `withoutCalls` is false, 2 hours. The third that comes too soon ends the connection with GOAWAY
   * "too_many_pings", but what came before HEADERS or DATA was sent is forgotten. 0 lets everything pass.
   */
  readonly minTimeMs?: number | undefined;
}

/** The same with every default decided. */
export interface ResolvedKeepalive {
  readonly timeMs: number;
  readonly timeoutMs: number;
  readonly withoutCalls: boolean;
  readonly minTimeMs: number;
}

const KEYS: readonly string[] = ["timeMs", "timeoutMs", "withoutCalls", "minTimeMs"];

/**
 * Fills in the defaults: those here suit a connection of HTTP/2, which does not ask and may be asked as often as its
 * ledger bears; `defaults` are those of the layer above.
 * @throws TypeError or RangeError for an option that is not what it should be
 */
export function resolveKeepalive(
  options: KeepaliveOptions = {},
  defaults: KeepaliveOptions = {},
): ResolvedKeepalive {
  assertOptions(options);
  assertKnownKeys("keepalive", options, KEYS);
  const withoutCalls = options.withoutCalls ?? defaults.withoutCalls ?? false;
  if (typeof withoutCalls !== "boolean") {
    throw new TypeError(
      `Cannot set keepalive.withoutCalls to a value of type ${typeof withoutCalls}: expected true or false`,
    );
  }
  const timeMs = options.timeMs ?? defaults.timeMs ?? Infinity;
  const timeoutMs = options.timeoutMs ?? defaults.timeoutMs ?? 20_000;
  const minTimeMs = options.minTimeMs ?? defaults.minTimeMs ?? 0;
  assertTime("timeMs", timeMs, timeMs > 0, "greater than 0");
  assertTime("timeoutMs", timeoutMs, timeoutMs > 0, "greater than 0");
  assertTime("minTimeMs", minTimeMs, minTimeMs >= 0, "of at least 0");
  return { timeMs, timeoutMs, withoutCalls, minTimeMs };
}

function assertTime(name: string, value: unknown, isInRange: boolean, wanted: string): void {
  if (typeof value === "number" && isInRange) return;
  throw new RangeError(
    `Cannot set keepalive.${name} to ${String(value)}: expected milliseconds ${wanted}, or Infinity`,
  );
}
