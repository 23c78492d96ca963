// The wording of "this value cannot be in that field", in one place.

import type { ScalarName } from "./generated-type.js";

const expected: Readonly<Record<ScalarName, string>> = {
  double: "a number",
  float: "a number that a 32-bit float can hold",
  int32: "a whole number from -2147483648 to 2147483647",
  sint32: "a whole number from -2147483648 to 2147483647",
  sfixed32: "a whole number from -2147483648 to 2147483647",
  uint32: "a whole number from 0 to 4294967295",
  fixed32: "a whole number from 0 to 4294967295",
  int64: "a bigint from -2^63 to 2^63 - 1",
  sint64: "a bigint from -2^63 to 2^63 - 1",
  sfixed64: "a bigint from -2^63 to 2^63 - 1",
  uint64: "a bigint from 0 to 2^64 - 1",
  fixed64: "a bigint from 0 to 2^64 - 1",
  bool: "a boolean",
  string: "a string",
  bytes: "a Uint8Array",
};

/** `a whole number from 0 to 4294967295`. */
export function describeType(type: ScalarName): string {
  return expected[type];
}

/** What the writer sees, short: `"7"`, `7n`, `an array`. Long strings are counted, not shown. */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value.length <= 24 ? JSON.stringify(value) : `a string of ${value.length} characters`;
    case "bigint":
      return `${value}n`;
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "object":
      if (value === null) return "null";
      if (Array.isArray(value)) return "an array";
      return `an object (${Object.prototype.toString.call(value).slice(8, -1)})`;
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
}

/** @throws TypeError always; `explainValue` then says the same with the path */
export function rejectValue(type: ScalarName, value: unknown): never {
  throw new TypeError(`expected ${expected[type]}, got ${describeValue(value)}`);
}
