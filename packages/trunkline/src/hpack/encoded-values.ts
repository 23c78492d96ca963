// Long values that came before, as string literals. A bearer token goes with every call and into no
// table; Huffman-coding its hundred of octets each time would cost more than all the rest of a block.

import { copyOctets } from "./octets.js";
import { writeString } from "./string-literal.js";

/** Shorter values are encoded anew; so are those longer than the next, for the sake of memory. */
export const MIN_KEPT_OCTETS = 64;
const MAX_KEPT_OCTETS = 4096;
const ENTRIES = 4;

interface EncodedValue {
  readonly value: string;
  /** The string literal; null until the value has come twice. */
  literal: Uint8Array | null;
}

export class EncodedValues {
  readonly #entries: EncodedValue[] = [];
  #next = 0;

  /** Writes `value` as `writeString` does, and returns where it ends. */
  write(target: Uint8Array, at: number, value: string): number {
    for (const entry of this.#entries) {
      if (entry.value !== value) continue;
      if (entry.literal !== null) return copyOctets(entry.literal, target, at);
      const end = writeString(target, at, value);
      entry.literal = new Uint8Array(end - at);
      entry.literal.set(target.subarray(at, end));
      return end;
    }
    if (value.length <= MAX_KEPT_OCTETS) {
      this.#entries[this.#next] = { value, literal: null };
      this.#next = (this.#next + 1) % ENTRIES;
    }
    return writeString(target, at, value);
  }
}
