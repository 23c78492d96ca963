// Timestamps and durations as strings of JSON, of which the platform makes one at once of all their characters.
// ProtoJSON "Timestamp", "Duration".

import { isShortSpan, isSpan, isTime, type Moment } from "../moment-text.js";
import { dateOf } from "./calendar.js";
import { failSpan, failTime } from "./put-moment.js";

const ZERO = 0x30;
const MINUS = 0x2d;
const COLON = 0x3a;

/** @throws JsonFault for a time that is not in the years 1 to 9999 */
export function timeValue(moment: Moment): string {
  if (!isTime(moment)) failTime(moment);
  const time = Number(moment.seconds);
  const days = Math.floor(time / 86_400);
  const date = dateOf(days);
  const second = time - days * 86_400;
  const year = (date / 10_000) | 0;
  const century = (year / 100) | 0;
  const month = ((date / 100) | 0) - year * 100;
  const day = date - year * 10_000 - month * 100;
  const minutes = (second / 60) | 0;
  const hours = (minutes / 60) | 0;
  const { nanos } = moment;
  const whole = String.fromCharCode(
    tensOf(century),
    onesOf(century),
    tensOf(year - century * 100),
    onesOf(year - century * 100),
    MINUS,
    tensOf(month),
    onesOf(month),
    MINUS,
    tensOf(day),
    onesOf(day),
    0x54,
    tensOf(hours),
    onesOf(hours),
    COLON,
    tensOf(minutes - hours * 60),
    onesOf(minutes - hours * 60),
    COLON,
    tensOf(second - minutes * 60),
    onesOf(second - minutes * 60),
    nanos === 0 ? 0x5a : 0x2e,
  );
  return nanos === 0 ? whole : `${whole}${fractionOf(nanos)}Z`;
}

/** @throws JsonFault for a duration that is too long, or whose parts differ in their sign */
export function spanValue(moment: Moment): string {
  if (!isSpan(moment) || !isShortSpan(moment)) failSpan(moment);
  const { nanos } = moment;
  const seconds = Number(moment.seconds);
  const sign = seconds < 0 || nanos < 0 ? "-" : "";
  const fraction = nanos === 0 ? "" : `.${fractionOf(Math.abs(nanos))}`;
  return `${sign}${Math.abs(seconds)}${fraction}s`;
}

/** With 3, 6 or 9 digits, as few as hold it. */
function fractionOf(nanos: number): string {
  const millis = (nanos / 1_000_000) | 0;
  const rest = nanos - millis * 1_000_000;
  if (rest === 0) return threeDigits(millis);
  const micros = (rest / 1000) | 0;
  const last = rest - micros * 1000;
  const digits = threeDigits(millis) + threeDigits(micros);
  return last === 0 ? digits : digits + threeDigits(last);
}

function threeDigits(value: number): string {
  const hundreds = (value / 100) | 0;
  const rest = value - hundreds * 100;
  return String.fromCharCode(ZERO + hundreds, tensOf(rest), onesOf(rest));
}

/** Characters of the digits of a number below 100. */
function tensOf(value: number): number {
  return ZERO + ((value / 10) | 0);
}

function onesOf(value: number): number {
  return ZERO + value - ((value / 10) | 0) * 10;
}
