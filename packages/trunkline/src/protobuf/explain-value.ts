// Why a message cannot be written. Writing stops at the first wrong value without knowing where it
// is; this walk by the field table finds it again and says its path. It runs after a failure only.

import { findSimilar } from "../base/index.js";
import { askFor } from "./field-hint.js";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "./generated-type.js";
import { cut, shorten } from "./shorten.js";
import { isBuiltIn, tagOf } from "./tag-of.js";
import { describeType, describeValue, isUnsigned, type Refusal } from "./value-error.js";
import { isUint8Array } from "./write-length.js";

/** Deeper than any message that a peer would read; a cycle gets here. */
const MAX_DEPTH = 1000;

interface Walk {
  /** What writing stopped at. */
  readonly error: Partial<Refusal> | undefined;
  /** How many messages the one at hand is in. */
  depth: number;
}

/**
 * @param error what writing stopped at
 * @throws TypeError with the path of the first wrong value; returns if there is none
 */
export function explainValue(type: AnyGeneratedType, message: unknown, error: unknown): void {
  explainMessage(type, message, type.typeName, { error: error as Walk["error"], depth: 0 });
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
  chooseKeyCheck()?.(type, values, path);
  for (const field of type.fields) {
    const { key, oneof } = field;
    const fieldPath = `${path}.${field.name}`;
    let value = values[oneof ?? key];
    if (value === undefined) {
      if (field.isRequired) fail(fieldPath, "a value, since the field is required", value);
      continue;
    }
    if (oneof !== undefined) {
      const member = explainOneof(type, oneof, value, `${path}.${oneof}`);
      if (member.case !== key) continue;
      value = member.value;
    }
    if (field.map ?? field.isRepeated) explainEach(field, value, fieldPath, walk);
    else explainSingle(field, value, fieldPath, walk);
  }
  const { $unknown } = values;
  if ($unknown !== undefined) explainScalar("bytes", undefined, $unknown, `${path}.$unknown`);
}

function assertObject(value: unknown, path: string, wanted: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null) fail(path, wanted, value);
  return value as Record<string, unknown>;
}

/** Written so that a bundler that knows `process.env.NODE_ENV` to be "production" leaves out what looks for keys. */
function chooseKeyCheck(): typeof explainKeys | undefined {
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
    const hint = askFor(findSimilarKey(key, type));
    throw new TypeError(`${path}.${cut(key)}: ${type.typeName} has no key ${shorten(key)}${hint}`);
  }
}

/** The key meant by one that is misspelt, or by a member of a oneof, which is no key itself. */
function findSimilarKey(key: string, { fields }: AnyGeneratedType): string | undefined {
  const keys = fields.map((field) => field.oneof ?? field.key);
  const near = findSimilar(key, [...keys, ...fields.map((field) => field.key)]);
  return fields.find((field) => field.key === near)?.oneof ?? near;
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

/** The elements of a list, the entries of a map in either form. */
function explainEach(field: FieldInfo, value: unknown, path: string, walk: Walk): void {
  const { map, typed } = field;
  if (typed && tagOf(value) === typed) return;
  if (!map && !Array.isArray(value)) fail(path, typed ? `an array or ${typed}` : "an array", value);
  const values = assertObject(value, path, "a Map or a record");
  const isRecord = map && tagOf(value) !== "Map";
  const entries = isRecord ? Object.entries(values) : (value as Map<unknown, unknown>).entries();
  for (const [key, element] of entries) {
    const elementPath = `${path}[${describeValue(key)}]`;
    if (map && !(isRecord ? isRecordKey : isOfType)(map, field.keyAs, key)) {
      fail(elementPath, `${describeHeld(map, field.keyAs)} as key`, key);
    }
    explainSingle(field, element, elementPath, walk);
  }
}

function explainSingle(field: FieldInfo, value: unknown, path: string, walk: Walk): void {
  const { type, as } = field;
  if (type !== "message") {
    if (field.isClosed) {
      const known: readonly unknown[] = Object.values(field.values!);
      if (!known.includes(value)) {
        fail(path, `one of ${known.join(", ")}, the values of a closed enum`, value);
      }
    } else explainScalar(type === "enum" ? "int32" : type, as, value, path);
  } else if (as === undefined) {
    walk.depth++;
    explainMessage(field.message!(), value, path, walk);
    walk.depth--;
  } else if (walk.error?.isAbout?.(field, value)) {
    // What a policy holds instead of a Timestamp or Duration: the conversion has said what is wrong.
    throw new TypeError(`${path}: ${walk.error.message}`);
  }
}

function explainScalar(type: ScalarName, as: FieldInfo["as"], value: unknown, path: string): void {
  if (!isOfType(type, as, value)) fail(path, describeHeld(type, as), value);
}

/** What a field of `type` can have, held `as` something else or as it is. */
function describeHeld(type: ScalarName, as: FieldInfo["as"]): string {
  const wanted = describeType(type);
  if (as === "string") return `a decimal string of ${wanted}`;
  if (as !== "number") return wanted;
  return `a whole number from ${isUnsigned(type) ? "0" : "-2^53 + 1"} to 2^53 - 1`;
}

/** A key of a record is a string, whatever those of the map are. */
function isRecordKey(type: ScalarName, as: FieldInfo["as"], key: unknown): boolean {
  if (type === "bool") return /^(true|false)$/.test(key as string);
  return (
    isOfType(type, "string", key) && (as !== "number" || Number.isSafeInteger(+(key as string)))
  );
}

/** Whether a field of `type`, held `as` something else or as it is, can have `value`. */
function isOfType(type: ScalarName, as: FieldInfo["as"], value: unknown): boolean {
  if (type === "bytes") return isUint8Array(value);
  // A description has the name in it that `typeof` has for what it describes, and no other such name.
  const kind = typeof value;
  if (!(as ?? describeType(type)).includes(kind)) return false;
  const held = value as number;
  // What a float rounds to infinity is infinitely far from it; infinity itself is not, but NaN.
  if (type === "float") return Math.abs(Math.fround(held) - held) !== Infinity;
  if (!/\d/.test(type)) return true;
  if (kind !== "bigint" && !/^-?\d+$/.test(`${held}`)) return false;
  if (as === "number" && !Number.isSafeInteger(held)) return false;
  const fit = isUnsigned(type) ? BigInt.asUintN : BigInt.asIntN;
  return fit(Number(type.slice(-2)), BigInt(held)) === BigInt(held);
}
