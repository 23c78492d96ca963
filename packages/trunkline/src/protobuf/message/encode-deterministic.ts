// The same bytes whatever order maps are in. That order is all that a program may do in more than one way when it writes
// a message: fields are written by number, unknown ones as they came. So a message is encoded as ever, with its maps in
// order; programs that never ask for it do not contain this file. Protobuf "Serialization Is Not Canonical".

import { entriesOf, type MapInit } from "../create-values.js";
import {
  type FieldPlan,
  Kind,
  type MessagePlan,
  planOf,
  recordKeyOf,
  Shape,
} from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { explainMessages } from "./check-messages.js";
import type { Values } from "./field-values.js";

/** Deeper than any message that a peer would read; a cycle gets here. */
const MAX_DEPTH = 1000;

/**
 * Encodes a message with the entries of its maps in the order of their keys: numbers and bools from the lowest on,
 * strings by their bytes. Messages that differ only in the order of their maps have the same bytes, to be hashed,
 * compared or cached. 0 and -0, and NaNs with different bits, are equal to `equals` but may differ here.
 *
 * That holds in one program, with one version of the schema; another implementation, another version, and a message
 * that came with unknown fields may have other bytes for the same message.
 *
 * ```ts
 * const digest = hash(encodeDeterministic(Order, order));
 * ```
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path, and for maps that are nested
 * deeper than 1,000 messages
 */
export function encodeDeterministic<Init>(
  type: MessageType<unknown, Init>,
  message: NoInfer<Init>,
): Uint8Array {
  const inOrder = sorted(type, message);
  return type.encode(inOrder);
}

/** @throws TypeError with the path of what is no map */
function sorted<Init>(type: MessageType<unknown, Init>, message: Init): Init {
  const plan = planOf(type);
  try {
    return sortMessage(plan, message, 0) as Init;
  } catch (error) {
    explainMessages(plan, error, message);
  }
}

/** A message whose maps are in order: itself where it has none. What is wrong in it stays, for encoding to find. */
function sortMessage(plan: MessagePlan, message: unknown, depth: number): unknown {
  if (!isObject(message) || !hasMaps(plan)) return message;
  if (depth > MAX_DEPTH) throw new TypeError(`nested deeper than ${MAX_DEPTH} messages: a cycle?`);
  const values = message as Readonly<Values>;
  let sorted: Values | undefined;
  for (const { key, field, members } of plan.properties) {
    const value = values[key];
    if (!isObject(value)) continue;
    const inOrder =
      members === undefined
        ? sortField(field, value, depth)
        : sortMember(members, value as Readonly<Values>, depth);
    if (inOrder === value) continue;
    sorted ??= copyOf(plan, values);
    sorted[key] = inOrder;
  }
  return sorted ?? message;
}

/** With what encoding reads: fields may be inherited, and other keys are for encoding to refuse. */
function copyOf({ properties }: MessagePlan, values: Readonly<Values>): Values {
  const copy: Values = { ...values };
  for (const { key } of properties) if (values[key] !== undefined) copy[key] = values[key];
  return copy;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function sortMember(
  members: ReadonlyMap<string, FieldPlan>,
  oneof: Readonly<Values>,
  depth: number,
): unknown {
  const field = members.get(oneof.case as string);
  if (field === undefined) return oneof;
  return { ...oneof, value: sortValue(field, oneof.value, depth) };
}

function sortField(field: FieldPlan, value: object, depth: number): unknown {
  switch (field.shape) {
    case Shape.single:
      return sortValue(field, value, depth);
    case Shape.list:
      if (field.kind !== Kind.message || !Array.isArray(value)) return value;
      return value.map((each) => sortValue(field, each, depth));
    case Shape.map:
      return sortMap(field, value as MapInit<unknown, unknown>, depth);
  }
}

function sortValue(field: FieldPlan, value: unknown, depth: number): unknown {
  return field.kind === Kind.message ? sortMessage(field.message, value, depth + 1) : value;
}

/** Itself where a key is wrong. */
function sortMap(field: FieldPlan, map: MapInit<unknown, unknown>, depth: number): unknown {
  const { keyKind, keyAs } = field;
  const entries = [...entriesOf(map, recordKeyOf(keyKind, keyAs))];
  const keyType = keyAs ?? keyTypeOf(keyKind);
  const isDecimal = keyAs === "string";
  for (const [key] of entries) {
    if (typeof key !== keyType || (isDecimal && !/^-?\d+$/.test(key as string))) return map;
  }
  const compare = isDecimal ? compareDecimals : compareKeys;
  entries.sort(([one], [other]) => compare(one as string, other as string));
  // Keys that are one, "01" and "1", are one entry: the last of them, as whoever decodes them has it.
  return new Map(
    entries.map(([key, value]) => [
      isDecimal ? `${BigInt(key as string)}` : key,
      sortValue(field, value, depth),
    ]),
  );
}

function keyTypeOf(kind: Kind): string {
  switch (kind) {
    case Kind.string:
      return "string";
    case Kind.bool:
      return "boolean";
    case Kind.int64:
    case Kind.uint64:
      return "bigint";
    default:
      return "number";
  }
}

function compareDecimals(one: string, other: string): number {
  return compareKeys(BigInt(one), BigInt(other));
}

function compareKeys<Key extends string | number | bigint | boolean>(one: Key, other: Key): number {
  if (typeof one === "string") return compareText(one, other as string);
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The order of the bytes in UTF-8. */
function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [one.charCodeAt(i), other.charCodeAt(i)];
    if (a !== b) return utf8Rank(a) - utf8Rank(b);
  }
  return one.length - other.length;
}

/** A number for a unit of UTF-16 in that order: surrogates are before U+E000, but stand for characters after U+FFFF. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

const answers = new WeakMap<MessagePlan, boolean>();

/** Whether messages of a type can have maps, of their own or deeper down. */
function hasMaps(plan: MessagePlan): boolean {
  let answer = answers.get(plan);
  if (answer === undefined) {
    answer = reachesMap(plan, new Set());
    answers.set(plan, answer);
  }
  return answer;
}

function reachesMap(plan: MessagePlan, seen: Set<MessagePlan>): boolean {
  if (seen.has(plan)) return false;
  seen.add(plan);
  return plan.fields.some(
    (field) =>
      field.shape === Shape.map || (field.kind === Kind.message && reachesMap(field.message, seen)),
  );
}
