// Strings, names and Base64 of JSON, appended as bytes. What is short goes by a loop, since a call into the platform costs
// as much as some 40 characters; what is long the platform writes, and what must be escaped in it is found afterwards.

import { encodeBase64 } from "../base64.js";
import { measureUtf8, writeUtf8 } from "../write-length.js";
import { escapeFrom, findSpecial, hasSpecial } from "./escape-text.js";
import type { Label } from "./label.js";
import { quote } from "./quote.js";
import type { TextMemory } from "./text-memory.js";

const SHORT = 32;

/** Longer strings are measured before they are written, and not given the most that they may take. */
const MEASURED = 4096;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One character of ASCII. */
export function putByte(out: TextMemory, byte: number): void {
  if (out.length === out.bytes.length) out.reserve(1);
  out.bytes[out.length++] = byte;
}

/** Text of ASCII that is short. */
export function putAscii(out: TextMemory, text: string): void {
  const count = text.length;
  if (out.length + count > out.bytes.length) out.reserve(count);
  const bytes = out.bytes;
  const at = out.length;
  for (let i = 0; i < count; i++) bytes[at + i] = text.charCodeAt(i);
  out.length = at + count;
}

export function putLabel(out: TextMemory, { chunks, length }: Label): void {
  const at = out.length;
  if (at + length + 8 > out.bytes.length) out.reserve(length);
  const view = out.view;
  for (let i = 0; i < chunks.length; i++) view.setFloat64(at + 8 * i, chunks[i]!, true);
  out.length = at + length;
}

/** A string with its quotes and escapes. A lone surrogate becomes U+FFFD, as in the binary format. */
export function putString(out: TextMemory, text: string): void {
  const count = text.length;
  if (count > SHORT) {
    putLongString(out, text);
    return;
  }
  if (out.length + count + 6 > out.bytes.length) out.reserve(count + 6);
  const { bytes, view } = out;
  let at = out.length;
  bytes[at++] = QUOTE;
  let i = 0;
  let units = 0;
  let special = 0;
  for (const whole = count & ~3; i < whole; i += 4) {
    const first = text.charCodeAt(i);
    const second = text.charCodeAt(i + 1);
    const third = text.charCodeAt(i + 2);
    const fourth = text.charCodeAt(i + 3);
    units |= first | second | third | fourth;
    const word = first | (second << 8) | (third << 16) | (fourth << 24);
    special |= hasSpecial(word);
    view.setInt32(at, word, true);
    at += 4;
  }
  for (; i < count; i++) {
    const unit = text.charCodeAt(i);
    units |= unit;
    if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) special = 1;
    bytes[at++] = unit;
  }
  if (special !== 0 || units > out.lastByte) {
    putLongString(out, text);
    return;
  }
  bytes[at] = QUOTE;
  out.length = at + 1;
}

function putLongString(out: TextMemory, text: string): void {
  const count = text.length;
  out.reserve(2 + (count > MEASURED ? measureUtf8(text) : 3 * count));
  out.bytes[out.length++] = QUOTE;
  const start = out.length;
  const written = writeUtf8(out.bytes, start, text);
  if (written !== count && out.isString) {
    out.length = start - 1;
    out.wideStarts.push(out.length);
    out.wide.push(quote(text));
    return;
  }
  out.length = start + written;
  const special = findSpecial(out, start);
  if (special < out.length) escapeFrom(out, special);
  putByte(out, QUOTE);
}

const alphabet: Uint8Array = /* @__PURE__ */ Uint8Array.from(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  (character) => character.charCodeAt(0),
);

/** Bytes up to which a loop is faster than the platform. */
const SHORT_BYTES = 96;

/** Bytes as a string of Base64. */
export function putBase64(out: TextMemory, value: Uint8Array): void {
  out.reserve(2 + 4 * Math.ceil(value.length / 3));
  if (value.length > SHORT_BYTES) {
    out.length += writeUtf8(out.bytes, out.length, `"${encodeBase64(value)}"`);
    return;
  }
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
