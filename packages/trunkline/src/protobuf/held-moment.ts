// Timestamps and durations in whatever holds them (`as` of the field table): what every format but the binary one
// goes by. All are in the years 1 to 9999, or no longer than JSON has durations, so that nothing here can fail.

import type { FieldInfo } from "./generated-type.js";
import { momentFromDate, momentFromMilliseconds } from "./moment.js";
import { formatSpan, formatTime, type Moment, parseSpan, parseTime } from "./moment-text.js";

/** A Timestamp as a field holds it that does not hold messages. */
export function holdTimestamp(as: FieldInfo["as"], moment: Moment): Date | string {
  if (as === "string") return formatTime(moment);
  return new Date(Number(moment.seconds) * 1000 + Math.floor(moment.nanos / 1e6));
}

/** A Duration as a field holds it that does not hold messages. */
export function holdDuration(as: FieldInfo["as"], moment: Moment): number | string {
  if (as === "string") return formatSpan(moment);
  return Number(moment.seconds) * 1000 + moment.nanos / 1e6;
}

/** @throws TypeError for what holds no Timestamp */
export function momentOfTimestamp(as: FieldInfo["as"], value: unknown): Moment {
  return as === "date" ? momentFromDate(value as Date) : parseTime(value as string);
}

/** @throws TypeError for what holds no Duration */
export function momentOfDuration(as: FieldInfo["as"], value: unknown): Moment {
  return as === "milliseconds"
    ? momentFromMilliseconds(value as number)
    : parseSpan(value as string);
}
