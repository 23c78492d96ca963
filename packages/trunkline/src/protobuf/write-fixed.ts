// Values of fixed width, little-endian. Protobuf Encoding "Non-varint Numbers".

import { dataViewOf, type OutputBuffer } from "../base/index.js";
import { float32, highWord, lowWord, words } from "./halves.js";
import { rejectValue } from "./value-error.js";
import { takeInt64, takeUint64, writeTag } from "./write-varint.js";

function placeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word;
  bytes[at + 1] = word >>> 8;
  bytes[at + 2] = word >>> 16;
  bytes[at + 3] = word >>> 24;
}

function putWord(out: OutputBuffer, word: number): void {
  if (out.length + 4 > out.bytes.length) out.reserve(4);
  placeWord(out.bytes, out.length, word);
  out.length += 4;
}

/** Appends the 64 bits of `words`. */
export function putFixedWords(out: OutputBuffer): void {
  if (out.length + 8 > out.bytes.length) out.reserve(8);
  const bytes = out.bytes;
  const at = out.length;
  placeWord(bytes, at, words[lowWord]!);
  placeWord(bytes, at + 4, words[highWord]!);
  out.length = at + 8;
}

export function putFixed32(out: OutputBuffer, value: number): void {
  if (value >>> 0 !== value) rejectValue("fixed32", value);
  putWord(out, value);
}

export function writeFixed32(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 4);
  putFixed32(out, value);
}

export function putSfixed32(out: OutputBuffer, value: number): void {
  if ((value | 0) !== value) rejectValue("sfixed32", value);
  putWord(out, value);
}

export function writeSfixed32(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 4);
  putSfixed32(out, value);
}

export function putFixed64(out: OutputBuffer, value: bigint): void {
  takeUint64("fixed64", value);
  putFixedWords(out);
}

export function writeFixed64(out: OutputBuffer, tag: number, value: bigint): void {
  writeTag(out, tag, 8);
  putFixed64(out, value);
}

export function putSfixed64(out: OutputBuffer, value: bigint): void {
  takeInt64("sfixed64", value);
  putFixedWords(out);
}

export function writeSfixed64(out: OutputBuffer, tag: number, value: bigint): void {
  writeTag(out, tag, 8);
  putSfixed64(out, value);
}

export function putDouble(out: OutputBuffer, value: number): void {
  if (typeof value !== "number") rejectValue("double", value);
  if (out.length + 8 > out.bytes.length) out.reserve(8);
  dataViewOf(out).setFloat64(out.length, value, true);
  out.length += 8;
}

export function writeDouble(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 8);
  putDouble(out, value);
}

/** A finite number that a float can only hold as an infinity is refused, not changed. */
export function putFloat(out: OutputBuffer, value: number): void {
  if (typeof value !== "number") rejectValue("float", value);
  float32[0] = value;
  if (!Number.isFinite(float32[0]) && Number.isFinite(value)) rejectValue("float", value);
  putWord(out, words[0]!);
}

export function writeFloat(out: OutputBuffer, tag: number, value: number): void {
  writeTag(out, tag, 4);
  putFloat(out, value);
}

/** True where a float or double differs from its default: -0 does. */
export function isNonZero(value: number): boolean {
  return value !== 0 || 1 / value < 0;
}
