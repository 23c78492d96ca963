// Text of JSON, appended as bytes. What is short goes by a loop, since a call into the platform costs as much as some
// 40 characters; what is long the platform writes, and escapes are looked for eight bytes at a time.

import { encodeBase64 } from "../base64.js";
import { measureUtf8, writeUtf8 } from "../write-length.js";
import type { Label } from "./label.js";
import { quote } from "./quote.js";
import type { TextMemory } from "./text-memory.js";

const SHORT = 32;

/** Longer strings are measured before they are written, and not given the most that they may take. */
const MEASURED = 4096;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

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

/** By how much each character grows where it is escaped: `\n`, `\u0001`. */
const growths: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 256 }, (_, code) => {
  if (code === QUOTE || code === BACKSLASH) return 1;
  return code >= 0x20 ? 0 : "\b\t\n\f\r".includes(String.fromCharCode(code)) ? 1 : 5;
});

/** What follows the backslash where one character does. */
const letters: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 93 }, (_, code) => {
  const short = "\bb\tt\nn\ff\rr";
  const at = code < 0x20 ? short.indexOf(String.fromCharCode(code)) : -1;
  return at < 0 ? code : short.charCodeAt(at + 1);
});

/** Not 0 where one of four bytes is a control character, a quote or a backslash. */
function hasSpecial(word: number): number {
  const isQuote = (word ^ 0x22222222) - 0x01010101;
  const isBackslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return ((word - 0x20202020) | isQuote | isBackslash) & ~word & 0x80808080;
}

/** Where the first character that must be escaped is from `start` on; the end where there is none. */
function findSpecial({ bytes, view, length }: TextMemory, start: number): number {
  let at = start;
  while (
    at + 8 <= length &&
    (hasSpecial(view.getInt32(at, true)) | hasSpecial(view.getInt32(at + 4, true))) === 0
  ) {
    at += 8;
  }
  while (at < length && growths[bytes[at]!] === 0) at++;
  return at;
}

/** How many bytes eight characters grow by at most. */
const MAX_GROWTH = 40;

/** Escapes what was written from `start` on: it is moved up, and comes back piece by piece. */
function escapeFrom(out: TextMemory, start: number): void {
  // As much as texts mostly need. Those that need more are measured.
  let gap = makeGap(out, start, MAX_GROWTH + ((out.length - start) >> 3));
  let read = start + gap;
  let write = start;
  while (read < out.length) {
    if (read - write < MAX_GROWTH) {
      gap = makeGap(out, read, MAX_GROWTH + measureEscapes(out, read));
      read += gap;
    }
    const { bytes, view, length } = out;
    while (read + 8 <= length) {
      const first = view.getInt32(read, true);
      const second = view.getInt32(read + 4, true);
      // Put down whole: what comes after a character that is escaped is written over.
      view.setInt32(write, first, true);
      view.setInt32(write + 4, second, true);
      const inFirst = hasSpecial(first);
      const special = inFirst === 0 ? hasSpecial(second) : inFirst;
      if (special === 0) {
        read += 8;
        write += 8;
        continue;
      }
      // The lowest bit is that of the first such character: what is carried goes up from there.
      const plain = (inFirst === 0 ? 4 : 0) + ((31 - Math.clz32(special & -special)) >> 3);
      read += plain;
      write = putEscape(bytes, write + plain, bytes[read++]!);
      if (read - write < MAX_GROWTH) break;
    }
    while (read < length && read + 8 > length) {
      const code = bytes[read++]!;
      if (growths[code] === 0) bytes[write++] = code;
      else write = putEscape(bytes, write, code);
    }
  }
  out.length = write;
}

/** Moves what was written from `at` on up by `count`. */
function makeGap(out: TextMemory, at: number, count: number): number {
  out.reserve(count);
  out.bytes.copyWithin(at + count, at, out.length);
  out.length += count;
  return count;
}

function measureEscapes({ bytes, length }: TextMemory, start: number): number {
  let growth = 0;
  for (let at = start; at < length; at++) growth += growths[bytes[at]!]!;
  return growth;
}

/** Gives the position after the escape. */
function putEscape(bytes: Uint8Array, start: number, code: number): number {
  let at = start;
  bytes[at++] = BACKSLASH;
  if (growths[code] === 1) bytes[at++] = letters[code]!;
  else {
    bytes[at++] = 0x75;
    bytes[at++] = ZERO;
    bytes[at++] = ZERO;
    bytes[at++] = hexDigit(code >> 4);
    bytes[at++] = hexDigit(code & 15);
  }
  return at;
}

function hexDigit(value: number): number {
  return value < 10 ? ZERO + value : 0x57 + value;
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
