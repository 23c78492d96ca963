// Why a message cannot be written. Writing stops at the first wrong value without knowing where it
// is; this walk by the field table finds it again and says its path. It runs after a failure only.

import type { AnyGeneratedType, FieldInfo, ScalarName } from "./generated-type.js";
import { cut, shorten } from "./shorten.js";
import { isBuiltIn, tagOf } from "./tag-of.js";
import { describeType, describeValue, isUnsigned, type Refusal } from "./value-error.js";
import { isUint8Array } from "./write-length.js";

/** Deeper than any message that a peer would read; a cycle gets here. */
const MAX_DEPTH = 1000;

interface Walk {
  /** What writing stopped at. */
  readonly error: unknown;
  /** How many messages the one at hand is in. */
  depth: number;
}

/**
 * @param error what writing stopped at
 * @throws TypeError with the path of the first wrong value; returns if there is none
 */
export function explainValue(type: AnyGeneratedType, message: unknown, error: unknown): void {
  explainMessage(type, message, type.typeName, { error, depth: 0 });
}

function fail(path: string, wanted: string, value: unknown): never {
  throw new TypeError(`${path}: expected ${wanted}, got ${describeValue(value)}`);
}

function explainMessage(type: AnyGeneratedType, message: unknown, path: string, walk: Walk): void {
  const values = assertObject(message, path, "an object");
  if (walk.depth > MAX_DEPTH) {
    throw new TypeError(
      `${path.slice(0, 120)}…: nested deeper than ${MAX_DEPTH} messages: a cycle?`,
    );
  }
  keyWalk()?.(type, values, path);
  for (const field of type.fields) {
    const fieldPath = `${path}.${field.name}`;
    if (field.oneof === undefined) {
      const value = values[field.key];
      if (value !== undefined) explainField(field, value, fieldPath, walk);
      else if (field.isRequired) fail(fieldPath, "a value, since the field is required", value);
      continue;
    }
    const oneof = values[field.oneof];
    if (oneof === undefined) continue;
    const member = explainOneof(type, field.oneof, oneof, `${path}.${field.oneof}`);
    if (member.case === field.key) explainSingle(field, member.value, fieldPath, walk);
  }
  if (values.$unknown !== undefined) {
    explainScalar("bytes", undefined, values.$unknown, `${path}.$unknown`);
  }
}

function assertObject(value: unknown, path: string, wanted: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) fail(path, wanted, value);
  return value as Record<string, unknown>;
}

/** Written so that a bundler that knows `process.env.NODE_ENV` to be "production" leaves out what looks for keys. */
function keyWalk(): typeof explainKeys | undefined {
  try {
    if (process.env.NODE_ENV !== "production") return explainKeys;
  } catch {
    return explainKeys; // No `process` here: a browser.
  }
  return undefined;
}

/** The keys a message of this type may have. */
function keysOf(type: AnyGeneratedType): Set<string> {
  return new Set([...type.fields.map((field) => field.oneof ?? field.key), "$unknown"]);
}

/** Objects whose content is not in keys at all, too. */
function explainKeys(
  type: AnyGeneratedType,
  message: Readonly<Record<string, unknown>>,
  path: string,
): void {
  if (isBuiltIn(message)) fail(path, "an object with its fields", message);
  for (const { map, key, name } of type.fields) {
    const value = map === undefined ? undefined : message[key];
    if (typeof value !== "object" || value === null || !isBuiltIn(value)) continue;
    if (tagOf(value) !== "Map") fail(`${path}.${name}`, "a Map or a record", value);
  }
  const keys = keysOf(type);
  for (const key of Object.keys(message)) {
    if (keys.has(key)) continue;
    const near = findSimilarKey(key, type, keys);
    const hint = near === undefined ? "" : `; did you mean "${near}"?`;
    throw new TypeError(`${path}.${cut(key)}: ${type.typeName} has no key ${shorten(key)}${hint}`);
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

/** @returns the oneof, whose case is that of a member */
function explainOneof(
  type: AnyGeneratedType,
  key: string,
  oneof: unknown,
  path: string,
): Record<string, unknown> {
  const member = assertObject(oneof, path, "an object with case and value");
  const members = type.fields.filter((field) => field.oneof === key).map((field) => field.key);
  if (!members.includes(member.case as string)) {
    fail(`${path}.case`, `one of ${members.map((name) => `"${name}"`).join(", ")}`, member.case);
  }
  return member;
}

function explainField(field: FieldInfo, value: unknown, path: string, walk: Walk): void {
  if (field.map !== undefined) explainMap(field, field.map, value, path, walk);
  else if (field.isRepeated === undefined) explainSingle(field, value, path, walk);
  else {
    const { typed } = field;
    if (typed !== undefined && tagOf(value) === typed) return;
    if (!Array.isArray(value)) {
      fail(path, typed === undefined ? "an array" : `an array or ${typed}`, value);
    }
    for (let i = 0; i < value.length; i++) explainSingle(field, value[i], `${path}[${i}]`, walk);
  }
}

function explainMap(
  field: FieldInfo,
  keyType: ScalarName,
  value: unknown,
  path: string,
  walk: Walk,
): void {
  const record = assertObject(value, path, "a Map or a record");
  for (const [key, element] of value instanceof Map ? value : Object.entries(record)) {
    const elementPath = `${path}[${describeValue(key)}]`;
    if (value instanceof Map) explainScalar(keyType, field.keyAs, key, elementPath);
    else if (!isRecordKey(keyType, key))
      fail(elementPath, `a key for ${describeType(keyType)}`, key);
    explainSingle(field, element, elementPath, walk);
  }
}

function isRecordKey(type: ScalarName, key: string): boolean {
  if (type === "bool") return key === "true" || key === "false";
  return type === "string" || isWholeNumber(type, key);
}

function explainSingle(field: FieldInfo, value: unknown, path: string, walk: Walk): void {
  if (field.type === "message") {
    if (field.as !== undefined) explainMoment(field, value, path, walk.error);
    else {
      walk.depth++;
      explainMessage(field.message!(), value, path, walk);
      walk.depth--;
    }
  } else if (field.isClosed) explainKnown(field.values!, value, path);
  else explainScalar(field.type === "enum" ? "int32" : field.type, field.as, value, path);
}

/** What a policy holds instead of a Timestamp or Duration: the conversion has said what is wrong. */
function explainMoment(field: FieldInfo, value: unknown, path: string, error: unknown): void {
  const refusal = error as Refusal | undefined;
  if (refusal?.isAbout?.(field, value)) throw new TypeError(`${path}: ${refusal.message}`);
}

function explainKnown(
  values: Readonly<Record<string, number>>,
  value: unknown,
  path: string,
): void {
  const known = Object.values(values);
  if (known.includes(value as number)) return;
  fail(path, `one of ${known.join(", ")}, the values of a closed enum`, value);
}

function explainScalar(type: ScalarName, as: FieldInfo["as"], value: unknown, path: string): void {
  const described = describeType(type);
  if (as === "string") {
    if (typeof value === "string" && isWholeNumber(type, value)) return;
    fail(path, `a decimal string of ${described}`, value);
  }
  if (as === "number") {
    if (Number.isSafeInteger(value) && isWholeNumber(type, value)) return;
    fail(path, "a whole number of at most 2^53 - 1 that the field can hold", value);
  }
  if (!isOfType(type, value)) fail(path, described, value);
}

function isOfType(type: ScalarName, value: unknown): boolean {
  if (type === "bytes") return isUint8Array(value);
  if (type === "float") {
    return (
      typeof value === "number" && Number.isFinite(Math.fround(value)) === Number.isFinite(value)
    );
  }
  if (!/\d/.test(type)) return describeType(type) === `a ${typeof value}`;
  return typeof value === (type.endsWith("64") ? "bigint" : "number") && isWholeNumber(type, value);
}

/** Whether the digits of a number, bigint or string are a whole number in the range of the type. */
function isWholeNumber(type: ScalarName, value: unknown): boolean {
  const digits = String(value);
  if (!/^-?\d+$/.test(digits)) return false;
  const fit = isUnsigned(type) ? BigInt.asUintN : BigInt.asIntN;
  return BigInt(digits) === fit(type.endsWith("64") ? 64 : 32, BigInt(digits));
}
