// Copies that are copies: slice() of a Node Buffer is a view of the same memory.

/** The bytes from `start` to `end` of `source`, in memory of their own. */
export function copyBytes(source: Uint8Array, start: number, end: number): Uint8Array {
  return Uint8Array.prototype.slice.call(source, start, end);
}
