// Text of JSON, appended as bytes: what is short goes by a loop, since a call into the platform costs as much as some 40
// characters; what is long, or not ASCII, the platform writes.

import type { OutputBuffer } from "../../base/index.js";
import { encodeBase64 } from "../base64.js";
import { measureUtf8, writeUtf8 } from "../write-length.js";
import { quote } from "./quote.js";

const SHORT = 40;

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const OPEN_BRACE = 0x7b;

/** One character of ASCII. */
export function putByte(out: OutputBuffer, byte: number): void {
  if (out.length === out.bytes.length) out.reserve(1);
  out.bytes[out.length++] = byte;
}

/** Text of ASCII that is short. */
export function putAscii(out: OutputBuffer, text: string): void {
  const count = text.length;
  if (out.length + count > out.bytes.length) out.reserve(count);
  const bytes = out.bytes;
  const at = out.length;
  for (let i = 0; i < count; i++) bytes[at + i] = text.charCodeAt(i);
  out.length = at + count;
}

/** Any text, as UTF-8. */
export function putUtf8(out: OutputBuffer, text: string): void {
  out.reserve(measureUtf8(text));
  out.length += writeUtf8(out.bytes, out.length, text);
}

/** A name with its quotes and colon, after a comma where it is not the first of its object. */
export function putLabel(out: OutputBuffer, label: Uint8Array): void {
  const count = label.length;
  if (out.length + count + 1 > out.bytes.length) out.reserve(count + 1);
  const bytes = out.bytes;
  let at = out.length;
  if (bytes[at - 1] !== OPEN_BRACE) bytes[at++] = COMMA;
  for (let i = 0; i < count; i++) bytes[at + i] = label[i]!;
  out.length = at + count;
}

/** A string with its quotes and escapes; false where it is not ASCII. */
export function putString(out: OutputBuffer, text: string): boolean {
  const count = text.length;
  if (count > SHORT) return putLongString(out, text);
  if (out.length + count + 2 > out.bytes.length) out.reserve(count + 2);
  const bytes = out.bytes;
  let at = out.length;
  bytes[at++] = QUOTE;
  for (let i = 0; i < count; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit === QUOTE || unit === 0x5c || unit > 0x7e) {
      return putLongString(out, text);
    }
    bytes[at++] = unit;
  }
  bytes[at++] = QUOTE;
  out.length = at;
  return true;
}

function putLongString(out: OutputBuffer, text: string): boolean {
  const quoted = quote(text);
  const start = out.length;
  putUtf8(out, quoted);
  return out.length - start === quoted.length;
}

/** A whole number up to 2^53. */
export function putWhole(out: OutputBuffer, value: number): void {
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
function placeDigits(out: OutputBuffer, value: number, count: number): void {
  const bytes = out.bytes;
  let rest = value | 0;
  for (let at = out.length + count - 1; at >= out.length; at--) {
    const next = (rest / 10) | 0;
    bytes[at] = ZERO + rest - next * 10;
    rest = next;
  }
  out.length += count;
}

/** A 64-bit integer, as a string. */
export function putWide(out: OutputBuffer, value: bigint): void {
  putByte(out, QUOTE);
  const number = Number(value);
  if (Number.isSafeInteger(number)) putWhole(out, number);
  else putAscii(out, String(value));
  putByte(out, QUOTE);
}

const alphabet: Uint8Array = /* @__PURE__ */ Uint8Array.from(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  (character) => character.charCodeAt(0),
);

/** Bytes up to which a loop is faster than the platform. */
const SHORT_BYTES = 96;

/** Bytes as a string of Base64. */
export function putBase64(out: OutputBuffer, value: Uint8Array): void {
  if (value.length > SHORT_BYTES) {
    putUtf8(out, `"${encodeBase64(value)}"`);
    return;
  }
  out.reserve(2 + 4 * Math.ceil(value.length / 3));
  const bytes = out.bytes;
  let at = out.length;
  bytes[at++] = QUOTE;
  let i = 0;
  for (; i + 2 < value.length; i += 3) {
    const group = (value[i]! << 16) | (value[i + 1]! << 8) | value[i + 2]!;
    bytes[at++] = alphabet[group >>> 18]!;
    bytes[at++] = alphabet[(group >>> 12) & 63]!;
    bytes[at++] = alphabet[(group >>> 6) & 63]!;
    bytes[at++] = alphabet[group & 63]!;
  }
  if (i < value.length) {
    const isTwo = i + 1 < value.length;
    const group = (value[i]! << 16) | (isTwo ? value[i + 1]! << 8 : 0);
    bytes[at++] = alphabet[group >>> 18]!;
    bytes[at++] = alphabet[(group >>> 12) & 63]!;
    bytes[at++] = isTwo ? alphabet[(group >>> 6) & 63]! : 0x3d;
    bytes[at++] = 0x3d;
  }
  bytes[at++] = QUOTE;
  out.length = at;
}
