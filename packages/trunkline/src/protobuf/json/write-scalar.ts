// A scalar as JSON: numbers as they are, 64-bit integers as strings, bytes as Base64. ProtoJSON "Representation of
// each type".

import { encodeBase64 } from "../base64.js";
import type { FieldInfo, ScalarName } from "../generated-type.js";
import { Kind } from "../message-plan.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { quote } from "./quote.js";

/** @throws TypeError for a value that the kind does not have; `explainValue` then says where */
export function scalarText(kind: Kind, as: FieldInfo["as"], value: unknown): string {
  switch (kind) {
    case Kind.string:
      if (typeof value !== "string") rejectValue("string", value);
      return quote(value);
    case Kind.bool:
      if (typeof value !== "boolean") rejectValue("bool", value);
      return value ? "true" : "false";
    case Kind.int32:
      if (((value as number) | 0) !== value) rejectValue("int32", value);
      return `${value}`;
    case Kind.uint32:
      if ((value as number) >>> 0 !== value) rejectValue("uint32", value);
      return `${value}`;
    case Kind.double:
      return doubleText(value);
    case Kind.float:
      return floatText(value);
    case Kind.bytes:
      if (!isUint8Array(value)) rejectValue("bytes", value);
      return `"${encodeBase64(value)}"`;
    case Kind.int64:
      return signedText(value);
    case Kind.uint64:
      return unsignedText(value);
    case Kind.heldInt64:
      return signedText(toBigint("int64", as, value));
    case Kind.heldUint64:
      return unsignedText(toBigint("uint64", as, value));
    default:
      throw new TypeError(`kind ${kind} is no scalar`);
  }
}

function signedText(value: unknown): string {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) rejectValue("int64", value);
  return `"${value}"`;
}

function unsignedText(value: unknown): string {
  if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) {
    rejectValue("uint64", value);
  }
  return `"${value}"`;
}

function toBigint(type: ScalarName, as: FieldInfo["as"], value: unknown): bigint {
  const isWhole =
    as === "number"
      ? Number.isSafeInteger(value)
      : typeof value === "string" && /^-?\d+$/.test(value);
  if (!isWhole) rejectValue(type, value);
  return BigInt(value as number | string);
}

export function doubleText(value: unknown): string {
  if (typeof value !== "number") rejectValue("double", value);
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  return Number.isFinite(value) ? `${value}` : `"${value}"`;
}

/**
 * A float of up to six digits as the double of those digits; undefined for others. Six digits tell all floats of full
 * precision apart, so that no fewer are needed.
 *
 * @param size `Math.abs(value)`, which the caller has
 */
export function shortFloat(value: number, size: number): number | undefined {
  if (!(size < 1e4) || size < 1e-3) return undefined;
  const unit = size < 1 ? 1 : size < 10 ? 10 : size < 100 ? 100 : size < 1e3 ? 1e3 : 1e4;
  const short = (Math.round((value * 1e6) / unit) * unit) / 1e6;
  return Math.fround(short) === value ? short : undefined;
}

/** With no more digits than tell it from other floats: 0.1 and not 0.10000000149011612. */
export function floatText(value: unknown): string {
  if (typeof value !== "number") rejectValue("float", value);
  if (Number.isInteger(value) && Math.abs(value) < 0x1000000) return doubleText(value);
  if (!Number.isFinite(value)) return `"${value}"`;
  const float = Math.fround(value);
  if (!Number.isFinite(float)) rejectValue("float", value);
  // Six digits are never too many, unless the float is smaller than those of full precision.
  const fewest = Math.abs(float) < 1.2e-38 ? 1 : 6;
  for (let digits = fewest; digits < 9; digits++) {
    const shorter = Number(float.toPrecision(digits));
    if (Math.fround(shorter) === float) return `${shorter}`;
  }
  return `${Number(float.toPrecision(9))}`;
}
