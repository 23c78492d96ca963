// Timestamps and durations that generated code holds as something other than messages, where a policy asks for
// it. On the wire both are seconds (1) and nanoseconds (2): a moment, which is what is read and written, with
// a conversion around it. Protobuf "Well-Known Types".

import type { OutputBuffer } from "../base/index.js";
import { formatSpan, formatTime, isSpan, isTime, type Moment } from "./moment-text.js";
import { skipUnknown } from "./read-unknown.js";
import { readInt32, readInt64, readTag } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";
import { refuseMoment } from "./refused-moment.js";
import { tagOf } from "./tag-of.js";
import { writeInt32, writeInt64 } from "./write-varint.js";

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
// cannot be held; `momentFromX` for what is written, or for what a second occurrence is merged into. Those from
// text are `parseTime` and `parseSpan`.

/** A Date holds milliseconds: the rest of the nanoseconds is lost. */
export function dateFromMoment(reader: Reader, { seconds, nanos }: Moment): Date {
  const date = new Date(Number(seconds) * 1000 + Math.floor(nanos / 1e6));
  if (Number.isNaN(date.getTime())) failMoment(reader, "a Timestamp that a Date cannot hold");
  return date;
}

export function momentFromDate(value: Date): Moment {
  const time = isDate(value) ? value.getTime() : Number.NaN;
  if (Number.isNaN(time)) refuseMoment(value, "date", "Timestamp", "a valid Date");
  return momentFromWhole(time);
}

/** Also true for dates of another realm. */
function isDate(value: unknown): value is Date {
  return value instanceof Date || tagOf(value) === "Date";
}

function momentFromWhole(milliseconds: number): Moment {
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds: BigInt(seconds), nanos: (milliseconds - seconds * 1000) * 1_000_000 };
}

/** Refused outside of the years 1 to 9999. */
export function timeFromMoment(reader: Reader, moment: Moment): string {
  if (!isTime(moment)) failMoment(reader, "a Timestamp outside of the years 1 to 9999");
  return formatTime(moment);
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
    refuseMoment(value, "milliseconds", "Duration", "a number of milliseconds");
  }
  const seconds = Math.trunc(value / 1000);
  const nanos = Math.round((value - seconds * 1000) * 1e6);
  return Math.abs(nanos) < 1e9
    ? { seconds: BigInt(seconds), nanos: nanos + 0 }
    : { seconds: BigInt(seconds + Math.sign(nanos)), nanos: 0 };
}

export function spanFromMoment(reader: Reader, moment: Moment): string {
  if (!isSpan(moment)) {
    failMoment(reader, "a Duration whose seconds and nanoseconds do not fit each other");
  }
  return formatSpan(moment);
}

function failMoment(reader: Reader, what: string): never {
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  failAt(reader.position, `ends ${what}`);
}
