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

/** Writes `text` at `at`, where there is room for `huffmanLength(text)` bytes; returns where it ends. */
export function writeHuffman(target: Uint8Array, at: number, text: string): number {
  let next = at;
  // The low `pending` bits of `bits`, fewer than 8 between symbols, are still to be written.
  let bits = 0;
  let pending = 0;
  for (let position = 0; position < text.length; position++) {
    const octet = octetOf(text.charCodeAt(position));
    const code = codes[octet]!;
    let length = codeBits[octet]!;
    if (length > 24) {
      // 7 bits and a code of 30 are more than 32, so such a code goes in two parts.
      length -= 8;
      bits = (bits << length) | (code >>> 8);
      pending += length;
      while (pending >= 8) {
        pending -= 8;
        target[next++] = bits >>> pending;
      }
      length = 8;
    }
    bits = (bits << length) | (code & (2 ** length - 1));
    pending += length;
    while (pending >= 8) {
      pending -= 8;
      target[next++] = bits >>> pending;
    }
  }
  if (pending > 0) target[next++] = (bits << (8 - pending)) | (0xff >>> pending);
  return next;
}
