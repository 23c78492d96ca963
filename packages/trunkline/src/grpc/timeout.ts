// `grpc-timeout`: one to eight digits and a unit (gRPC-HTTP2 "Timeout").

const MAX_VALUE = 99_999_999;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** Milliseconds in the unit that a character stands for; NaN for any other character. */
function unitMs(unit: string | undefined): number {
  switch (unit) {
    case "H":
      return HOUR_MS;
    case "M":
      return MINUTE_MS;
    case "S":
      return SECOND_MS;
    case "m":
      return 1;
    case "u":
      return 1e-3;
    case "n":
      return 1e-6;
    default:
      return Number.NaN;
  }
}

/** @throws RangeError when `timeoutMs` is negative or not a number */
export function assertTimeoutMs(timeoutMs: unknown): void {
  if (typeof timeoutMs === "number" && timeoutMs >= 0) return;
  throw new RangeError(
    `Cannot set timeoutMs to ${String(timeoutMs)}: expected a number of at least 0, or Infinity`,
  );
}

/**
 * The milliseconds that a `grpc-timeout` says: 0 is expired already, the longest is some 11,000 years.
 * NaN for anything that is not one to eight digits and a unit: such a call fails with INTERNAL.
 */
export function parseTimeout(text: string): number {
  const digitCount = text.length - 1;
  if (digitCount < 1 || digitCount > 8) return Number.NaN;
  let value = 0;
  for (let at = 0; at < digitCount; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value * unitMs(text[digitCount]);
}

/**
 * The `grpc-timeout` for a time in milliseconds, rounded up where eight digits do not suffice. The same
 * timeout gives the same text each time, so that peers that remember header blocks recognise it.
 */
export function formatTimeout(timeoutMs: number): string {
  if (!(timeoutMs > 0)) return "0n";
  if (timeoutMs % 1 !== 0 && timeoutMs * 1e3 <= MAX_VALUE) return `${Math.ceil(timeoutMs * 1e3)}u`;
  const wholeMs = Math.ceil(timeoutMs);
  if (wholeMs % SECOND_MS !== 0 && wholeMs <= MAX_VALUE) return `${wholeMs}m`;
  if (wholeMs <= MAX_VALUE * SECOND_MS) return `${Math.ceil(wholeMs / SECOND_MS)}S`;
  if (wholeMs <= MAX_VALUE * MINUTE_MS) return `${Math.ceil(wholeMs / MINUTE_MS)}M`;
  return `${Math.min(MAX_VALUE, Math.ceil(wholeMs / HOUR_MS))}H`;
}
