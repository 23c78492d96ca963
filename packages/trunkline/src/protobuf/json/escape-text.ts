// Escapes of JSON in text that has been written as bytes: control characters, quotes and backslashes, looked for eight
// bytes at a time (RFC 8259, section 7).
//
// What follows the first of them is moved up, and comes back from `read` to `write`, which catches up with each escape:
//
//   a " b          as it was written
//   a . . . " b    with a gap of three: write is 1 and read is 4. In truth it is MAX_GROWTH and an eighth of the rest
//   a \ " . . b    the quote is escaped: write is 3 and read is 5
//   a \ " b        the rest has come down
//
// `read` is never less than MAX_GROWTH ahead of `write` when eight bytes are taken: as many as they may grow by, so that
// nothing is written over that has not been read. Where it would be, another gap is made, as wide as the rest needs.

import type { TextMemory } from "./text-memory.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

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
export function hasSpecial(word: number): number {
  const isQuote = (word ^ 0x22222222) - 0x01010101;
  const isBackslash = (word ^ 0x5c5c5c5c) - 0x01010101;
  return ((word - 0x20202020) | isQuote | isBackslash) & ~word & 0x80808080;
}

/** Where the first character that must be escaped is from `start` on; the end where there is none. */
export function findSpecial({ bytes, view, length }: TextMemory, start: number): number {
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

/** Escapes what was written from `start` on, where the first character is that must be: see above. */
export function escapeFrom(out: TextMemory, start: number): void {
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
