// Packed fields: values of one type after each other, behind one length. A function for each type, so that each
// knows only one kind of list and one way to write. Protobuf Encoding "Packed".
//
// The length of values of fixed width is known before. For varints room is left for as many bytes as it has at
// least: a long list is then not moved up once it is written.

import type { OutputBuffer } from "../base/index.js";
import { checkList } from "./create-values.js";
import { lowWord } from "./halves.js";
import { rejectValue } from "./value-error.js";
import {
  putFixed64Number,
  putInt64Number,
  putSfixed64Number,
  putSint64Number,
  putUint64Number,
} from "./wide-numbers.js";
import {
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putSfixed32,
  putSfixed64,
} from "./write-fixed.js";
import {
  placeInt32,
  placeUint32,
  putBool,
  putInt64,
  putSint64,
  putUint64,
  writeTag,
} from "./write-varint.js";

/** So many doubles are copied together. */
const AT_ONCE = 512;

/** So many values are made room for at once: a long list of small ones needs no room for large ones. */
export const BLOCK = 4096;

/** Puts a number below 2^14 at `at`, in one way whether it takes one byte or two: see read-packed.ts. */
export function placeShort(bytes: Uint8Array, at: number, value: number): number {
  const more = (0x7f - value) >>> 31;
  bytes[at] = (value & 0x7f) | (more << 7);
  bytes[at + 1] = value >>> 7;
  return at + 1 + more;
}

/** How many bytes a length takes. */
function lengthBytes(length: number): number {
  return length < 0x80
    ? 1
    : length < 0x4000
      ? 2
      : length < 0x200000
        ? 3
        : length < 0x10000000
          ? 4
          : 5;
}

/** Appends a key and leaves room for the length of values of at least `width` bytes; gives their count. */
function beginPacked(
  out: OutputBuffer,
  tag: number,
  list: readonly unknown[],
  width: number,
): number {
  checkList(list);
  const count = list.length;
  openPacked(out, tag, count, width);
  return count;
}

/** Appends a key and leaves room for the length of `count` values, each of at least `width` bytes. */
export function openPacked(out: OutputBuffer, tag: number, count: number, width: number): void {
  writeTag(out, tag, 5);
  out.length += lengthBytes(count * width);
}

/** Puts in the length of what was appended since `start`; `beginPacked` left room for the length `least`, in bytes. */
export function endPacked(out: OutputBuffer, start: number, least: number): void {
  const length = out.length - start;
  const room = lengthBytes(least);
  const more = lengthBytes(length) - room;
  if (more > 0) {
    out.reserve(more);
    out.bytes.copyWithin(start + more, start, start + length);
    out.length += more;
  }
  placeUint32(out.bytes, start - room, length);
}

/** Appends a key and the length of values of `width` bytes each, and makes room for all of them; gives their count. */
function beginFixed(
  out: OutputBuffer,
  tag: number,
  list: readonly unknown[],
  width: number,
): number {
  checkList(list);
  const count = list.length;
  writeTag(out, tag, count * width + 5);
  out.length = placeUint32(out.bytes, out.length, count * width);
  return count;
}

export function writePackedInt32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 10);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      if ((value | 0) !== value) rejectValue("int32", value);
      if (value >= 0 && value < 0x4000) at = placeShort(bytes, at, value);
      else at = placeInt32(bytes, at, value);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writePackedUint32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 5);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      if (value >>> 0 !== value) rejectValue("uint32", value);
      at = value < 0x4000 ? placeShort(bytes, at, value) : placeUint32(bytes, at, value);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writePackedSint32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 5);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      if ((value | 0) !== value) rejectValue("sint32", value);
      const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
      at = zigzag < 0x4000 ? placeShort(bytes, at, zigzag) : placeUint32(bytes, at, zigzag);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writePackedInt64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putInt64(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedUint64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putUint64(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedSint64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putSint64(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedDouble(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginFixed(out, tag, list, 8);
  let from = 0;
  // Where this platform has doubles as they are sent, many are copied at once; not by way of memory that others
  // use, since a getter in the list may encode something else.
  if (lowWord === 0 && count >= AT_ONCE) {
    const doubles = new Float64Array(AT_ONCE);
    const copied = new Uint8Array(doubles.buffer);
    for (; from + AT_ONCE <= count; from += AT_ONCE) {
      for (let i = 0; i < AT_ONCE; i++) {
        const value = list[from + i]!;
        if (typeof value !== "number") rejectValue("double", value);
        doubles[i] = value;
      }
      out.bytes.set(copied, out.length);
      out.length += copied.length;
    }
  }
  for (; from < count; from++) putDouble(out, list[from]!);
}

export function writePackedFloat(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginFixed(out, tag, list, 4);
  for (let i = 0; i < count; i++) putFloat(out, list[i]!);
}

export function writePackedFixed32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginFixed(out, tag, list, 4);
  for (let i = 0; i < count; i++) putFixed32(out, list[i]!);
}

export function writePackedFixed64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  const count = beginFixed(out, tag, list, 8);
  for (let i = 0; i < count; i++) putFixed64(out, list[i]!);
}

export function writePackedSfixed32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  const count = beginFixed(out, tag, list, 4);
  for (let i = 0; i < count; i++) putSfixed32(out, list[i]!);
}

export function writePackedSfixed64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  const count = beginFixed(out, tag, list, 8);
  for (let i = 0; i < count; i++) putSfixed64(out, list[i]!);
}

export function writePackedBool(out: OutputBuffer, tag: number, list: readonly boolean[]): void {
  const count = beginFixed(out, tag, list, 1);
  for (let i = 0; i < count; i++) putBool(out, list[i]!);
}

export function writePackedInt64Number(
  out: OutputBuffer,
  tag: number,
  list: readonly number[],
): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putInt64Number(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedUint64Number(
  out: OutputBuffer,
  tag: number,
  list: readonly number[],
): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putUint64Number(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedSint64Number(
  out: OutputBuffer,
  tag: number,
  list: readonly number[],
): void {
  const count = beginPacked(out, tag, list, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) putSint64Number(out, list[i]!);
  endPacked(out, start, count);
}

export function writePackedFixed64Number(
  out: OutputBuffer,
  tag: number,
  list: readonly number[],
): void {
  const count = beginFixed(out, tag, list, 8);
  for (let i = 0; i < count; i++) putFixed64Number(out, list[i]!);
}

export function writePackedSfixed64Number(
  out: OutputBuffer,
  tag: number,
  list: readonly number[],
): void {
  const count = beginFixed(out, tag, list, 8);
  for (let i = 0; i < count; i++) putSfixed64Number(out, list[i]!);
}
