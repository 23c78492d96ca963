// Timestamps and durations as text, which JSON has and policies may want: `2026-11-21T15:10:00.500Z` (RFC 3339
// §5.6) and `1.500s`. A fraction has 3, 6 or 9 digits, as few as hold it. ProtoJSON "Timestamp", "Duration".

import { describeValue } from "./value-error.js";

/** A Timestamp or a Duration. */
export interface Moment {
  seconds: bigint;
  nanos: number;
}

/** The first and the last second that has a date of four digits for its year. */
const MIN_SECONDS = -62_135_596_800n;
const MAX_SECONDS = 253_402_300_799n;

/** Whether a Timestamp is in the years 1 to 9999, which is what text has. */
export function isTime({ seconds, nanos }: Moment): boolean {
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS && nanos >= 0 && nanos <= 999_999_999;
}

/** The text of what `isTime`. */
export function formatTime({ seconds, nanos }: Moment): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}${fractionOf(nanos)}Z`;
}

const timePattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** @throws TypeError for what is no time of the years 1 to 9999 */
export function parseTime(value: string): Moment {
  const match = typeof value === "string" ? timePattern.exec(value) : null;
  const date = match?.[1] ?? "";
  const time = Date.parse(`${date}Z`);
  // Date.parse takes a 31st of June for a 1st of July.
  if (match === null || Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) {
    throw new TypeError(
      `expected a time such as "2026-11-21T15:10:00Z", got ${describeValue(value)}`,
    );
  }
  const [, , fraction = "", sign, hours = "0", minutes = "0"] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const seconds = BigInt(time / 1000 - offset);
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
    throw new TypeError(`expected a time in the years 1 to 9999, got ${describeValue(value)}`);
  }
  return { seconds, nanos: Number(fraction.padEnd(9, "0")) };
}

/** Whether both parts of a Duration have the same sign. */
export function isSpan({ seconds, nanos }: Moment): boolean {
  return (
    Math.abs(nanos) <= 999_999_999 && !(seconds > 0n && nanos < 0) && !(seconds < 0n && nanos > 0)
  );
}

/** Some 10,000 years. */
export const MAX_SPAN_SECONDS = 315_576_000_000n;

/** Whether a Duration is no longer than it may be in JSON. */
export function isShortSpan({ seconds }: Moment): boolean {
  return seconds <= MAX_SPAN_SECONDS && seconds >= -MAX_SPAN_SECONDS;
}

/** The text of what `isSpan`. */
export function formatSpan({ seconds, nanos }: Moment): string {
  const sign = seconds < 0n || nanos < 0 ? "-" : "";
  return `${sign}${seconds < 0n ? -seconds : seconds}${fractionOf(Math.abs(nanos))}s`;
}

/** @throws TypeError for what is no duration */
export function parseSpan(value: string): Moment {
  const match = typeof value === "string" ? /^(-?)(\d{1,18})(?:\.(\d{1,9}))?s$/.exec(value) : null;
  if (match === null) {
    throw new TypeError(`expected a duration such as "1.5s", got ${describeValue(value)}`);
  }
  const [, sign, seconds = "0", fraction = ""] = match;
  const nanos = Number(fraction.padEnd(9, "0"));
  return sign === "-"
    ? { seconds: -BigInt(seconds), nanos: nanos === 0 ? 0 : -nanos }
    : { seconds: BigInt(seconds), nanos };
}

function fractionOf(nanos: number): string {
  if (nanos === 0) return "";
  const digits = String(nanos).padStart(9, "0");
  return `.${digits.slice(0, nanos % 1_000_000 === 0 ? 3 : nanos % 1_000 === 0 ? 6 : 9)}`;
}
