// Strings of literals that came before. Some peers never put certain fields into the table (nghttp2
// does not index `:path` and `authorization`) and send the same octets with every request: finding the
// string that they were made into costs less than making it and checking its octets anew.
//
// Only strings with legal octets are kept, and names apart from values, whose rules differ.

import { startsAlike } from "./octets.js";

/** Shorter literals cost less to make than to find. */
const MIN_LITERAL_BYTES = 6;
/** Longer ones are left alone, for the sake of memory. */
const MAX_LITERAL_BYTES = 2048;
/** Up to this length a literal has one of the slots for short ones, and all its octets are hashed. */
const MAX_SHORT_BYTES = 48;
const SHORT_SLOTS = 16;
/** Long literals, such as bearer tokens, have slots of their own. */
const LONG_SLOTS = 2;

const noBytes = new Uint8Array(0);

/** What a literal is, besides its octets. */
export const LiteralForm = { NAME: 1, VALUE: 2, HUFFMAN: 4 } as const;

/** Keeps a few strings by the octets they came as; a slot each, the later one wins. */
export class LiteralCache {
  readonly #bytes: Uint8Array[] = new Array<Uint8Array>(SHORT_SLOTS + LONG_SLOTS).fill(noBytes);
  readonly #texts: string[] = new Array<string>(SHORT_SLOTS + LONG_SLOTS).fill("");
  /** The key of what is in each slot; 0 when it is empty. */
  readonly #kept = new Int32Array(SHORT_SLOTS + LONG_SLOTS);
  /** The key of what last came to each slot and was not there. */
  readonly #missed = new Int32Array(SHORT_SLOTS + LONG_SLOTS);

  /**
   * A number for the octets and for `form` (bits of LiteralForm), never 0; or 0 when such octets are
   * not worth caching.
   */
  key(bytes: Uint8Array, start: number, end: number, form: number): number {
    const length = end - start;
    if (length < MIN_LITERAL_BYTES || length > MAX_LITERAL_BYTES) return 0;
    let key = (length << 3) | form;
    const stride = length <= MAX_SHORT_BYTES ? 1 : length >> 4;
    for (let at = end - 1; at >= start; at -= stride) {
      key = (Math.imul(key, 31) + bytes[at]!) | 0;
    }
    // The form is in the key for certain, since names and values may not be taken for one another.
    return ((key << 3) | form) ^ ((key >>> 29) << 3);
  }

  /** The string that octets of this key were made into, or null. */
  find(key: number, bytes: Uint8Array, start: number, end: number): string | null {
    const slot = slotOf(key, end - start);
    if (this.#kept[slot] !== key) return null;
    const kept = this.#bytes[slot]!;
    if (kept.length !== end - start || !startsAlike(kept, kept.length, bytes, start)) return null;
    return this.#texts[slot]!;
  }

  /** Keeps `text` if the octets came before: what comes once, such as an id, must not drive others out. */
  offer(key: number, bytes: Uint8Array, start: number, end: number, text: string): void {
    const slot = slotOf(key, end - start);
    if (this.#missed[slot] !== key) {
      this.#missed[slot] = key;
      return;
    }
    this.#kept[slot] = key;
    this.#texts[slot] = text;
    const kept = new Uint8Array(end - start);
    kept.set(bytes.subarray(start, end));
    this.#bytes[slot] = kept;
  }
}

function slotOf(key: number, length: number): number {
  const mixed = (key >>> 3) ^ (key >>> 11) ^ (key >>> 19);
  return length <= MAX_SHORT_BYTES
    ? mixed & (SHORT_SLOTS - 1)
    : SHORT_SLOTS + (mixed & (LONG_SLOTS - 1));
}
