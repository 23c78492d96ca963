// The dynamic table (RFC 7541 §2.3, §2.3.2, §4): a first-in, first-out list of fields that each side of a
// direction keeps alike. A ring buffer, since each insertion shifts every index by one.
//
// Entries are known by number: the first ever inserted is 1, and the one numbered `insertedCount` is
// the newest. An entry keeps its number for life, whereas its index on the wire grows with each
// insertion: 62 for the newest, 61 + count for the oldest.

/** What a field counts for besides its octets (RFC 7541 §4.1). */
export const FIELD_OVERHEAD_BYTES = 32;

const INITIAL_SLOTS = 16;

export class DynamicTable {
  /** How many entries were ever inserted: the number of the newest. */
  insertedCount = 0;
  /** How many entries are in the table. */
  count = 0;
  /** What the entries count for: octets of names and values and 32 each. */
  bytes = 0;
  /** What `bytes` may come to. */
  maxBytes: number;
  /** Differs from any earlier value when an index may mean something else than it did then. */
  generation = 0;

  #names: string[] = [];
  #values: string[] = [];
  /** Number of slots less one; slots are a power of two, and none exist before the first insertion. */
  #mask = -1;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** The name of entry `number`, which must be in the table. */
  name(number: number): string {
    return this.#names[number & this.#mask]!;
  }

  /** The value of entry `number`, which must be in the table. */
  value(number: number): string {
    return this.#values[number & this.#mask]!;
  }

  /** The number of the oldest entry; one above `insertedCount` when the table is empty. */
  get oldest(): number {
    return this.insertedCount - this.count + 1;
  }

  /**
   * Adds a field, after dropping as many of the oldest as it takes; a field larger than the table
   * leaves it empty, which is no error (RFC 7541 §4.4).
   */
  insert(name: string, value: string): void {
    const entryBytes = name.length + value.length + FIELD_OVERHEAD_BYTES;
    this.generation++;
    while (this.bytes + entryBytes > this.maxBytes) {
      if (this.count === 0) return;
      this.evictOldest();
    }
    if (this.count > this.#mask) this.#grow();
    const slot = ++this.insertedCount & this.#mask;
    this.#names[slot] = name;
    this.#values[slot] = value;
    this.count++;
    this.bytes += entryBytes;
  }

  /** Changes the size, dropping what no longer fits (RFC 7541 §4.3). */
  resize(maxBytes: number): void {
    this.generation++;
    this.maxBytes = maxBytes;
    while (this.bytes > maxBytes) this.evictOldest();
  }

  /** Drops the oldest entry; there must be one. */
  evictOldest(): void {
    const slot = this.oldest & this.#mask;
    this.bytes -= this.#names[slot]!.length + this.#values[slot]!.length + FIELD_OVERHEAD_BYTES;
    this.#names[slot] = "";
    this.#values[slot] = "";
    this.count--;
    this.generation++;
  }

  /** Doubles the slots and puts each entry where its number belongs now. */
  #grow(): void {
    const slots = this.#mask < 0 ? INITIAL_SLOTS : (this.#mask + 1) * 2;
    const names = new Array<string>(slots).fill("");
    const values = new Array<string>(slots).fill("");
    for (let number = this.oldest; number <= this.insertedCount; number++) {
      names[number & (slots - 1)] = this.name(number);
      values[number & (slots - 1)] = this.value(number);
    }
    this.#names = names;
    this.#values = values;
    this.#mask = slots - 1;
  }
}
