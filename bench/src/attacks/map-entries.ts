// Messages with `names`, a map from int32 to string, whose keys an attacker has chosen. V8 hashes whole numbers without a
// seed: its function is computed backwards here.

const HASH = 12_345;

/** What `factor`, which is odd, is to be multiplied with to give 1 in 32 bits. */
function inverse(factor: number): number {
  let found = 1;
  for (let step = 0; step < 5; step++) {
    found = Math.imul(found, 2 - Math.imul(factor, found));
  }
  return found;
}

/** The value that gives `mixed` when it is mixed with itself, `bits` further down. */
function unshift(mixed: number, bits: number): number {
  let value = mixed;
  for (let known = bits; known < 32; known += bits) value = mixed ^ (value >>> bits);
  return value;
}

function keyOf(hash: number): number {
  let value = Math.imul(unshift(hash, 16), inverse(2057));
  value = Math.imul(unshift(value, 4), inverse(5));
  return Math.imul(unshift(value, 12) + 1, inverse(2 ** 15 - 1));
}

/** `count` keys of one bucket, in tables of up to 131,072 entries. */
export function collidingKeys(count: number): number[] {
  return Array.from({ length: count }, (_, at) => keyOf((at << 16) | HASH));
}

function varint(value: number): number[] {
  const octets: number[] = [];
  // An int32 below zero has ten octets, as if it were of 64 bits.
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) octets.push(Number(rest & 0x7fn) | 0x80);
  return [...octets, Number(rest)];
}

/** A bench.json.Maps with an entry for each of `keys`, without values. */
export function mapOf(keys: readonly number[]): Buffer {
  return Buffer.from(
    keys.flatMap((key) => {
      const entry = [0x08, ...varint(key)];
      return [0x1a, entry.length, ...entry];
    }),
  );
}
