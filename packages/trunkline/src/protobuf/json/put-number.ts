// Numbers of JSON, appended digit by digit: the platform would make a string of each first.

import { highWord, lowWord, signed64, unsigned64, words } from "../halves.js";
import { putAscii, putByte } from "./put-text.js";
import type { TextMemory } from "./text-memory.js";
import { doubleText, floatText } from "./write-scalar.js";

const QUOTE = 0x22;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** A whole number up to 2^53. */
export function putWhole(out: TextMemory, value: number): void {
  if (out.length + 17 > out.bytes.length) out.reserve(17);
  let rest = value;
  if (rest < 0) {
    out.bytes[out.length++] = MINUS;
    rest = -rest;
  }
  if (rest < 1e9) placeDigits(out, rest | 0, digitsOf(rest));
  else {
    const high = Math.floor(rest / 1e9);
    placeDigits(out, high, digitsOf(high));
    placeDigits(out, rest - high * 1e9, 9);
  }
}

function digitsOf(value: number): number {
  if (value < 1000) return value < 10 ? 1 : value < 100 ? 2 : 3;
  if (value < 1e6) return value < 1e4 ? 4 : value < 1e5 ? 5 : 6;
  return value < 1e7 ? 7 : value < 1e8 ? 8 : 9;
}

/** Of a number below 10^9. */
function placeDigits(out: TextMemory, value: number, count: number): void {
  const bytes = out.bytes;
  let rest = value | 0;
  for (let at = out.length + count - 1; at >= out.length; at--) {
    const next = (rest / 10) | 0;
    bytes[at] = ZERO + rest - next * 10;
    rest = next;
  }
  out.length += count;
}

/** @throws TypeError for what is no number */
export function putDouble(out: TextMemory, value: unknown): void {
  if (typeof value !== "number" || value === 0) putAscii(out, doubleText(value));
  else if (Number.isSafeInteger(value)) putWhole(out, value);
  else {
    // Where a number of up to 15 digits is read as this double, no other such number is, so that these are its
    // digits, and no fewer are: 0.1 is 100,000 millionths.
    const millionths = Math.round(value * 1e6);
    if (millionths / 1e6 === value && Math.abs(millionths) < 1e15) {
      putMillionths(out, millionths);
    } else putAscii(out, doubleText(value));
  }
}

/** @throws TypeError for what a 32-bit float cannot be */
export function putFloat(out: TextMemory, value: unknown): void {
  if (typeof value === "number" && value !== 0) {
    const size = Math.abs(value);
    if (size < 0x1000000 && Number.isInteger(value)) {
      putWhole(out, value);
      return;
    }
    if (size < 1e4) {
      // Six digits tell all floats of full precision apart.
      const unit = size < 1 ? 1 : size < 10 ? 10 : size < 100 ? 100 : size < 1e3 ? 1e3 : 1e4;
      const parts = Math.round((value * 1e6) / unit);
      if (Math.fround((parts * unit) / 1e6) === value) {
        putMillionths(out, parts * unit);
        return;
      }
    }
  }
  putAscii(out, floatText(value));
}

/** `value` / 10^6 without zeros at its end. */
function putMillionths(out: TextMemory, value: number): void {
  if (value < 0) putByte(out, MINUS);
  const size = Math.abs(value);
  const whole = Math.floor(size / 1e6);
  putWhole(out, whole);
  // As an integer, since the rest of a division takes many times as long of a double.
  let rest = (size - whole * 1e6) | 0;
  if (rest === 0) return;
  if (out.length + 7 > out.bytes.length) out.reserve(7);
  out.bytes[out.length++] = POINT;
  let count = 6;
  for (; rest % 10 === 0; rest = (rest / 10) | 0) count--;
  placeDigits(out, rest, count);
}

/** A 64-bit integer as a string; false where it has more bits, and nothing is appended. */
export function putSigned(out: TextMemory, value: bigint): boolean {
  signed64[0] = value;
  let low = words[lowWord]!;
  let high = words[highWord]! | 0;
  if (signed64[0] !== value) return false;
  putByte(out, QUOTE);
  if (high < 0) {
    putByte(out, MINUS);
    low = -low >>> 0;
    high = low === 0 ? -high : ~high;
  }
  putHalves(out, high >>> 0, low);
  putByte(out, QUOTE);
  return true;
}

/** The same for an unsigned one. */
export function putUnsigned(out: TextMemory, value: bigint): boolean {
  unsigned64[0] = value;
  const low = words[lowWord]!;
  const high = words[highWord]!;
  if (unsigned64[0] !== value) return false;
  putByte(out, QUOTE);
  putHalves(out, high, low);
  putByte(out, QUOTE);
  return true;
}

/** 2^32 `high` + `low`. */
function putHalves(out: TextMemory, high: number, low: number): void {
  if (high < 0x200000) {
    putWhole(out, high * 0x100000000 + low);
    return;
  }
  // Divided by 10^9, 16 bits at a time: each rest times 2^16 is below 2^53.
  const first = Math.floor(high / 1e9);
  const upper = (high - first * 1e9) * 0x10000 + (low >>> 16);
  const second = Math.floor(upper / 1e9);
  const lower = (upper - second * 1e9) * 0x10000 + (low & 0xffff);
  const third = Math.floor(lower / 1e9);
  putWhole(out, first * 0x100000000 + second * 0x10000 + third);
  if (out.length + 9 > out.bytes.length) out.reserve(9);
  placeDigits(out, lower - third * 1e9, 9);
}
