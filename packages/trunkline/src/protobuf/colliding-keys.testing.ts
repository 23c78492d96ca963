// Keys that V8 puts into one bucket of a Map: its functions computed backwards (see key-hash.ts).

const WIDE_MASK = 2n ** 64n - 1n;

/** What `factor` is to be multiplied with to give 1, in 64 bits. */
function inverse(factor: bigint): bigint {
  let found = 1n;
  for (let i = 0; i < 6; i++) found = (found * (2n - factor * found)) & WIDE_MASK;
  return found;
}

/** The value that gives `mixed` when it is mixed with itself, `bits` further down. */
function unshift(mixed: bigint, bits: bigint): bigint {
  let value = mixed;
  for (let known = bits; known < 64n; known += bits) value = mixed ^ (value >> bits);
  return value;
}

const inverse65 = inverse(65n);
const inverse21 = inverse(21n);
const inverseShift18 = inverse(2n ** 18n - 1n);
const inverse2057 = inverse(2057n);
const inverse5 = inverse(5n);
const inverseShift15 = inverse(2n ** 15n - 1n);

/** The 64 bits whose hash is `hash` before it is cut. */
function wideOf(hash: bigint): bigint {
  let value = (unshift(hash, 22n) * inverse65) & WIDE_MASK;
  value = (unshift(value, 11n) * inverse21) & WIDE_MASK;
  return ((unshift(value, 31n) + 1n) * inverseShift18) & WIDE_MASK;
}

/** The signed 32 bits whose hash is `hash` before it is cut. */
function wordOf(hash: bigint): number {
  const cut = (value: bigint): bigint => BigInt.asUintN(32, value);
  let value = cut(unshift(hash, 16n) * inverse2057);
  value = cut(unshift(value, 4n) * inverse5);
  value = cut((unshift(value, 12n) + 1n) * inverseShift15);
  return Number(BigInt.asIntN(32, value));
}

/** `count` bigints from 1 to 2^64 - 1 of one bucket, however large the table is. */
export function collidingBigints(count: number): bigint[] {
  return Array.from({ length: count }, (_, i) => wideOf((BigInt(i + 1) << 32n) | 12_345n));
}

/** `count` signed whole numbers of 32 bits, of one bucket in tables of up to 131,072 entries. */
export function collidingWords(count: number): number[] {
  return Array.from({ length: count }, (_, i) => wordOf((BigInt(i) << 16n) | 12_345n));
}
