// Octets to Huffman-coded strings (RFC 7541 §5.2).

import { codeBits, codes } from "./huffman-code.js";
import { octetOf } from "./octets.js";

/** How many bytes `text` takes when Huffman-coded. */
export function huffmanLength(text: string): number {
  let bits = 0;
  for (let position = 0; position < text.length; position++) {
    bits += codeBits[octetOf(text.charCodeAt(position))]!;
  }
  return (bits + 7) >>> 3;
}

/**
 * Writes `text` at `at` and returns where it ends, which is at most `limit`; or returns -1, with
 * `target` written to up to `limit`, if it takes more than that.
 */
export function writeHuffman(target: Uint8Array, at: number, limit: number, text: string): number {
  let next = at;
  // The low `pending` bits of `bits`, at most 31, are still to be written.
  let bits = 0;
  let pending = 0;
  for (let position = 0; position < text.length; position++) {
    const octet = octetOf(text.charCodeAt(position));
    let code = codes[octet]!;
    let length = codeBits[octet]!;
    if (pending + length > 31) {
      if (next + (pending >> 3) > limit) return -1;
      while (pending >= 8) {
        pending -= 8;
        target[next++] = bits >> pending;
      }
      if (pending + length > 31) {
        // 7 bits and a code of 28 or 30 are more than fit, so such a code goes in two parts.
        length -= 8;
        bits = (bits << length) | (code >>> 8);
        pending += length;
        if (next + (pending >> 3) > limit) return -1;
        while (pending >= 8) {
          pending -= 8;
          target[next++] = bits >> pending;
        }
        code &= 0xff;
        length = 8;
      }
    }
    bits = (bits << length) | code;
    pending += length;
  }
  if (next + ((pending + 7) >> 3) > limit) return -1;
  while (pending >= 8) {
    pending -= 8;
    target[next++] = bits >> pending;
  }
  if (pending > 0) target[next++] = (bits << (8 - pending)) | (0xff >> pending);
  return next;
}
