// The scalar types and what they allow (Protobuf Language "Scalar value types").

import type { ScalarType } from "../descriptor/index.js";

export const SCALAR_TYPES: ReadonlySet<string> = new Set<ScalarType>([
  "double",
  "float",
  "int32",
  "int64",
  "uint32",
  "uint64",
  "sint32",
  "sint64",
  "fixed32",
  "fixed64",
  "sfixed32",
  "sfixed64",
  "bool",
  "string",
  "bytes",
]);

export function isScalarType(name: string): name is ScalarType {
  return SCALAR_TYPES.has(name);
}

/** True for what a map may have as keys: integers, bool and string. */
export function canBeMapKey(scalar: ScalarType): boolean {
  return scalar !== "double" && scalar !== "float" && scalar !== "bytes";
}

/** True for what several of fit one length-delimited record. */
export function canBePacked(scalar: ScalarType): boolean {
  return scalar !== "string" && scalar !== "bytes";
}

/** True for the types that `jstype` is for. */
export function is64Bit(scalar: ScalarType): boolean {
  return scalar.endsWith("64");
}
