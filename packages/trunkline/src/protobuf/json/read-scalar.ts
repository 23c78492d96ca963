// A scalar from JSON: numbers also in strings, whole numbers also as 1.0 or 1e3, bytes in either alphabet of Base64.
// ProtoJSON "Representation of each type".

import { decodeBase64 } from "../base64.js";
import type { FieldInfo } from "../generated-type.js";
import { Kind } from "../message-plan.js";
import { rejectJson } from "./describe-json.js";
import { failJson, JsonFault } from "./json-error.js";
import { parseWholeNumber } from "./whole-number.js";

/** A number past 2^53, which JSON.parse has rounded: if there is a text it is read again, exactly. */
export class InexactNumber extends JsonFault {}

/** @throws JsonFault for what is no value of the kind; InexactNumber */
export function readScalar(kind: Kind, as: FieldInfo["as"], json: unknown): unknown {
  switch (kind) {
    case Kind.string:
      return readString(json);
    case Kind.bool:
      if (typeof json !== "boolean") rejectJson("true or false", json);
      return json;
    case Kind.int32:
      return typeof json === "number" && (json | 0) === json ? json | 0 : readInt32(json);
    case Kind.uint32:
      return typeof json === "number" && json >>> 0 === json ? json >>> 0 : readUint32(json);
    case Kind.double:
      return typeof json === "number" && Number.isFinite(json) ? json : readDouble(json);
    case Kind.float:
      return readFloat(json);
    case Kind.bytes:
      return readBytes(json);
    case Kind.int64:
      return readInt64(json);
    case Kind.uint64:
      return readUint64(json);
    case Kind.heldInt64:
      return hold(as, readInt64(json));
    case Kind.heldUint64:
      return hold(as, readUint64(json));
    default:
      throw new TypeError(`kind ${kind} is no scalar`);
  }
}

type WellFormed = { readonly isWellFormed?: (this: string) => boolean };
const platformIsWellFormed = (String.prototype as WellFormed).isWellFormed;

/** Whether `text` has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  if (platformIsWellFormed === undefined) return !/\p{Surrogate}/u.test(text);
  return platformIsWellFormed.call(text);
}

/** Half of a surrogate pair is no character, and UTF-8 has no form for it. */
export function readString(json: unknown): string {
  if (typeof json !== "string") rejectJson("a string", json);
  if (!isWellFormed(json))
    failJson("expected a string without halves of surrogate pairs, got one that has one");
  return json;
}

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The number in a string; NaN where there is none. */
function numberIn(json: unknown): number {
  if (typeof json === "number") return json;
  if (typeof json === "bigint") return Number(json);
  return typeof json === "string" && numberPattern.test(json) ? Number(json) : Number.NaN;
}

function readInt32(json: unknown): number {
  const number = numberIn(json);
  if ((number | 0) !== number) rejectJson("a whole number from -2147483648 to 2147483647", json);
  return number | 0;
}

function readUint32(json: unknown): number {
  const number = numberIn(json);
  if (number >>> 0 !== number) rejectJson("a whole number from 0 to 4294967295", json);
  return number >>> 0;
}

function readDouble(json: unknown): number {
  if (json === "NaN") return Number.NaN;
  if (json === "Infinity") return Number.POSITIVE_INFINITY;
  if (json === "-Infinity") return Number.NEGATIVE_INFINITY;
  const number = numberIn(json);
  if (!Number.isFinite(number)) rejectJson("a number that a double can hold", json);
  return number;
}

function readFloat(json: unknown): number {
  const number = typeof json === "number" && Number.isFinite(json) ? json : readDouble(json);
  const float = Math.fround(number);
  if (!Number.isFinite(float) && Number.isFinite(number)) {
    rejectJson("a number that a 32-bit float can hold", json);
  }
  return float;
}

function readBytes(json: unknown): Uint8Array {
  const bytes = typeof json === "string" ? decodeBase64(json) : undefined;
  return bytes ?? rejectJson("bytes as a string of Base64", json);
}

const MAX_SIGNED = 2n ** 63n - 1n;
const MAX_UNSIGNED = 2n ** 64n - 1n;

function readInt64(json: unknown): bigint {
  const value = bigintIn(json);
  if (value === undefined || value > MAX_SIGNED || value < -MAX_SIGNED - 1n) {
    rejectJson("a whole number from -2^63 to 2^63 - 1", json);
  }
  return value;
}

function readUint64(json: unknown): bigint {
  const value = bigintIn(json);
  if (value === undefined || value > MAX_UNSIGNED || value < 0n) {
    rejectJson("a whole number from 0 to 2^64 - 1", json);
  }
  return value;
}

function bigintIn(json: unknown): bigint | undefined {
  if (typeof json === "bigint") return json;
  if (typeof json === "string") {
    const isPlain = json.length <= 20 && /^-?(?:0|[1-9]\d*)$/.test(json);
    return isPlain ? BigInt(json) : parseWholeNumber(json);
  }
  const number = numberIn(json);
  if (Number.isSafeInteger(number)) return BigInt(number);
  if (typeof json === "number" && Number.isInteger(number)) {
    throw new InexactNumber(
      `expected a string or a bigint for what is past 2^53 - 1, got ${number}`,
    );
  }
  return undefined;
}

function hold(as: FieldInfo["as"], value: bigint): string | number {
  if (as === "string") return value.toString();
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    rejectJson(
      `a whole number of ${value < 0n ? "at least -2^53 + 1" : "at most 2^53 - 1"}`,
      value,
    );
  }
  return number;
}

/** The key of a map, which JSON has as a string. */
export function readKey(kind: Kind, as: FieldInfo["as"], name: string): unknown {
  if (kind !== Kind.bool) return readScalar(kind, as, name);
  if (name !== "true" && name !== "false") rejectJson('"true" or "false"', name);
  return name === "true";
}
