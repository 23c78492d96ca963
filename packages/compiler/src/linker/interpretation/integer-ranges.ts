// What the integer types hold (Protobuf Language "Scalar value types").

import type { ScalarType } from "../../descriptor/index.js";

export interface IntegerRange {
  readonly min: bigint;
  readonly max: bigint;
  /** True for 64 bits, whose values are bigints. */
  readonly isWide: boolean;
}

const INT32: IntegerRange = { min: -(2n ** 31n), max: 2n ** 31n - 1n, isWide: false };
const UINT32: IntegerRange = { min: 0n, max: 2n ** 32n - 1n, isWide: false };
const INT64: IntegerRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n, isWide: true };
const UINT64: IntegerRange = { min: 0n, max: 2n ** 64n - 1n, isWide: true };

const RANGES: { readonly [S in ScalarType]?: IntegerRange } = {
  int32: INT32,
  sint32: INT32,
  sfixed32: INT32,
  uint32: UINT32,
  fixed32: UINT32,
  int64: INT64,
  sint64: INT64,
  sfixed64: INT64,
  uint64: UINT64,
  fixed64: UINT64,
};

/** Of an integer type; others have that of int32. */
export function integerRange(scalar: ScalarType): IntegerRange {
  return RANGES[scalar] ?? INT32;
}
