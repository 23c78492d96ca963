// 64-bit fields that the schema (`jstype`) or the configuration wants as strings or numbers.

import { failAt, type Reader } from "./reader.js";
import { describeValue } from "./value-error.js";

export function bigintToString(value: bigint): string {
  return value.toString();
}

/** A number past 2^53 would no longer be the one that was sent: it is refused. */
export function bigintToNumber(reader: Reader, value: bigint): number {
  const number = Number(value);
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  if (!Number.isSafeInteger(number)) {
    failAt(reader.position, "ends a number past 2^53 - 1, which JavaScript cannot hold");
  }
  return number;
}

export function bigintFromString(value: string): bigint {
  if (typeof value !== "string" || !/^-?\d+$/.test(value)) {
    throw new TypeError(`expected a decimal string, got ${describeValue(value)}`);
  }
  return BigInt(value);
}

export function bigintFromNumber(value: number): bigint {
  if (!Number.isSafeInteger(value)) {
    throw new TypeError(`expected a whole number, got ${describeValue(value)}`);
  }
  return BigInt(value);
}
