// The encoder's dynamic table, with the way from a field to its entry.

import { DynamicTable, FIELD_OVERHEAD_BYTES } from "./dynamic-table.js";
import { STATIC_COUNT } from "./static-table.js";

/** The entries of one name. */
interface NameEntries {
  /** The number of the newest entry of the name. */
  newest: number;
  readonly numberByValue: Map<string, number>;
}

export class EncoderTable {
  readonly #table: DynamicTable;
  readonly #byName = new Map<string, NameEntries>();

  constructor(maxBytes: number) {
    this.#table = new DynamicTable(maxBytes);
  }

  /** Differs from any earlier value when an index may mean something else than it did then. */
  get generation(): number {
    return this.#table.generation;
  }

  /** What the entries may count for together. */
  get maxBytes(): number {
    return this.#table.maxBytes;
  }

  /** Whether an entry of `entryBytes` can be added without dropping another. */
  hasRoomFor(entryBytes: number): boolean {
    return this.#table.bytes + entryBytes <= this.#table.maxBytes;
  }

  /** The index on the wire of an entry equal to the field, or 0. */
  indexOf(name: string, value: string): number {
    const number = this.#byName.get(name)?.numberByValue.get(value);
    return number === undefined ? 0 : this.#toIndex(number);
  }

  /** The index on the wire of an entry with the name, or 0. */
  indexOfName(name: string): number {
    const entries = this.#byName.get(name);
    return entries === undefined ? 0 : this.#toIndex(entries.newest);
  }

  /** Adds a field that the table has no equal of, dropping the oldest as it must. */
  insert(name: string, value: string): void {
    const entryBytes = name.length + value.length + FIELD_OVERHEAD_BYTES;
    while (!this.hasRoomFor(entryBytes) && this.#table.count > 0) this.#evictOldest();
    this.#table.insert(name, value);
    if (this.#table.count === 0) return;
    const number = this.#table.insertedCount;
    const entries = this.#byName.get(name);
    if (entries === undefined) {
      this.#byName.set(name, { newest: number, numberByValue: new Map([[value, number]]) });
    } else {
      entries.newest = number;
      entries.numberByValue.set(value, number);
    }
  }

  /** Changes the size, dropping what no longer fits. */
  resize(maxBytes: number): void {
    while (this.#table.bytes > maxBytes) this.#evictOldest();
    this.#table.resize(maxBytes);
  }

  #toIndex(number: number): number {
    return STATIC_COUNT + 1 + this.#table.insertedCount - number;
  }

  #evictOldest(): void {
    const number = this.#table.oldest;
    const name = this.#table.name(number);
    const entries = this.#byName.get(name)!;
    // The oldest entry of a name is its newest only when it is the last one left.
    if (entries.newest === number) this.#byName.delete(name);
    else entries.numberByValue.delete(this.#table.value(number));
    this.#table.evictOldest();
  }
}
