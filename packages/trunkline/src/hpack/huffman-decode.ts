// Huffman-coded strings to octets (RFC 7541 §5.2).
//
// The code is a tree, its symbols the leaves. Decoding goes from node to node by four bits at a time, which a table
// of each node's sixteen ways knows. Whatever the string, an octet of it takes two looks: the longest codes, which
// no text has, would otherwise be an attack.

import { codeBits, codes, EOS } from "./huffman-code.js";

/** Returned instead of a count: the string holds EOS. */
export const HOLDS_EOS = -1;
/** Returned instead of a count: the string does not end in 0 to 7 bits of EOS. */
export const BAD_PADDING = -2;

/** A tree with 257 leaves has as many nodes less one; the first is the root. */
const NODES = EOS;
/** In the place of a node, once EOS has come: no way leads out of it. */
const AFTER_EOS = NODES;
const WAYS = 16;
const MAX_PADDING_BITS = 7;

/** Where bit 0 and bit 1 lead to from each node: to another, or to `~symbol`. */
const children = new Int16Array(2 * NODES);
let nodeCount = 1;
for (let symbol = 0; symbol <= EOS; symbol++) {
  let node = 0;
  for (let bit = codeBits[symbol]! - 1; bit > 0; bit--) {
    const at = 2 * node + ((codes[symbol]! >>> bit) & 1);
    if (children[at] === 0) children[at] = nodeCount++;
    node = children[at]!;
  }
  children[2 * node + (codes[symbol]! & 1)] = ~symbol;
}

/**
 * By node and the next four bits: a symbol, which is at most one as the shortest code has five bits; whether there
 * is one, from bit 8 on; and where the next node's ways begin, from bit 9 on.
 */
const ways = new Uint32Array((NODES + 1) * WAYS);
const HAS_SYMBOL_SHIFT = 8;
const NEXT_SHIFT = 9;
for (let at = 0; at < ways.length; at++) {
  let node = Math.floor(at / WAYS);
  let found = 0;
  for (let bit = 3; bit >= 0 && node !== AFTER_EOS; bit--) {
    const child = children[2 * node + ((at >>> bit) & 1)]!;
    node = child === ~EOS ? AFTER_EOS : Math.max(0, child);
    if (child < 0 && child !== ~EOS) found = (1 << HAS_SYMBOL_SHIFT) | ~child;
  }
  ways[at] = ((node * WAYS) << NEXT_SHIFT) | found;
}

/** 1 for the ways of the nodes that a string may end at: the root, and what up to seven ones lead to. */
const mayEndAt = new Uint8Array(ways.length);
for (let bits = 0, node = 0; bits <= MAX_PADDING_BITS; bits++) {
  mayEndAt[node * WAYS] = 1;
  node = children[2 * node + 1]!;
}

/** Room for what `byteLength` bytes can decode to: the shortest code has 5 bits. One more is written, not used. */
export function maxDecodedLength(byteLength: number): number {
  return Math.ceil((byteLength * 8) / 5) + 1;
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
  let length = 0;
  let next = 0;
  for (let at = start; at < end; at++) {
    const octet = bytes[at]!;
    // Written whether or not there is one: the next takes its place, and no branch is to be guessed.
    const high = ways[next + (octet >>> 4)]!;
    target[length] = high;
    length += (high >>> HAS_SYMBOL_SHIFT) & 1;
    const low = ways[(high >>> NEXT_SHIFT) + (octet & 15)]!;
    target[length] = low;
    length += (low >>> HAS_SYMBOL_SHIFT) & 1;
    next = low >>> NEXT_SHIFT;
  }
  if (mayEndAt[next] === 1) return length;
  return next === AFTER_EOS * WAYS ? HOLDS_EOS : BAD_PADDING;
}
