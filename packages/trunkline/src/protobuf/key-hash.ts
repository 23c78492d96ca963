// How V8 hashes the numbers and bigints that are keys of a Map. It does so without a seed: whoever knows this function,
// which can be computed backwards, finds as many keys as they like that share a bucket.
//
// A whole number of 32 bits, signed, is mixed as such; other numbers by the 64 bits of the double, bigints by the
// lowest 64 bits of their magnitude. Only the lower half of what comes out is needed here: a table has at most 2^23
// buckets.

import { float64, highWord, lowWord, signed64, words } from "./halves.js";

const WORD = 2 ** 32;

/** The hash of a key, of which a table uses the lowest bits. */
export function hashKey(key: number | bigint): number {
  if (typeof key === "number") {
    if ((key | 0) === key) return mixWord(key);
    float64[0] = key;
    return mixWide(words[lowWord]! | 0, words[highWord]! | 0);
  }
  if (key === 0n) return 0;
  signed64[0] = key;
  let low = words[lowWord]! | 0;
  let high = words[highWord]! | 0;
  if (key < 0n) {
    high = low === 0 ? -high | 0 : ~high;
    low = -low | 0;
  }
  return mixWide(low, high);
}

function mixWord(key: number): number {
  let hash = (key << 15) - key - 1;
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 5);
  hash ^= hash >>> 4;
  hash = Math.imul(hash, 2057);
  return hash ^ (hash >>> 16);
}

/** The same of 64 bits, in two halves. */
function mixWide(keyLow: number, keyHigh: number): number {
  const difference = ((keyLow << 18) >>> 0) - (keyLow >>> 0) - 1;
  let low = difference | 0;
  let high = (((keyHigh << 18) | (keyLow >>> 14)) - keyHigh - (difference < 0 ? 1 : 0)) | 0;
  const shifted = (low >>> 31) | (high << 1);
  high ^= high >>> 31;
  low ^= shifted;
  let product = (low >>> 0) * 21;
  low = product | 0;
  high = (Math.imul(high, 21) + Math.floor(product / WORD)) | 0;
  low ^= (low >>> 11) | (high << 21);
  high ^= high >>> 11;
  product = (low >>> 0) * 65;
  low = product | 0;
  high = (Math.imul(high, 65) + Math.floor(product / WORD)) | 0;
  return low ^ (low >>> 22) ^ (high << 10);
}
