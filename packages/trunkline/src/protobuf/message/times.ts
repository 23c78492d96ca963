// Timestamps and durations as what JavaScript has: dates and milliseconds. timestamp.proto, duration.proto.

import type { Duration } from "../gen/google/protobuf/duration_pb.js";
import type { Timestamp } from "../gen/google/protobuf/timestamp_pb.js";
import { momentFromDate, momentFromMilliseconds } from "../moment.js";
import {
  formatSpan,
  formatTime,
  isSpan,
  isTime,
  type Moment,
  parseSpan,
  parseTime,
} from "../moment-text.js";
import { describeValue } from "../value-error.js";

function assertMoment<T extends Moment>(value: T, name: "Timestamp" | "Duration"): T {
  const { seconds, nanos } = (value ?? {}) as Partial<Moment>;
  if (typeof seconds === "bigint" && typeof nanos === "number") return value;
  throw new TypeError(
    `expected a ${name} with seconds as a bigint and nanos, got ${describeValue(value)}`,
  );
}

/** A Timestamp of whole milliseconds. @throws TypeError for what is no Date, or an invalid one */
export function timestampFromDate(date: Date): Timestamp {
  return momentFromDate(date);
}

/** @param ms since 1970, as `Date.now()` gives them @throws TypeError for what no Date can hold */
export function timestampFromMs(ms: number): Timestamp {
  return momentFromDate(new Date(ms));
}

/**
 * Without the part of the nanoseconds below a millisecond.
 *
 * @throws RangeError for what no Date can hold; TypeError for what is no Timestamp
 */
export function timestampToDate(timestamp: Timestamp): Date {
  return new Date(timestampToMs(timestamp));
}

/** Whole milliseconds since 1970, rounded down. @throws RangeError for what no Date can hold; TypeError for what is no Timestamp */
export function timestampToMs(timestamp: Timestamp): number {
  const { seconds, nanos } = assertMoment(timestamp, "Timestamp");
  const ms = Number(seconds) * 1000 + Math.floor(nanos / 1e6);
  if (!(Math.abs(ms) <= 8.64e15)) {
    throw new RangeError(`Cannot convert a Timestamp of ${seconds} s: no Date can hold it`);
  }
  return ms;
}

/** RFC 3339, in UTC: `2026-11-21T15:10:00.500Z`. @throws RangeError outside of the years 1 to 9999 */
export function timestampToString(timestamp: Timestamp): string {
  assertMoment(timestamp, "Timestamp");
  if (isTime(timestamp)) return formatTime(timestamp);
  const { seconds, nanos } = timestamp;
  throw new RangeError(
    `Cannot write a Timestamp of ${seconds} s and ${nanos} ns: it is outside of the years 1 to 9999`,
  );
}

/** From RFC 3339 (§5.6): `2026-11-21T15:10:00.5+01:30`. @throws TypeError for what is none of the years 1 to 9999 */
export function timestampFromString(text: string): Timestamp {
  return parseTime(text);
}

/** @param ms a number of milliseconds, with a fraction where there are nanoseconds below @throws TypeError past 2^53 - 1 and for NaN */
export function durationFromMs(ms: number): Duration {
  return momentFromMilliseconds(ms);
}

/** Milliseconds, with a fraction where there are nanoseconds below one; rounded past 2^53. @throws TypeError for what is no Duration */
export function durationToMs(duration: Duration): number {
  const { seconds, nanos } = assertMoment(duration, "Duration");
  return Number(seconds) * 1000 + nanos / 1e6;
}

/** `1.500s`. @throws RangeError where seconds and nanoseconds have different signs, or the latter are a second or more */
export function durationToString(duration: Duration): string {
  assertMoment(duration, "Duration");
  if (isSpan(duration)) return formatSpan(duration);
  const { seconds, nanos } = duration;
  throw new RangeError(
    `Cannot write a Duration of ${seconds} s and ${nanos} ns: the two do not fit each other`,
  );
}

/** From `1.5s`, with up to nine digits of a fraction. @throws TypeError for what is no duration */
export function durationFromString(text: string): Duration {
  return parseSpan(text);
}
