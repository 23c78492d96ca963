// The wording of "this value cannot be in that field", in one place.

import type { FieldInfo, ScalarName } from "./generated-type.js";
import { tagOf } from "./tag-of.js";

/** What describes the types that are not of whole numbers. */
const otherTypes: Readonly<Partial<Record<ScalarName, string>>> = {
  double: "number",
  float: "number that a 32-bit float can hold",
  bool: "boolean",
  string: "string",
  bytes: "Uint8Array",
};

/** `a whole number from 0 to 4294967295`. */
export function describeType(type: ScalarName): string {
  return `a ${otherTypes[type] ?? describeRange(type)}`;
}

function describeRange(type: ScalarName): string {
  if (type.endsWith("64")) {
    return `bigint from ${isUnsigned(type) ? "0 to 2^64 - 1" : "-2^63 to 2^63 - 1"}`;
  }
  return `whole number from ${isUnsigned(type) ? "0 to 4294967295" : "-2147483648 to 2147483647"}`;
}

/** Of the types of whole numbers: `uint32` and `fixed32`, and those of 64 bits. */
export function isUnsigned(type: ScalarName): boolean {
  return /^[uf]/.test(type);
}

/** What the writer sees, short: `"7"`, `7n`, `an array`. Long strings are counted, and bigints of millions of digits not shown. */
export function describeValue(value: unknown): string {
  const type = typeof value;
  if (typeof value === "string") {
    return value.length <= 24 ? JSON.stringify(value) : `a string of ${value.length} characters`;
  }
  // A number in between, because to write down the bigint itself may take minutes.
  if (type === "bigint") return Math.abs(Number(value)) < 1e99 ? `${value}n` : "a bigint past 1e99";
  if (Array.isArray(value)) return "an array";
  if (type === "object" && value !== null) return `an object (${tagOf(value)})`;
  return /^[fs]/.test(type) ? `a ${type}` : String(value);
}

/** An error that knows whether it is about a field: see refused-moment.ts. */
export interface Refusal extends Error {
  isAbout(field: FieldInfo, value: unknown): boolean;
}

/** @throws TypeError always; `explainValue` then says the same with the path */
export function rejectValue(type: ScalarName, value: unknown): never {
  throw new TypeError(`expected ${describeType(type)}, got ${describeValue(value)}`);
}
