// Timestamps and durations as JSON has them. ProtoJSON "Timestamp", "Duration".

import { isShortSpan, isSpan, isTime, MAX_SPAN_SECONDS, type Moment } from "../moment-text.js";
import { dateOf } from "./calendar.js";
import { failJson } from "./json-error.js";
import { putWhole } from "./put-number.js";
import { putByte } from "./put-text.js";
import type { TextMemory } from "./text-memory.js";

const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const COLON = 0x3a;

/** @throws JsonFault for a time that is not in the years 1 to 9999 */
export function putTime(out: TextMemory, moment: Moment): void {
  const { seconds, nanos } = moment;
  if (!isTime(moment)) failTime(moment);
  out.reserve(40);
  putByte(out, QUOTE);
  const time = Number(seconds);
  const days = Math.floor(time / 86_400);
  putDate(out, days);
  const second = time - days * 86_400;
  putByte(out, 0x54);
  putTwo(out, Math.floor(second / 3600));
  putByte(out, COLON);
  putTwo(out, Math.floor(second / 60) % 60);
  putByte(out, COLON);
  putTwo(out, second % 60);
  putFraction(out, nanos);
  putByte(out, 0x5a);
  putByte(out, QUOTE);
}

function putDate(out: TextMemory, days: number): void {
  const date = dateOf(days);
  const year = Math.floor(date / 10_000);
  putTwo(out, Math.floor(year / 100));
  putTwo(out, year % 100);
  putByte(out, MINUS);
  putTwo(out, Math.floor(date / 100) % 100);
  putByte(out, MINUS);
  putTwo(out, date % 100);
}

/** @throws JsonFault for a duration that is too long, or whose parts differ in their sign */
export function putSpan(out: TextMemory, moment: Moment): void {
  const { seconds, nanos } = moment;
  if (!isSpan(moment) || !isShortSpan(moment)) failSpan(moment);
  putByte(out, QUOTE);
  if (seconds < 0n || nanos < 0) putByte(out, MINUS);
  putWhole(out, Math.abs(Number(seconds)));
  putFraction(out, Math.abs(nanos));
  putByte(out, 0x73);
  putByte(out, QUOTE);
}

/** Of what is not `isTime`. @throws JsonFault always */
export function failTime({ seconds, nanos }: Moment): never {
  failJson(`expected a Timestamp in the years 1 to 9999, got ${seconds} s and ${nanos} ns`);
}

/** Of what is not `isSpan`, or not `isShortSpan`. @throws JsonFault always */
export function failSpan({ seconds, nanos }: Moment): never {
  failJson(
    `expected a Duration of at most ${MAX_SPAN_SECONDS} s whose parts have one sign, got ${seconds} s and ${nanos} ns`,
  );
}

/** With 3, 6 or 9 digits, as few as hold it. */
function putFraction(out: TextMemory, nanos: number): void {
  if (nanos === 0) return;
  putByte(out, POINT);
  putThree(out, Math.floor(nanos / 1_000_000));
  if (nanos % 1_000_000 === 0) return;
  putThree(out, Math.floor(nanos / 1000) % 1000);
  if (nanos % 1000 !== 0) putThree(out, nanos % 1000);
}

function putTwo(out: TextMemory, value: number): void {
  const tens = Math.floor(value / 10);
  putByte(out, ZERO + tens);
  putByte(out, ZERO + value - 10 * tens);
}

function putThree(out: TextMemory, value: number): void {
  const hundreds = Math.floor(value / 100);
  putByte(out, ZERO + hundreds);
  putTwo(out, value - 100 * hundreds);
}
