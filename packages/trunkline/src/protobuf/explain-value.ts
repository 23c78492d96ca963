// Why a message cannot be written. Writing stops at the first wrong value without knowing where it
// is; this walk by the field table finds it again and says its path. It runs after a failure only.

import { checksKeys } from "./check-message.js";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "./generated-type.js";
import { momentFromDate, momentFromMilliseconds } from "./moment.js";
import { parseSpan, parseTime } from "./moment-text.js";
import { describeType, describeValue } from "./value-error.js";
import { isUint8Array } from "./write-length.js";

/** Deeper than any message that a peer would read; a cycle gets here. */
const MAX_DEPTH = 1000;

/** @throws TypeError with the path of the first wrong value; returns if there is none */
export function explainValue(type: AnyGeneratedType, message: unknown): void {
  explainMessage(type, message, type.typeName, 0);
}

function fail(path: string, wanted: string, value: unknown): never {
  throw new TypeError(`${path}: expected ${wanted}, got ${describeValue(value)}`);
}

function explainMessage(
  type: AnyGeneratedType,
  message: unknown,
  path: string,
  depth: number,
): void {
  if (typeof message !== "object" || message === null) fail(path, "an object", message);
  if (depth > MAX_DEPTH) {
    throw new TypeError(
      `${path.slice(0, 120)}…: nested deeper than ${MAX_DEPTH} messages: a cycle?`,
    );
  }
  const values = message as Record<string, unknown>;
  if (checksKeys) explainKeys(type, values, path);
  for (const field of type.fields) {
    const fieldPath = `${path}.${field.name}`;
    if (field.oneof === undefined) {
      const value = values[field.key];
      if (value !== undefined) explainField(field, value, fieldPath, depth);
      else if (field.isRequired) fail(fieldPath, "a value, since the field is required", value);
      continue;
    }
    const oneof = values[field.oneof];
    if (oneof === undefined) continue;
    explainOneof(type, field.oneof, oneof, path);
    const { case: member, value } = oneof as { case: unknown; value: unknown };
    if (member === field.key) explainSingle(field, value, fieldPath, depth);
  }
  if (values.$unknown !== undefined && !isUint8Array(values.$unknown)) {
    fail(`${path}.$unknown`, describeType("bytes"), values.$unknown);
  }
}

/** The keys a message of this type may have. */
function keysOf(type: AnyGeneratedType): Set<string> {
  return new Set([...type.fields.map((field) => field.oneof ?? field.key), "$unknown"]);
}

function explainKeys(type: AnyGeneratedType, message: object, path: string): void {
  const keys = keysOf(type);
  for (const key of Object.keys(message)) {
    if (keys.has(key)) continue;
    const near = findSimilarKey(key, type, keys);
    const hint = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new TypeError(`${path}.${key}: ${type.typeName} has no key "${key}"${hint}`);
  }
}

/** The key meant by one that differs in case and underscores, or by a member of a oneof. */
function findSimilarKey(
  key: string,
  type: AnyGeneratedType,
  keys: ReadonlySet<string>,
): string | undefined {
  const simple = simplify(key);
  for (const known of keys) if (simplify(known) === simple) return known;
  return type.fields.find((field) => simplify(field.key) === simple)?.oneof;
}

function simplify(key: string): string {
  return key.replaceAll("_", "").toLowerCase();
}

function explainOneof(type: AnyGeneratedType, key: string, oneof: unknown, path: string): void {
  const members = type.fields.filter((field) => field.oneof === key).map((field) => field.key);
  const wanted = `one of ${members.map((member) => `"${member}"`).join(", ")}`;
  if (typeof oneof !== "object" || oneof === null) {
    fail(`${path}.${key}`, "an object with case and value", oneof);
  }
  const member = (oneof as { case?: unknown }).case;
  if (!members.includes(member as string)) fail(`${path}.${key}.case`, wanted, member);
}

function explainField(field: FieldInfo, value: unknown, path: string, depth: number): void {
  if (field.map !== undefined) explainMap(field, field.map, value, path, depth);
  else if (field.isRepeated === undefined) explainSingle(field, value, path, depth);
  else {
    if (!Array.isArray(value)) fail(path, "an array", value);
    for (let i = 0; i < value.length; i++) explainSingle(field, value[i], `${path}[${i}]`, depth);
  }
}

function explainMap(
  field: FieldInfo,
  keyType: ScalarName,
  value: unknown,
  path: string,
  depth: number,
): void {
  if (typeof value !== "object" || value === null) fail(path, "a Map or a record", value);
  const entries = value instanceof Map ? value : Object.entries(value);
  for (const [key, element] of entries) {
    const elementPath = `${path}[${describeValue(key)}]`;
    if (value instanceof Map) explainScalar(keyType, field.keyAs, key, elementPath);
    else if (!isRecordKey(keyType, key))
      fail(elementPath, `a key for ${describeType(keyType)}`, key);
    explainSingle(field, element, elementPath, depth);
  }
}

function isRecordKey(type: ScalarName, key: string): boolean {
  if (type === "string") return true;
  if (type === "bool") return key === "true" || key === "false";
  if (!/^-?\d+$/.test(key)) return false;
  return isWholeNumber(type, BigInt(key));
}

function explainSingle(field: FieldInfo, value: unknown, path: string, depth: number): void {
  if (field.type === "message" && field.as !== undefined) explainMoment(field, value, path);
  else if (field.type === "message") explainMessage(field.message!(), value, path, depth + 1);
  else if (field.isClosed) explainKnown(field.values!, value, path);
  else explainScalar(field.type === "enum" ? "int32" : field.type, field.as, value, path);
}

/** What a policy holds instead of a Timestamp or Duration: the conversion knows. */
function explainMoment(field: FieldInfo, value: unknown, path: string): void {
  try {
    if (field.as === "date") momentFromDate(value as Date);
    else if (field.as === "milliseconds") momentFromMilliseconds(value as number);
    else if (field.message!().typeName.endsWith("Timestamp")) parseTime(value as string);
    else parseSpan(value as string);
  } catch (error) {
    throw new TypeError(`${path}: ${(error as Error).message}`);
  }
}

function explainKnown(
  values: Readonly<Record<string, number>>,
  value: unknown,
  path: string,
): void {
  if (Object.values(values).includes(value as number)) return;
  fail(path, `one of ${Object.values(values).join(", ")}, the values of a closed enum`, value);
}

function explainScalar(type: ScalarName, as: FieldInfo["as"], value: unknown, path: string): void {
  if (as === "string") {
    const isNumeric = typeof value === "string" && /^-?\d+$/.test(value);
    if (!isNumeric || !isWholeNumber(type, BigInt(value))) {
      fail(path, `a decimal string of ${describeType(type)}`, value);
    }
  } else if (as === "number") {
    const isWhole = Number.isSafeInteger(value);
    if (!isWhole || !isWholeNumber(type, BigInt(value as number))) {
      fail(path, "a whole number of at most 2^53 - 1 that the field can hold", value);
    }
  } else if (!isOfType(type, value)) fail(path, describeType(type), value);
}

function isOfType(type: ScalarName, value: unknown): boolean {
  switch (type) {
    case "double":
      return typeof value === "number";
    case "float":
      return (
        typeof value === "number" &&
        (!Number.isFinite(value) || Number.isFinite(Math.fround(value)))
      );
    case "bool":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string";
    case "bytes":
      return isUint8Array(value);
    case "int64":
    case "sint64":
    case "sfixed64":
    case "uint64":
    case "fixed64":
      return typeof value === "bigint" && isWholeNumber(type, value);
    default:
      return Number.isInteger(value) && isWholeNumber(type, BigInt(value as number));
  }
}

function isWholeNumber(type: ScalarName, value: bigint): boolean {
  const isUnsigned = type.startsWith("u") || type.startsWith("f");
  const bits = type.endsWith("64") ? 64 : 32;
  return value === (isUnsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value));
}
