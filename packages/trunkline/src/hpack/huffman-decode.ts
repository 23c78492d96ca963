// Huffman-coded strings to octets (RFC 7541 §5.2).
//
// Nearly all text has codes of 5 to 8 bits, so one look into a table of 256 entries gives a symbol.
// Longer codes are found by their length: codes of one length are consecutive numbers.

import {
  codeBits,
  codes,
  countOfLength,
  EOS,
  firstCodeOfLength,
  firstPositionOfLength,
  MAX_CODE_BITS,
  symbolsInOrder,
} from "./huffman-code.js";

/** Returned instead of a count: the string holds EOS. */
export const HOLDS_EOS = -1;
/** Returned instead of a count: the string does not end in 0 to 7 bits of EOS. */
export const BAD_PADDING = -2;

const WINDOW_BITS = 8;
const SHORTEST_LONG_CODE_BITS = 10;

/** By the next 8 bits: `symbol << 4 | bits` of the code that they begin with, or 0 if it is longer. */
const byWindow = new Uint16Array(1 << WINDOW_BITS);
for (let symbol = 0; symbol < EOS; symbol++) {
  const bits = codeBits[symbol]!;
  if (bits > WINDOW_BITS) continue;
  const first = codes[symbol]! << (WINDOW_BITS - bits);
  byWindow.fill((symbol << 4) | bits, first, first + (1 << (WINDOW_BITS - bits)));
}

/** How many octets `byteLength` bytes can decode to: the shortest code has 5 bits. */
export function maxDecodedLength(byteLength: number): number {
  return Math.ceil((byteLength * 8) / 5);
}

/**
 * Decodes bytes `start` to `end` into `target`, which has room for `maxDecodedLength` octets.
 * Returns how many octets there are, or HOLDS_EOS or BAD_PADDING.
 */
export function decodeHuffman(
  bytes: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let at = start;
  let length = 0;
  // The low `pending` bits of `bits` have been read but not used.
  let bits = 0;
  let pending = 0;
  for (;;) {
    while (pending <= 24 && at < end) {
      bits = (bits << 8) | bytes[at++]!;
      pending += 8;
    }
    while (pending >= WINDOW_BITS) {
      const entry = byWindow[(bits >>> (pending - WINDOW_BITS)) & 0xff]!;
      if (entry === 0) break;
      pending -= entry & 15;
      target[length++] = entry >>> 4;
    }
    if (pending >= WINDOW_BITS) {
      const bitPosition = at * 8 - pending;
      const window = peek32(bytes, bitPosition, end);
      const position = findLongCode(window);
      const symbol = symbolsInOrder[position]!;
      const used = codeBits[symbol]!;
      if (bitPosition + used > end * 8) return BAD_PADDING;
      if (symbol === EOS) return HOLDS_EOS;
      target[length++] = symbol;
      at = (bitPosition + used) >>> 3;
      pending = 0;
      const usedOfByte = (bitPosition + used) & 7;
      if (usedOfByte > 0) {
        bits = bytes[at++]!;
        pending = 8 - usedOfByte;
      }
    } else if (at === end) {
      break;
    }
  }
  // Fewer than 8 bits: symbols of 5 to 7 bits may be among them, then only ones.
  while (pending >= 5) {
    const entry = byWindow[((bits << (WINDOW_BITS - pending)) | (0xff >>> pending)) & 0xff]!;
    if (entry === 0 || (entry & 15) > pending) break;
    pending -= entry & 15;
    target[length++] = entry >>> 4;
  }
  const ones = (1 << pending) - 1;
  return (bits & ones) === ones ? length : BAD_PADDING;
}

/** The 32 bits that begin at `bitPosition`, as if ones followed the string. */
function peek32(bytes: Uint8Array, bitPosition: number, end: number): number {
  const at = bitPosition >>> 3;
  const shift = bitPosition & 7;
  let high = 0;
  for (let ahead = 0; ahead < 4; ahead++) {
    high = (high << 8) | (at + ahead < end ? bytes[at + ahead]! : 0xff);
  }
  const next = at + 4 < end ? bytes[at + 4]! : 0xff;
  return ((high << shift) | (next >>> (8 - shift))) >>> 0;
}

/** The position in `symbolsInOrder` of the code, longer than 8 bits, that `window` begins with. */
function findLongCode(window: number): number {
  for (let bits = SHORTEST_LONG_CODE_BITS; bits < MAX_CODE_BITS; bits++) {
    const ahead = (window >>> (32 - bits)) - firstCodeOfLength[bits]!;
    if (ahead < countOfLength[bits]!) return firstPositionOfLength[bits]! + ahead;
  }
  // The code is complete: what no shorter length has is of the longest.
  const ahead = (window >>> (32 - MAX_CODE_BITS)) - firstCodeOfLength[MAX_CODE_BITS]!;
  return firstPositionOfLength[MAX_CODE_BITS]! + ahead;
}
