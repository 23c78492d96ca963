// A scalar as a value of JSON, as JSON.parse would make it of the text.

import { encodeBase64 } from "../base64.js";
import type { FieldInfo } from "../generated-type.js";
import { highWord, lowWord, signed64, unsigned64, words } from "../halves.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { isWellFormed } from "./read-scalar.js";
import { floatText, scalarText, shortFloat } from "./write-scalar.js";

/** @throws TypeError for a value that the kind does not have; `explainValue` then says where */
export function scalarValue(
  kind: Kind,
  as: FieldInfo["as"],
  value: unknown,
): string | number | boolean {
  switch (kind) {
    case Kind.string:
      return stringValue(value);
    case Kind.bool:
      return boolValue(value);
    case Kind.int32:
      return int32Value(value);
    case Kind.uint32:
      return uint32Value(value);
    case Kind.double:
      return doubleValue(value);
    case Kind.float:
      return floatValue(value);
    case Kind.bytes:
      if (!isUint8Array(value)) rejectValue("bytes", value);
      return encodeBase64(value);
    case Kind.int64:
      return signedValue(value);
    case Kind.uint64:
      return unsignedValue(value);
    default:
      // Whole numbers of 64 bits, which have quotes.
      return scalarText(kind, as, value).slice(1, -1);
  }
}

export function boolValue(value: unknown): boolean {
  if (typeof value !== "boolean") rejectValue("bool", value);
  return value;
}

export function int32Value(value: unknown): number {
  if (((value as number) | 0) !== value) rejectValue("int32", value);
  return (value as number) | 0;
}

function uint32Value(value: unknown): number {
  if ((value as number) >>> 0 !== value) rejectValue("uint32", value);
  return (value as number) >>> 0;
}

export function doubleValue(value: unknown): number | string {
  if (typeof value !== "number") rejectValue("double", value);
  return Number.isFinite(value) ? value : `${value}`;
}

/** Of those of up to 32 bits the platform has the digits of a number, which it makes in half the time or remembers. */
export function signedValue(value: unknown): string {
  if (typeof value !== "bigint") rejectValue("int64", value);
  signed64[0] = value;
  const low = words[lowWord]! | 0;
  const high = words[highWord]! | 0;
  if (signed64[0] !== value) rejectValue("int64", value);
  return high === low >> 31 ? `${low}` : `${value}`;
}

export function unsignedValue(value: unknown): string {
  if (typeof value !== "bigint") rejectValue("uint64", value);
  unsigned64[0] = value;
  const low = words[lowWord]! | 0;
  const high = words[highWord]!;
  if (unsigned64[0] !== value) rejectValue("uint64", value);
  return high === 0 && low >= 0 ? `${low}` : `${value}`;
}

export function stringValue(value: unknown): string {
  if (typeof value !== "string") rejectValue("string", value);
  return wellFormed(value);
}

/** A lone surrogate becomes U+FFFD, as in the binary format. */
export function wellFormed(text: string): string {
  return isWellFormed(text) ? text : text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

function floatValue(value: unknown): number | string {
  if (typeof value === "number") {
    const size = Math.abs(value);
    if (size < 0x1000000 && Number.isInteger(value)) return value;
    const short = shortFloat(value, size);
    if (short !== undefined) return short;
  }
  const text = floatText(value);
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}
