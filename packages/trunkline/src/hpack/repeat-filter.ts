// Tells fields that come again from fields that come once, such as ids of requests, in bounded memory.

const SLOTS = 32;

/**
 * Remembers up to 32 fields, the later of two that fall into the same slot. It may forget a field, and
 * then calls its next coming the first; it never takes one field for another.
 */
export class RepeatFilter {
  readonly #names: string[] = new Array<string>(SLOTS).fill("");
  readonly #values: string[] = new Array<string>(SLOTS).fill("");

  /** Whether the field has come before, as far as remembered; remembers it. */
  sawBefore(name: string, value: string): boolean {
    const slot =
      (name.length * 7 + value.length * 3 + (value.charCodeAt(value.length - 1) | 0)) & (SLOTS - 1);
    if (this.#values[slot] === value && this.#names[slot] === name) return true;
    this.#names[slot] = name;
    this.#values[slot] = value;
    return false;
  }
}
