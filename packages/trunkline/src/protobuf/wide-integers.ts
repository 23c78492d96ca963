// 64-bit fields that the schema (`jstype`) or the configuration wants as strings.

import { describeValue } from "./value-error.js";

export function bigintToString(value: bigint): string {
  return value.toString();
}

export function bigintFromString(value: string): bigint {
  if (typeof value !== "string" || !/^-?\d+$/.test(value)) {
    throw new TypeError(`expected a decimal string, got ${describeValue(value)}`);
  }
  return BigInt(value);
}
