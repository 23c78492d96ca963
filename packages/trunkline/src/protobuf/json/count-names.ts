// Names given twice in an object. JSON.parse keeps the last of them and says nothing, which is how two readers come
// to see two messages in one text; but then the text has more names than the values have. Names are counted by
// the colons that are in no string, which is several times faster than to parse; and mostly not even that is needed,
// since there are never more names than colons that come after a quote, which are found four bytes at a time.

import { measureUtf8, writeUtf8 } from "../write-length.js";

/** Whether the objects of `text`, which must be JSON, have no more names than the `seen`. */
export function hasOnlyNames(text: string, seen: number): boolean {
  return countColons(text) === seen || countNames(text) === seen;
}

/** Texts up to which a loop over their characters is faster than to copy them, in characters. */
const SHORT = 96;

/** Memory that has grown past this is let go, in bytes. */
const MAX_KEPT_BYTES = 1024 * 1024;

let memory: Uint8Array = /* @__PURE__ */ new Uint8Array(4096);
let view: DataView = /* @__PURE__ */ new DataView(memory.buffer);

const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/**
 * How many colons of `text` come after a quote, with space between them or not: no fewer than there are names. Strings that
 * begin with a colon are counted too.
 */
function countColons(text: string): number {
  let count = 0;
  if (text.length <= SHORT) {
    let last = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === COLON && last === QUOTE) count++;
      if (unit > 0x20) last = unit;
    }
    return count;
  }
  const size = text.length <= memory.length / 3 ? 0 : measureUtf8(text);
  const isKept = size <= MAX_KEPT_BYTES;
  const bytes = size <= memory.length ? memory : new Uint8Array(Math.max(size, 2 * memory.length));
  const words = bytes === memory ? view : new DataView(bytes.buffer);
  if (isKept) {
    memory = bytes;
    view = words;
  }
  const end = writeUtf8(bytes, 0, text);
  let at = 0;
  for (; at + 4 <= end; at += 4) {
    const word = words.getInt32(at, true) ^ 0x3a3a3a3a;
    // 0 where none of four bytes is a colon.
    if (((word - 0x01010101) & ~word & 0x80808080) === 0) continue;
    for (let i = at; i < at + 4; i++) if (bytes[i] === COLON && isAfterQuote(bytes, i)) count++;
  }
  for (; at < end; at++) if (bytes[at] === COLON && isAfterQuote(bytes, at)) count++;
  return count;
}

function isAfterQuote(bytes: Uint8Array, colon: number): boolean {
  let at = colon - 1;
  while (at > 0 && bytes[at]! <= 0x20) at--;
  return bytes[at] === QUOTE;
}

/** How many names the objects of `text` have, which must be JSON. */
export function countNames(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === COLON) count++;
    else if (unit === QUOTE) i = endOfString(text, i + 1);
  }
  return count;
}

/** The position of the quote that ends the string whose content begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) return i;
    if (unit === BACKSLASH) i++;
  }
  return text.length;
}

/** How many names the objects in a value have that nobody reads. */
export function namesIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  const waiting: object[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const values: unknown[] = Array.isArray(next) ? next : Object.values(next);
    if (!Array.isArray(next)) count += values.length;
    for (const each of values) if (typeof each === "object" && each !== null) waiting.push(each);
  }
  return count;
}
