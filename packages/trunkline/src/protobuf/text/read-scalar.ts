// Scalars of the text format. Protobuf Text Format "Numeric Literals", "String Literals", "Boolean".

import type { FieldInfo } from "../generated-type.js";
import type { FieldPlan } from "../message-plan.js";
import { Kind } from "../message-plan.js";
import type { Scanner } from "./scanner.js";
import { unescapeLiteral } from "./unescape.js";

/** Numbers of so many digits are exact. */
const MAX_EXACT_DIGITS = 15;

/** @throws TextError for what is no value of the kind */
export function readScalar(scanner: Scanner, kind: Kind, as: FieldInfo["as"]): unknown {
  switch (kind) {
    case Kind.string:
      return readString(scanner);
    case Kind.bytes:
      return readBytes(scanner);
    case Kind.bool:
      return readBool(scanner);
    case Kind.double:
      return readFloating(scanner);
    case Kind.float:
      return Math.fround(readFloating(scanner));
    case Kind.int32:
      return readNarrow(scanner, MIN_INT32, MAX_INT32);
    case Kind.uint32:
      return readNarrow(scanner, 0n, MAX_UINT32);
    case Kind.int64:
      return readWhole(scanner, MIN_INT64, MAX_INT64);
    case Kind.uint64:
      return readWhole(scanner, 0n, MAX_UINT64);
    case Kind.heldInt64:
      return readHeld(scanner, as, MIN_INT64, MAX_INT64);
    case Kind.heldUint64:
      return readHeld(scanner, as, 0n, MAX_UINT64);
    default:
      throw new TypeError(`kind ${kind} is no scalar`);
  }
}

/** A name, or a number of an open enum. */
export function readEnum(scanner: Scanner, field: FieldPlan): number {
  const { texts, numbers, isClosed } = field.enum!;
  const { token } = scanner;
  if (token.kind === "identifier") {
    const number = numbers.get(token.text);
    if (number === undefined) scanner.fail(`one of ${namesIn(numbers.keys())}`);
    scanner.take();
    return number;
  }
  const number = readNarrow(scanner, MIN_INT32, MAX_INT32);
  if (isClosed && !texts.has(number)) {
    scanner.failAt(token, `expected one of ${namesIn(numbers.keys())}, got ${number}`);
  }
  return number;
}

function namesIn(names: Iterable<string>): string {
  const all = [...names];
  return all.slice(0, 8).join(", ") + (all.length > 8 ? ", …" : "");
}

const wholePattern = /^(?:0|[1-9]\d*|0[0-7]+|0[xX][0-9a-fA-F]+)$/;

/** A longer one is past every range. */
const MAX_DIGITS = 40;

const MIN_INT32: bigint = -(2n ** 31n);
const MAX_INT32: bigint = 2n ** 31n - 1n;
const MAX_UINT32: bigint = 2n ** 32n - 1n;
const MIN_INT64: bigint = -(2n ** 63n);
const MAX_INT64: bigint = 2n ** 63n - 1n;
const MAX_UINT64: bigint = 2n ** 64n - 1n;

/** One that a number holds: without a bigint where it has digits and nothing else. */
function readNarrow(scanner: Scanner, min: bigint, max: bigint): number {
  const { kind, text } = scanner.token;
  if (kind === "number" && text.length <= MAX_EXACT_DIGITS && /^(?:0|[1-9]\d*)$/.test(text)) {
    const value = Number(text);
    if (value <= max) {
      scanner.take();
      return value;
    }
  }
  return Number(readWhole(scanner, min, max));
}

function readWhole(scanner: Scanner, min: bigint, max: bigint): bigint {
  const { token } = scanner;
  const isNegative = scanner.takes("-");
  const { kind, text } = scanner.token;
  if (kind !== "number" || !wholePattern.test(text) || text.length > MAX_DIGITS) {
    scanner.fail(wholeFrom(min, max));
  }
  const isOctal = /^0\d/.test(text);
  const size = BigInt(isOctal ? `0o${text.slice(1)}` : text);
  const value = isNegative ? -size : size;
  if (value < min || value > max) {
    scanner.failAt(token, `expected ${wholeFrom(min, max)}, got ${value}`);
  }
  scanner.take();
  return value;
}

function wholeFrom(min: bigint, max: bigint): string {
  return `a whole number from ${min} to ${max}`;
}

function readHeld(
  scanner: Scanner,
  as: FieldInfo["as"],
  min: bigint,
  max: bigint,
): string | number {
  const { token } = scanner;
  const value = readWhole(scanner, min, max);
  if (as === "string") return value.toString();
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    const bound = value < 0n ? "at least -2^53 + 1" : "at most 2^53 - 1";
    scanner.failAt(token, `expected a whole number of ${bound}, got ${value}`);
  }
  return number;
}

/** Most numbers, for which one look is enough. */
const plainFloat = /^(?:0|[1-9]\d*)(?:\.\d*)?$/;

/** Too large a number is an infinity. */
function readFloating(scanner: Scanner): number {
  const sign = scanner.takes("-") ? -1 : 1;
  const { kind, text } = scanner.token;
  let value = Number.NaN;
  if (kind === "number" && plainFloat.test(text)) value = Number(text);
  else if (kind === "identifier" && /^(?:inf|infinity)$/i.test(text)) {
    value = Number.POSITIVE_INFINITY;
  } else if (kind !== "identifier" || !/^nan$/i.test(text)) {
    const digits = text.replace(/[fF]$/, "");
    if (kind !== "number" || /^0[xX\d]/.test(text)) scanner.fail("a number");
    value = Number(digits);
  }
  scanner.take();
  return sign * value;
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  t: true,
  false: false,
  False: false,
  f: false,
};

function readBool(scanner: Scanner): boolean {
  const { kind, text } = scanner.token;
  let value: boolean | undefined;
  if (kind === "identifier" && Object.hasOwn(truths, text)) value = truths[text];
  else if (kind === "number" && /^(?:0+|0[xX]0+)$/.test(text)) value = false;
  else if (kind === "number" && /^(?:0*1|0[xX]0*1)$/.test(text)) value = true;
  if (value === undefined) scanner.fail("true or false");
  scanner.take();
  return value;
}

/** Literals that follow one another are one; `parts` are those that have been taken. */
function readBytes(scanner: Scanner, parts: Uint8Array[] = []): Uint8Array {
  if (parts.length === 0 && scanner.token.kind !== "string") scanner.fail("a string in quotes");
  while (scanner.token.kind === "string") {
    const bytes = unescapeLiteral(scanner.token.text);
    if (bytes === undefined) {
      scanner.failAt(scanner.token, "the string has an escape that is none");
    }
    parts.push(bytes);
    scanner.take();
  }
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(parts.reduce((length, each) => length + each.length, 0));
  let at = 0;
  for (const each of parts) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

const decoder: InstanceType<typeof TextDecoder> = /* @__PURE__ */ new TextDecoder("utf-8", {
  fatal: true,
  ignoreBOM: true,
});

function readString(scanner: Scanner): string {
  const { token } = scanner;
  const parts: Uint8Array[] = [];
  if (token.isPlain) {
    scanner.take();
    // A part of a string keeps all of it alive: put behind a space it is copied, and the space is left out again.
    if (scanner.token.kind !== "string") return ` ${token.text.slice(1, -1)}`.slice(1);
    parts.push(unescapeLiteral(token.text)!);
  }
  const bytes = readBytes(scanner, parts);
  try {
    return decoder.decode(bytes);
  } catch {
    scanner.failAt(token, "the string is not valid UTF-8");
  }
}
