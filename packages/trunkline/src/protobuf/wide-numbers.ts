// 64-bit fields held as numbers: read and written without a bigint between. What a number cannot hold, past
// 2^53 - 1 either way, is refused and not rounded.

import type { OutputBuffer } from "../base/index.js";
import { highWord, lowWord, words } from "./halves.js";
import { readSfixed32 } from "./read-fixed.js";
import { readHalves } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";
import { describeValue } from "./value-error.js";
import { putFixedWords } from "./write-fixed.js";
import { putVarintWords, writeTag } from "./write-varint.js";

function checked(reader: Reader, number: number): number {
  if (number <= Number.MAX_SAFE_INTEGER && number >= Number.MIN_SAFE_INTEGER) return number;
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  failAt(
    reader.position,
    "ends a number past 2^53 - 1: held as a bigint or a string it could be read",
  );
}

// Sums of two halves past 2^53 are rounded, but never to what is below it.

export function readInt64Number(reader: Reader): number {
  const value = readPositive(reader);
  return value >= 0 ? value : checked(reader, (words[highWord]! | 0) * 2 ** 32 + words[lowWord]!);
}

export function readUint64Number(reader: Reader): number {
  const value = readPositive(reader);
  return value >= 0 ? value : checked(reader, words[highWord]! * 2 ** 32 + words[lowWord]!);
}

export function readSint64Number(reader: Reader): number {
  const value = readPositive(reader);
  if (value >= 0) return (value & 1) === 0 ? value / 2 : (value + 1) / -2;
  const low = words[lowWord]!;
  const half = words[highWord]! * 2 ** 31 + (low >>> 1);
  return checked(reader, (low & 1) === 0 ? half : -half - 1);
}

/** A varint of up to 53 bits in eight bytes; -1 for one that is longer, which is then in `words`. */
function readPositive(reader: Reader): number {
  const bytes = reader.bytes;
  let position = reader.position;
  let byte = bytes[position++]!;
  let low = byte & 0x7f;
  if (byte >= 0x80) {
    byte = bytes[position++]!;
    low |= (byte & 0x7f) << 7;
    if (byte >= 0x80) {
      byte = bytes[position++]!;
      low |= (byte & 0x7f) << 14;
      if (byte >= 0x80) {
        byte = bytes[position++]!;
        low |= (byte & 0x7f) << 21;
        if (byte >= 0x80) {
          byte = bytes[position++]!;
          let high = byte & 0x7f;
          if (byte >= 0x80) {
            byte = bytes[position++]!;
            high |= (byte & 0x7f) << 7;
            if (byte >= 0x80) {
              byte = bytes[position++]!;
              high |= (byte & 0x7f) << 14;
              if (byte >= 0x80) {
                byte = bytes[position++]!;
                high |= byte << 21;
                if (byte >= 0x10) {
                  readHalves(reader);
                  return -1;
                }
              }
            }
          }
          reader.position = position;
          return high * 2 ** 28 + low;
        }
      }
    }
  }
  reader.position = position;
  return low;
}

/** An upper half below this is of a number within 2^53, whatever the lower one is; and above its negative. */
const SAFE_HIGH = 2 ** 21 - 1;

// Halves are looked at before they are a number, which would be an object for `checked`.

export function readFixed64Number(reader: Reader): number {
  const low = readSfixed32(reader) >>> 0;
  const high = readSfixed32(reader) >>> 0;
  const number = high * 2 ** 32 + low;
  return high < SAFE_HIGH ? number : checked(reader, number);
}

export function readSfixed64Number(reader: Reader): number {
  const low = readSfixed32(reader) >>> 0;
  const high = readSfixed32(reader);
  const number = high * 2 ** 32 + low;
  return Math.abs(high) < SAFE_HIGH ? number : checked(reader, number);
}

/** Leaves `value` in `words`. */
function takeNumber(value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new TypeError(`expected a whole number, got ${describeValue(value)}`);
  }
  words[lowWord] = value;
  words[highWord] = Math.floor(value / 2 ** 32);
}

function takeZigzag(value: number): void {
  takeNumber(value, Number.MIN_SAFE_INTEGER);
  const low = words[lowWord]!;
  const high = words[highWord]!;
  const sign = high >> 31;
  words[lowWord] = (low << 1) ^ sign;
  words[highWord] = ((high << 1) | (low >>> 31)) ^ sign;
}

export function putInt64Number(out: OutputBuffer, value: number): void {
  takeNumber(value, Number.MIN_SAFE_INTEGER);
  putVarintWords(out);
}

export function writeInt64Number(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 10);
  putInt64Number(out, value);
}

export function putUint64Number(out: OutputBuffer, value: number): void {
  takeNumber(value, 0);
  putVarintWords(out);
}

export function writeUint64Number(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 10);
  putUint64Number(out, value);
}

export function putSint64Number(out: OutputBuffer, value: number): void {
  takeZigzag(value);
  putVarintWords(out);
}

export function writeSint64Number(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 10);
  putSint64Number(out, value);
}

export function putFixed64Number(out: OutputBuffer, value: number): void {
  takeNumber(value, 0);
  putFixedWords(out);
}

export function writeFixed64Number(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 8);
  putFixed64Number(out, value);
}

export function putSfixed64Number(out: OutputBuffer, value: number): void {
  takeNumber(value, Number.MIN_SAFE_INTEGER);
  putFixedWords(out);
}

export function writeSfixed64Number(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 8);
  putSfixed64Number(out, value);
}
