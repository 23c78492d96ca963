// Integers with a prefix of 1 to 8 bits (RFC 7541 §5.1), the writing half; decoder.ts reads them.

/** The largest integer that is written or accepted: an index, a length or a table size. */
export const MAX_INTEGER = 0x7fff_ffff;

/** The most bytes that an integer takes: the prefix and five continuation octets. */
export const MAX_INTEGER_BYTES = 6;

/**
 * Writes `value` with a prefix of `prefixBits` bits beside the bits of `pattern`; returns where it ends.
 */
export function writeInteger(
  target: Uint8Array,
  at: number,
  pattern: number,
  prefixBits: number,
  value: number,
): number {
  const prefixMax = (1 << prefixBits) - 1;
  if (value < prefixMax) {
    target[at] = pattern | value;
    return at + 1;
  }
  target[at] = pattern | prefixMax;
  let next = at + 1;
  let rest = value - prefixMax;
  while (rest >= 0x80) {
    target[next++] = 0x80 | (rest & 0x7f);
    rest >>>= 7;
  }
  target[next++] = rest;
  return next;
}
