// The open streams of a connection by id.
//
// Ids are dealt out in order, so a ring indexed by them finds nearly every stream without hashing, and
// without the tables that a Map leaves behind as it is refilled: those, once old, keep the streams that
// they name alive from one young-generation collection to the next. A stream that stays open while the
// ring comes round to its place again moves to a Map.

import type { Stream } from "./stream.js";

const INITIAL_PLACES = 16;
const MOST_PLACES = 1024;

export class StreamTable {
  #ring: (Stream | null)[] = new Array<Stream | null>(INITIAL_PLACES).fill(null);
  #mask = INITIAL_PLACES - 1;
  readonly #displaced = new Map<number, Stream>();
  #size = 0;

  /** How many streams are open. */
  get size(): number {
    return this.#size;
  }

  /** The stream with this id, or null. */
  get(streamId: number): Stream | null {
    const stream = this.#ring[(streamId >>> 1) & this.#mask]!;
    if (stream !== null && stream.id === streamId) return stream;
    return this.#displaced.size === 0 ? null : (this.#displaced.get(streamId) ?? null);
  }

  /** Adds a stream whose id is not in the table. */
  add(stream: Stream): void {
    if (this.#size++ * 2 >= this.#ring.length && this.#ring.length < MOST_PLACES) this.#grow();
    this.#place(stream);
  }

  delete(streamId: number): void {
    const place = (streamId >>> 1) & this.#mask;
    const stream = this.#ring[place]!;
    if (stream !== null && stream.id === streamId) {
      this.#ring[place] = null;
      this.#size--;
    } else if (this.#displaced.delete(streamId)) {
      this.#size--;
    }
  }

  /** All open streams, the oldest first. */
  list(): Stream[] {
    const streams = [...this.#displaced.values()];
    for (const stream of this.#ring) {
      if (stream !== null) streams.push(stream);
    }
    return streams.sort((left, right) => left.id - right.id);
  }

  #place(stream: Stream): void {
    const place = (stream.id >>> 1) & this.#mask;
    const occupant = this.#ring[place]!;
    if (occupant !== null) this.#displaced.set(occupant.id, occupant);
    this.#ring[place] = stream;
  }

  #grow(): void {
    const streams = this.list();
    this.#ring = new Array<Stream | null>(this.#ring.length * 2).fill(null);
    this.#mask = this.#ring.length - 1;
    this.#displaced.clear();
    for (const stream of streams) this.#place(stream);
  }
}
