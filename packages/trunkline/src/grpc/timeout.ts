// `grpc-timeout`: one to eight digits and a unit (gRPC-HTTP2 "Timeout").

const maxValue = 99_999_999;

const hourMs = 3_600_000;
const minuteMs = 60_000;
const secondMs = 1_000;

/** Milliseconds in the unit that a character stands for; NaN for any other character. */
function unitMs(unit: string | undefined): number {
  switch (unit) {
    case "H":
      return hourMs;
    case "M":
      return minuteMs;
    case "S":
      return secondMs;
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
  if (timeoutMs % 1 !== 0 && timeoutMs * 1e3 <= maxValue) return `${Math.ceil(timeoutMs * 1e3)}u`;
  const wholeMs = Math.ceil(timeoutMs);
  if (wholeMs % secondMs !== 0 && wholeMs <= maxValue) return `${wholeMs}m`;
  if (wholeMs <= maxValue * secondMs) return `${Math.ceil(wholeMs / secondMs)}S`;
  if (wholeMs <= maxValue * minuteMs) return `${Math.ceil(wholeMs / minuteMs)}M`;
  return `${Math.min(maxValue, Math.ceil(wholeMs / hourMs))}H`;
}
