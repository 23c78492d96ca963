// Timestamps and durations that generated code holds as something other than messages, where a policy asks for
// it. On the wire both are seconds (1) and nanoseconds (2): a moment, which is what is read and written, with
// a conversion around it. Protobuf "Well-Known Types".

import type { OutputBuffer } from "../base/index.js";
import { skipUnknown } from "./read-unknown.js";
import { readInt32, readInt64, readTag } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";
import { describeValue } from "./value-error.js";
import { writeInt32, writeInt64 } from "./write-varint.js";

/** A Timestamp or a Duration. */
export interface Moment {
  seconds: bigint;
  nanos: number;
}

const secondsTag = 8;
const nanosTag = 16;

/** Reads one up to the reader's end. */
export function readMoment(reader: Reader, into: Moment | undefined): Moment {
  const moment: Moment = into ?? { seconds: 0n, nanos: 0 };
  while (reader.position < reader.end) {
    const start = reader.position;
    const tag = readTag(reader);
    if (tag === secondsTag) moment.seconds = readInt64(reader);
    else if (tag === nanosTag) moment.nanos = readInt32(reader);
    else skipUnknown(reader, tag, start, undefined);
  }
  return moment;
}

/** Writes one, without its key and length. */
export function writeMoment(out: OutputBuffer, moment: Moment): void {
  if (moment.seconds !== 0n) writeInt64(out, secondsTag, moment.seconds);
  if (moment.nanos !== 0) writeInt32(out, nanosTag, moment.nanos);
}

// What the conversions do is the same for each: `xFromMoment` for what was read, which it refuses where it
// cannot be held; `momentFromX` for what is written, or for what a second occurrence is merged into.

/** A Date holds milliseconds: the rest of the nanoseconds is lost. */
export function dateFromMoment(reader: Reader, { seconds, nanos }: Moment): Date {
  const date = new Date(Number(seconds) * 1000 + Math.floor(nanos / 1e6));
  if (Number.isNaN(date.getTime())) failMoment(reader, "a Timestamp that a Date cannot hold");
  return date;
}

export function momentFromDate(value: Date): Moment {
  const time = isDate(value) ? value.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw new TypeError(`expected a Date, got ${describeValue(value)}`);
  return momentFromWhole(time);
}

/** Also true for dates of another realm. */
function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
}

function momentFromWhole(milliseconds: number): Moment {
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(seconds), nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}

/** The first and the last second that has a date of four digits for its year. */
const MIN_SECONDS = -62_135_596_800n;
const MAX_SECONDS = 253_402_300_799n;

/** RFC 3339 §5.6 with as many digits as are needed: `2026-11-21T15:10:00.5Z`. */
export function timeFromMoment(reader: Reader, { seconds, nanos }: Moment): string {
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS || nanos < 0 || nanos > 999_999_999) {
    failMoment(reader, "a Timestamp outside of the years 1 to 9999");
  }
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${whole}${fractionOf(nanos)}Z`;
}

const timePattern =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

export function momentFromTime(value: string): Moment {
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

function fractionOf(nanos: number): string {
  return nanos === 0 ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}

/** With a fraction where there are nanoseconds below a millisecond. */
export function millisecondsFromMoment(reader: Reader, { seconds, nanos }: Moment): number {
  const milliseconds = Number(seconds) * 1000 + nanos / 1e6;
  if (Math.abs(milliseconds) > Number.MAX_SAFE_INTEGER) {
    failMoment(reader, "a Duration past 2^53 - 1 milliseconds");
  }
  return milliseconds;
}

/** The two parts have the same sign. */
export function momentFromMilliseconds(value: number): Moment {
  if (typeof value !== "number" || !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    throw new TypeError(`expected a number of milliseconds, got ${describeValue(value)}`);
  }
  const seconds = Math.trunc(value / 1000);
  const nanos = Math.round((value - seconds * 1000) * 1e6);
  return Math.abs(nanos) < 1e9
    ? { seconds: BigInt(seconds), nanos: nanos + 0 }
    : { seconds: BigInt(seconds + Math.sign(nanos)), nanos: 0 };
}

/** `1.5s`, as JSON has durations. */
export function spanFromMoment(reader: Reader, { seconds, nanos }: Moment): string {
  if (Math.abs(nanos) > 999_999_999 || (seconds > 0n && nanos < 0) || (seconds < 0n && nanos > 0)) {
    failMoment(reader, "a Duration whose seconds and nanoseconds do not fit each other");
  }
  const sign = seconds < 0n || nanos < 0 ? "-" : "";
  return `${sign}${seconds < 0n ? -seconds : seconds}${fractionOf(Math.abs(nanos))}s`;
}

export function momentFromSpan(value: string): Moment {
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

function failMoment(reader: Reader, what: string): never {
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  failAt(reader.position, `ends ${what}`);
}
