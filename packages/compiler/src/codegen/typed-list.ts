// Packed fields that a policy wants as typed arrays.

import type { FieldType, ScalarType } from "../descriptor/index.js";
import { type RuntimeFunction, typedHelpers } from "./runtime-names.js";
import type { ValueForm } from "./value-form.js";

/** What a field holds instead of an array, and the functions of the runtime that have to do with it. */
export interface TypedHolding {
  /** A global, which is also what the field table says. */
  readonly type: string;
  /** The constant that says how one is made. */
  readonly kind: RuntimeFunction;
  /** What functions that read and write it have in their names: one is for all that are on the wire as in memory. */
  readonly helper: TypedHelper;
}

type TypedScalar = Exclude<ScalarType, "bool" | "string" | "bytes">;

type TypedHelper = (typeof typedHelpers)[number];

const doubles = ["Float64Array", "typedDoubles"] as const;
const floats = ["Float32Array", "typedFloats"] as const;
const int32s = ["Int32Array", "typedInt32s"] as const;
const uint32s = ["Uint32Array", "typedUint32s"] as const;
const int64s = ["BigInt64Array", "typedInt64s"] as const;
const uint64s = ["BigUint64Array", "typedUint64s"] as const;

const holders: Readonly<Record<TypedScalar, readonly [type: string, kind: RuntimeFunction]>> = {
  double: doubles,
  float: floats,
  int32: int32s,
  sint32: int32s,
  sfixed32: int32s,
  uint32: uint32s,
  fixed32: uint32s,
  int64: int64s,
  sint64: int64s,
  sfixed64: int64s,
  uint64: uint64s,
  fixed64: uint64s,
};

/** Undefined where a list is an array: of what no typed array holds, or what is not written packed. */
export function typedHoldingOf(type: FieldType, form: ValueForm): TypedHolding | undefined {
  if (form.packed === "array" || type.kind !== "repeated" || !type.isPacked) return undefined;
  const { value } = type;
  if (value.kind !== "scalar") return undefined;
  const { scalar } = value;
  if (scalar === "bool" || scalar === "string" || scalar === "bytes") return undefined;
  if (scalar.endsWith("64") && form.wide !== "bigint") return undefined;
  const [holder, kind] = holders[scalar];
  return {
    type: holder,
    kind,
    helper: typedHelpers.find((name) => name.toLowerCase() === scalar) ?? "Fixed",
  };
}
