// What generated code calls once it has put a key, a number or a bigint, into a map of 64 entries or more.

import { keySampler } from "./key-samples.js";
import { failAt } from "./reader.js";

/**
 * Looks at `key` now and then; `start` is where its entry began, `sizeBefore` the map's size before it was put.
 *
 * @throws DecodeFault where too many keys of the map share a bucket of the hash table
 */
export function guardKey(
  start: number,
  map: ReadonlyMap<unknown, unknown>,
  key: number | bigint,
  sizeBefore: number,
): void {
  const problem = keySampler.sample(map, key, sizeBefore);
  if (problem !== undefined) failAt(start, problem);
}
