// Numbers and words that are the same in every run: what the payloads are made of.

const SYLLABLES = "ka lo mi ren sta vo ul dri pe nor tha zi ge mon be quo".split(" ");

/** A generator of its own for each payload: none depends on what is made before it. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** At least 0 and below 1 (the generator called mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of at least `low` and below `high`. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low));
  }

  /** The same as a bigint. */
  wide(low: number, high: number): bigint {
    return BigInt(this.whole(low, high));
  }

  pick<T>(values: readonly T[]): T {
    return values[this.whole(0, values.length)]!;
  }

  /** Letters of this many syllables. */
  word(syllables: number): string {
    return this.list(syllables, () => this.pick(SYLLABLES)).join("");
  }

  name(): string {
    const word = this.word(this.whole(2, 4));
    return word.charAt(0).toUpperCase() + word.slice(1);
  }

  /** Words with spaces between them, of about this many characters. */
  text(length: number): string {
    let text = this.name();
    while (text.length < length) text += ` ${this.word(this.whole(1, 5))}`;
    return `${text}.`;
  }

  list<T>(count: number, make: (index: number) => T): T[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
