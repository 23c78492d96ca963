// Maps with numbers for keys, of which a stranger may have chosen those that share a bucket (see key-hash.ts): each then
// costs a walk past all the others. What that comes to, and why the figures are what they are, is in decision 0024.
//
// A map of fewer than 64 entries is not looked at. Of the keys that come then, one in 32 or so is sampled, and the
// samples of its bucket are counted: 17 are refused, which is a bucket of 540 keys more or less. Which keys are sampled
// is a matter of chance, so that nobody can put ordinary keys where they are. A key that comes again counts where its
// bucket has more samples than ordinary keys give one: it is the walk that costs, not the entry.
//
// Should V8 hash differently some day, this counts something else, which does no harm: ordinary keys are spread
// evenly by any such function.

import { hashKey } from "./key-hash.js";

/** From so many entries on a map is looked at. Generated code has the number too: read-map-entry.ts of the compiler. */
const ENTRIES_UNSEEN = 64;

/** The most samples of one bucket. */
const MOST_IN_BUCKET = 16;

/** From so many samples in its bucket on, a key counts each time it comes. */
const FEW_IN_BUCKET = 2;

/** One key of so many is sampled, on average. */
const KEYS_EACH = 32;

/** The keys of one map that have been sampled. */
class BucketSamples {
  readonly #hashes: number[] = [];
  #buckets = new Uint8Array(256);

  /** What is wrong with the keys, as a predicate, `key` being the last of `size`; undefined where nothing is. */
  add(key: number | bigint, size: number, isNew: boolean): string | undefined {
    const hash = hashKey(key);
    if (!isNew && this.#samplesBeside(hash) < FEW_IN_BUCKET) return undefined;
    this.#hashes.push(hash);
    // V8 has a bucket for two entries, of the next power of two.
    if (size <= this.#buckets.length * 2) this.#count(hash);
    else {
      this.#buckets = new Uint8Array(this.#buckets.length * 2);
      for (const each of this.#hashes) this.#count(each);
    }
    const count = this.#samplesBeside(hash);
    if (count <= MOST_IN_BUCKET) return undefined;
    return `has colliding keys, ${count} of ${this.#hashes.length} sampled are in one hash bucket: expected keys not chosen to collide`;
  }

  #samplesBeside(hash: number): number {
    return this.#buckets[hash & (this.#buckets.length - 1)]!;
  }

  #count(hash: number): void {
    this.#buckets[hash & (this.#buckets.length - 1)]!++;
  }
}

/** Samples the keys of all maps. */
export class KeySampler {
  /** Samples of maps with many entries, for as long as there is the map. */
  readonly #samples = new WeakMap<object, BucketSamples>();
  readonly #random: () => number;
  #keysToSkip = 0;

  /** @param random as `Math.random`; what it gives must not be foreseen by who sends keys */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * To be called with each key that was put into a map of ENTRIES_UNSEEN entries or more; says what is wrong with the
   * keys, as a predicate, undefined where nothing is. `sizeBefore` is the map's size before the key was put.
   */
  sample(
    map: ReadonlyMap<unknown, unknown>,
    key: number | bigint,
    sizeBefore: number,
  ): string | undefined {
    if (this.#keysToSkip-- > 0) return undefined;
    this.#keysToSkip = Math.floor(this.#random() * (2 * KEYS_EACH - 1));
    let samples = this.#samples.get(map);
    if (samples === undefined) {
      samples = new BucketSamples();
      this.#samples.set(map, samples);
    }
    return samples.add(key, map.size, map.size > sizeBefore);
  }
}

/** What all messages are decoded with. */
export const keySampler: KeySampler = /* @__PURE__ */ new KeySampler(Math.random);

/**
 * Puts an entry into a map; says what is wrong with its keys where they are numbers or bigints, as a predicate, undefined
 * where nothing is.
 */
export function putEntry(
  map: Map<unknown, unknown>,
  key: unknown,
  value: unknown,
  sampler: KeySampler = keySampler,
): string | undefined {
  const { size } = map;
  map.set(key, value);
  if (size < ENTRIES_UNSEEN || (typeof key !== "number" && typeof key !== "bigint")) {
    return undefined;
  }
  return sampler.sample(map, key, size);
}
