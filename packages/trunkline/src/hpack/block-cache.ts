// Header blocks that came before. Peers repeat themselves: the same bytes against the same table are
// the same fields, so the block that was decoded then is returned again, with all that the layers
// above have found out about it.

import type { HeaderBlock } from "./header-block.js";
import { startsAlike } from "./octets.js";

/** Blocks of more bytes than this are not kept. */
export const MAX_CACHED_BLOCK_BYTES = 1024;

const ENTRIES = 4;
/** Nor are blocks whose fields come to more: a few bytes of indexes can stand for many kilobytes. */
const MAX_CACHED_LIST_BYTES = 4096;
/** Bytes of an entry are allocated in steps of this, so that a longer block seldom needs new ones. */
const STEP_BYTES = 64;
/** After so many misses in a row, most blocks are taken to be unlike any before. */
const PATIENCE = 16;
/** Out of patience, one block in so many (a power of two) is kept, in case the peer has changed its ways. */
const KEEP_ONE_OF = 8;

interface CachedBlock {
  readonly fingerprint: number;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly generation: number;
  readonly block: HeaderBlock;
}

export class BlockCache {
  readonly #entries: CachedBlock[] = [];
  /** The entry that was found or filled last: tried first, replaced last. */
  #recent = 0;
  #missesInARow = 0;
  /** Of the bytes that were last looked for, which are those that may be kept next. */
  #fingerprint = 0;

  /** The block kept for these bytes in a table of this generation, or null. */
  find(bytes: Uint8Array, start: number, end: number, generation: number): HeaderBlock | null {
    const entries = this.#entries;
    const length = end - start;
    const fingerprint = fingerprintOf(bytes, start, end);
    this.#fingerprint = fingerprint;
    let position = this.#recent;
    for (let tried = 0; tried < entries.length; tried++) {
      const entry = entries[position]!;
      if (
        entry.fingerprint === fingerprint &&
        entry.length === length &&
        entry.generation === generation &&
        startsAlike(entry.bytes, length, bytes, start)
      ) {
        this.#recent = position;
        this.#missesInARow = 0;
        return entry.block;
      }
      position = position + 1 === entries.length ? 0 : position + 1;
    }
    this.#missesInARow++;
    return null;
  }

  /** Keeps `block`, which the bytes last looked for were decoded to without changing the table. */
  keep(
    bytes: Uint8Array,
    start: number,
    end: number,
    generation: number,
    block: HeaderBlock,
  ): void {
    if (this.#missesInARow > PATIENCE && (this.#missesInARow & (KEEP_ONE_OF - 1)) !== 0) return;
    if (block.listBytes > MAX_CACHED_LIST_BYTES) return;
    const length = end - start;
    const isFull = this.#entries.length === ENTRIES;
    const position = isFull ? (this.#recent + 1) & (ENTRIES - 1) : this.#entries.length;
    let kept = isFull ? this.#entries[position]!.bytes : null;
    if (kept === null || kept.length < length) {
      kept = new Uint8Array(Math.ceil(length / STEP_BYTES) * STEP_BYTES);
    }
    for (let at = 0; at < length; at++) kept[at] = bytes[start + at]!;
    const fingerprint = this.#fingerprint;
    this.#entries[position] = { fingerprint, bytes: kept, length, generation, block };
    this.#recent = position;
  }
}

/**
 * Tells most unlike blocks apart at a look: at every fourth byte of a short block, since what differs
 * is seldom less, and at some 32 bytes of a long one.
 */
function fingerprintOf(bytes: Uint8Array, start: number, end: number): number {
  let fingerprint = end - start;
  const stride = fingerprint <= 128 ? 4 : fingerprint >> 5;
  for (let at = end - 1; at >= start; at -= stride) {
    fingerprint = (Math.imul(fingerprint, 31) + bytes[at]!) | 0;
  }
  return fingerprint;
}
