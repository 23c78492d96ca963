// What has its length in front: strings, bytes, messages, packed fields, map entries. Protobuf
// Encoding "Length-Delimited Records".
//
// The length is not known before the content is written, and measuring it first would be a second
// walk. One byte is left for it; a content of 128 bytes and more is moved up once it is written.

import type { OutputBuffer } from "../base/index.js";
import { tagOf } from "./tag-of.js";
import { rejectValue } from "./value-error.js";
import { placeUint32, writeTag } from "./write-varint.js";

interface NodeBuffer {
  readonly byteLength: (text: string) => number;
  readonly prototype: { utf8Write?: (this: Uint8Array, text: string, at: number) => number };
}

const nodeBuffer = (globalThis as { Buffer?: NodeBuffer }).Buffer;
const utf8Write = nodeBuffer?.prototype.utf8Write;

/** Up to here a loop costs less than a call into the platform, in characters; each of them has one byte for its length. */
const MAX_LOOP_CHARACTERS = 40;

/** What a key and a length take at most, in bytes: five each. */
const MAX_HEAD_BYTES = 10;

let encoder: InstanceType<typeof TextEncoder> | undefined;

/** Appends a key and leaves room for a length; gives the position after it, for `endLength`. */
export function beginLength(out: OutputBuffer, tag: number): number {
  writeTag(out, tag, 1);
  return ++out.length;
}

/** Puts in the length of what was appended since `beginLength` gave `start`. */
export function endLength(out: OutputBuffer, start: number): void {
  const length = out.length - start;
  if (length < 0x80) out.bytes[start - 1] = length;
  else endLongLength(out, start, length);
}

function endLongLength(out: OutputBuffer, start: number, length: number): void {
  const more = length < 0x4000 ? 1 : length < 0x200000 ? 2 : length < 0x10000000 ? 3 : 4;
  out.reserve(more);
  out.bytes.copyWithin(start + more, start, start + length);
  placeUint32(out.bytes, start - 1, length);
  out.length += more;
}

/**
 * Appends a string. Short ones that are ASCII are written here, two characters a step and then the last by itself, a
 * second time where their number is even: that costs less than a branch on odd or even, which cannot be foreseen. A
 * lone surrogate becomes U+FFFD, as everywhere on the platform.
 *
 * @throws TypeError for what is no string
 */
export function writeString(out: OutputBuffer, tag: number, value: string): void {
  if (typeof value !== "string") rejectValue("string", value);
  const count = value.length;
  const most = count <= 1024 ? 3 * count : measureUtf8(value);
  if (out.length + most + MAX_HEAD_BYTES > out.bytes.length) out.reserve(most + MAX_HEAD_BYTES);
  const bytes = out.bytes;
  const start = placeUint32(bytes, out.length, tag) + 1;
  // The bits of all characters. Past 0x7f the platform writes the string: it is not ASCII, or too long to be looked at.
  let all = 0x80;
  if (count <= MAX_LOOP_CHARACTERS) {
    const last = count - 1;
    all = 0;
    for (let i = 0; i < last; i += 2) {
      const unit = value.charCodeAt(i);
      const next = value.charCodeAt(i + 1);
      all |= unit | next;
      bytes[start + i] = unit;
      bytes[start + i + 1] = next;
    }
    if (last >= 0) {
      const unit = value.charCodeAt(last);
      all |= unit;
      bytes[start + last] = unit;
    }
  }
  if (all > 0x7f) {
    out.length = start + writeUtf8(bytes, start, value);
    endLength(out, start);
    return;
  }
  bytes[start - 1] = count;
  out.length = start + count;
}

/** How many bytes `text` takes at most: exactly where the platform can tell. */
export function measureUtf8(text: string): number {
  return nodeBuffer === undefined ? 3 * text.length : nodeBuffer.byteLength(text);
}

/** Puts `text` at `at`, where there is room for it; gives the number of bytes. */
export function writeUtf8(bytes: Uint8Array, at: number, text: string): number {
  if (utf8Write !== undefined) return utf8Write.call(bytes, text, at);
  encoder ??= new TextEncoder();
  return encoder.encodeInto(text, bytes.subarray(at)).written;
}

export function writeBytes(out: OutputBuffer, tag: number, value: Uint8Array): void {
  if (!isUint8Array(value)) rejectValue("bytes", value);
  const count = value.length;
  writeTag(out, tag, count + 5);
  out.length = placeUint32(out.bytes, out.length, count);
  out.bytes.set(value, out.length);
  out.length += count;
}

/** Appends the fields that were unknown when the message was read. */
export function writeUnknown(out: OutputBuffer, value: Uint8Array): void {
  if (!isUint8Array(value)) rejectValue("bytes", value);
  out.append(value);
}

/** Also true for arrays of another realm (a `vm` context, a frame); not for what has their name and no memory. */
export function isUint8Array(value: unknown): value is Uint8Array {
  return (
    value instanceof Uint8Array || (ArrayBuffer.isView(value) && tagOf(value) === "Uint8Array")
  );
}
