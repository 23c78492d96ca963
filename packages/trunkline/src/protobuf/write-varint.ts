// Varints out. Protobuf Encoding "Base 128 Varints".
//
// `writeX(out, tag, value)` appends a field, `putX(out, value)` a value without its key (an element of
// a packed field). Both test the value: what TypeScript promises, JavaScript does not keep.

import type { OutputBuffer } from "../base/index.js";
import { highWord, lowWord, signed64, unsigned64, words } from "./halves.js";
import { rejectValue } from "./value-error.js";

/**
 * Puts a key or another number of at most 32 bits at `at`; gives the position after it. The 32 bits are seen as a
 * signed number: V8 would make a double of one that may be as large as 2^32 - 1.
 */
export function placeUint32(bytes: Uint8Array, at: number, value: number): number {
  let rest = value | 0;
  while (rest >>> 0 > 0x7f) {
    bytes[at++] = rest | 0x80;
    rest >>>= 7;
  }
  bytes[at] = rest;
  return at + 1;
}

/** A negative number is ten bytes long: it is written as the 64-bit number it also is. */
function placeNegative(bytes: Uint8Array, at: number, value: number): number {
  bytes[at] = value | 0x80;
  bytes[at + 1] = (value >>> 7) | 0x80;
  bytes[at + 2] = (value >>> 14) | 0x80;
  bytes[at + 3] = (value >>> 21) | 0x80;
  bytes[at + 4] = (value >> 28) | 0x80;
  bytes[at + 5] = 0xff;
  bytes[at + 6] = 0xff;
  bytes[at + 7] = 0xff;
  bytes[at + 8] = 0xff;
  bytes[at + 9] = 1;
  return at + 10;
}

/** Puts the 64 bits of `words` at `at`. */
function placeWords(bytes: Uint8Array, at: number): number {
  let low = words[lowWord]!;
  let high = words[highWord]!;
  while (high > 0) {
    bytes[at++] = (low & 0x7f) | 0x80;
    low = ((low >>> 7) | (high << 25)) >>> 0;
    high >>>= 7;
  }
  return placeUint32(bytes, at, low);
}

/** Appends the key of a field and makes room for `count` bytes after it. */
export function writeTag(out: OutputBuffer, tag: number, count: number): void {
  if (out.length + count + 5 > out.bytes.length) out.reserve(count + 5);
  out.length = placeUint32(out.bytes, out.length, tag);
}

/** Puts an int32 at `at`; gives the position after it. */
export function placeInt32(bytes: Uint8Array, at: number, value: number): number {
  return value >= 0 ? placeUint32(bytes, at, value) : placeNegative(bytes, at, value);
}

export function putInt32(out: OutputBuffer, value: number): void {
  if ((value | 0) !== value) rejectValue("int32", value);
  if (out.length + 10 > out.bytes.length) out.reserve(10);
  out.length = placeInt32(out.bytes, out.length, value);
}

// The most frequent kinds of fields make room for key and value at once and set the length once.

export function writeInt32(out: OutputBuffer, tag: number, value: number): void {
  if ((value | 0) !== value) rejectValue("int32", value);
  if (out.length + 15 > out.bytes.length) out.reserve(15);
  const bytes = out.bytes;
  out.length = placeInt32(bytes, placeUint32(bytes, out.length, tag), value);
}

export function putUint32(out: OutputBuffer, value: number): void {
  if (value >>> 0 !== value) rejectValue("uint32", value);
  if (out.length + 5 > out.bytes.length) out.reserve(5);
  out.length = placeUint32(out.bytes, out.length, value);
}

export function writeUint32(out: OutputBuffer, tag: number, value: number): void {
  if (value >>> 0 !== value) rejectValue("uint32", value);
  if (out.length + 10 > out.bytes.length) out.reserve(10);
  const bytes = out.bytes;
  out.length = placeUint32(bytes, placeUint32(bytes, out.length, tag), value);
}

export function putSint32(out: OutputBuffer, value: number): void {
  if ((value | 0) !== value) rejectValue("sint32", value);
  putUint32(out, ((value << 1) ^ (value >> 31)) >>> 0);
}

export function writeSint32(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 5);
  putSint32(out, value);
}

export function putBool(out: OutputBuffer, value: boolean): void {
  if (typeof value !== "boolean") rejectValue("bool", value);
  if (out.length + 1 > out.bytes.length) out.reserve(1);
  out.bytes[out.length++] = value ? 1 : 0;
}

export function writeBool(out: OutputBuffer, tag: number, value: boolean): void {
  if (typeof value !== "boolean") rejectValue("bool", value);
  if (out.length + 6 > out.bytes.length) out.reserve(6);
  const bytes = out.bytes;
  const at = placeUint32(bytes, out.length, tag);
  bytes[at] = value ? 1 : 0;
  out.length = at + 1;
}

/** Leaves `value` in `words`. */
export function takeInt64(type: "int64" | "sint64" | "sfixed64", value: bigint): void {
  if (typeof value !== "bigint") rejectValue(type, value);
  signed64[0] = value;
  if (signed64[0] !== value) rejectValue(type, value);
}

/** Leaves `value` in `words`. */
export function takeUint64(type: "uint64" | "fixed64", value: bigint): void {
  if (typeof value !== "bigint") rejectValue(type, value);
  unsigned64[0] = value;
  if (unsigned64[0] !== value) rejectValue(type, value);
}

/** Appends the 64 bits of `words`. */
export function putVarintWords(out: OutputBuffer): void {
  if (out.length + 10 > out.bytes.length) out.reserve(10);
  out.length = placeWords(out.bytes, out.length);
}

export function putInt64(out: OutputBuffer, value: bigint): void {
  takeInt64("int64", value);
  putVarintWords(out);
}

export function writeInt64(out: OutputBuffer, tag: number, value: bigint): void {
  writeTag(out, tag, 10);
  putInt64(out, value);
}

export function putUint64(out: OutputBuffer, value: bigint): void {
  takeUint64("uint64", value);
  putVarintWords(out);
}

export function writeUint64(out: OutputBuffer, tag: number, value: bigint): void {
  writeTag(out, tag, 10);
  putUint64(out, value);
}

export function putSint64(out: OutputBuffer, value: bigint): void {
  takeInt64("sint64", value);
  const low = words[lowWord]!;
  const high = words[highWord]!;
  const sign = high >> 31;
  words[lowWord] = (low << 1) ^ sign;
  words[highWord] = ((high << 1) | (low >>> 31)) ^ sign;
  putVarintWords(out);
}

export function writeSint64(out: OutputBuffer, tag: number, value: bigint): void {
  writeTag(out, tag, 10);
  putSint64(out, value);
}
