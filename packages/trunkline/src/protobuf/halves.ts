// One 64-bit scratch value seen as bigint, as two 32-bit halves and as a double: how 64-bit values
// pass between bytes and JavaScript without arithmetic on bigints.
//
// Whoever writes it reads it back at once; nothing that could run other code comes between.

const memory: ArrayBuffer = new ArrayBuffer(8);

export const signed64: BigInt64Array = new BigInt64Array(memory);
export const unsigned64: BigUint64Array = new BigUint64Array(memory);
/** The two halves, in the platform's order: see `isLittleEndian`. */
export const words: Uint32Array = new Uint32Array(memory);
export const float64: Float64Array = new Float64Array(memory);
export const float32: Float32Array = new Float32Array(memory);

/** True where the lower half of a 64-bit value comes first in memory: nearly everywhere. */
const isLittleEndian: boolean =
  /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0] === 1;
/** Index of the lower half in `words`. */
export const lowWord: number = isLittleEndian ? 0 : 1;
/** Index of the upper half in `words`. */
export const highWord: number = isLittleEndian ? 1 : 0;
