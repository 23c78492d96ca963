// String literals (RFC 7541 §5.2), the writing half; decoder.ts reads them.

import { huffmanLength, writeHuffman } from "./huffman-encode.js";
import { writeInteger } from "./integer.js";
import { writeOctets } from "./octets.js";

const HUFFMAN = 0x80;
/** Up to this many octets the length fits the prefix's 7 bits, whatever the coding. */
const MAX_SHORT_OCTETS = 126;

/**
 * Writes `text` at `at`, Huffman-coded where that is shorter; returns where it ends. There must be
 * room for its octets and an integer.
 */
export function writeString(target: Uint8Array, at: number, text: string): number {
  const octets = text.length;
  if (octets <= MAX_SHORT_OCTETS) {
    // The length has one byte either way, so it can follow once it is known.
    const end = writeHuffman(target, at + 1, at + octets, text);
    if (end >= 0) {
      target[at] = HUFFMAN | (end - at - 1);
      return end;
    }
  } else {
    const codedLength = huffmanLength(text);
    if (codedLength < octets) {
      const start = writeInteger(target, at, HUFFMAN, 7, codedLength);
      return writeHuffman(target, start, start + codedLength, text);
    }
  }
  return writeOctets(target, writeInteger(target, at, 0, 7, octets), text);
}
