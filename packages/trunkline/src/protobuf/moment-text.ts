// Timestamps and durations as text, which JSON has and policies may want: `2026-11-21T15:10:00.500Z` (RFC 3339
// §5.6) and `1.500s`. A fraction has 3, 6 or 9 digits, as few as hold it. ProtoJSON "Timestamp", "Duration".

import { refuseMoment } from "./refused-moment.js";

/** A Timestamp or a Duration; in names the one is a time and the other a span. */
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
  return parseUsualTime(value) ?? parseAnyTime(value);
}

/** A time in UTC before 29th of any month: as good as all. Undefined for others, and for what is wrong. */
function parseUsualTime(value: string): Moment | undefined {
  if (typeof value !== "string" || value.length < 20 || value.length > 30) return undefined;
  const year = 100 * twoDigits(value, 0) + twoDigits(value, 2);
  const month = twoDigits(value, 5);
  const day = twoDigits(value, 8);
  const hours = twoDigits(value, 11);
  const minutes = twoDigits(value, 14);
  const seconds = twoDigits(value, 17);
  // NaN, for what are no digits, is in no range.
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isDate || !(hours <= 23 && minutes <= 59 && seconds <= 59)) return undefined;
  for (let i = 0; i < MARKS.length; i += 2) {
    if (value.charCodeAt(MARKS[i]!) !== MARKS[i + 1]) return undefined;
  }
  const nanos = usualFraction(value);
  if (nanos < 0) return undefined;
  const time = hours * 3600 + minutes * 60 + seconds;
  return { seconds: BigInt(86_400 * daysSince1970(year, month, day) + time), nanos };
}

/** Where "-", "-", "T", ":" and ":" are, each before its code. */
const MARKS: readonly number[] = [4, 0x2d, 7, 0x2d, 10, 0x54, 13, 0x3a, 16, 0x3a];

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}

/** The nanoseconds between the seconds and a "Z"; -1 where there is something else. */
function usualFraction(text: string): number {
  const end = text.length - 1;
  if (text.charCodeAt(end) !== 0x5a) return -1;
  if (end === 19) return 0;
  if (text.charCodeAt(19) !== 0x2e || end === 20) return -1;
  let nanos = 0;
  for (let at = 20; at < 29; at++) {
    const digit = at < end ? text.charCodeAt(at) - 0x30 : 0;
    if (!(digit >= 0 && digit <= 9)) return -1;
    nanos = 10 * nanos + digit;
  }
  return nanos;
}

/** Years begin in March here, so that the leap day is their last: see json/calendar.ts, which is the way back. */
function daysSince1970(year: number, month: number, day: number): number {
  const years = month <= 2 ? year - 1 : year;
  const monthOfYear = month <= 2 ? month + 9 : month - 3;
  const leapYears = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const dayOfYear = Math.floor((153 * monthOfYear + 2) / 5) + day - 1;
  return 365 * years + leapYears + dayOfYear - 719_468;
}

function parseAnyTime(value: string): Moment {
  const match = typeof value === "string" ? timePattern.exec(value) : null;
  const date = match?.[1] ?? "";
  const time = Date.parse(`${date}Z`);
  // Date.parse takes a 31st of June for a 1st of July.
  if (match === null || Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) {
    refuseMoment(value, "string", "Timestamp", 'a time such as "2026-11-21T15:10:00Z"');
  }
  const [, , fraction = "", sign, hours = "0", minutes = "0"] = match;
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60 : 60);
  const seconds = BigInt(time / 1000 - offset);
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) {
    refuseMoment(value, "string", "Timestamp", "a time in the years 1 to 9999");
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
    refuseMoment(value, "string", "Duration", 'a duration such as "1.5s"');
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
