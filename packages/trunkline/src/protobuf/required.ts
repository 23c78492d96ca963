// Required fields: proto2's `required` and the feature LEGACY_REQUIRED. A message is read in pieces that may
// each lack one, so that only the whole is tested, and only where some message in it has such a field.

import type { AnyGeneratedType, FieldInfo } from "./generated-type.js";
import { valueIn } from "./value-in.js";

/** What a required field holds while its message is being read. */
export const missing: never = undefined as never;

/** `value` where there is one. @throws TypeError otherwise */
export function requireValue<T>(value: T | undefined): T {
  if (value === undefined)
    throw new TypeError("expected a value of a required field, got undefined");
  return value;
}

const needs = new WeakMap<AnyGeneratedType, boolean>();

/** Whether messages of `type` can lack a required field, of their own or deeper down. */
export function canLack(type: AnyGeneratedType): boolean {
  let answer = needs.get(type);
  if (answer === undefined) {
    const seen = new Set([type]);
    answer = reachesRequired(seen);
    // What nothing was found from has been walked to its ends.
    for (const each of answer ? [type] : seen) needs.set(each, answer);
  }
  return answer;
}

/** Adds to `seen` the types of the fields, and those of theirs: a loop, as there may be thousands in a row. */
function reachesRequired(seen: Set<AnyGeneratedType>): boolean {
  for (const type of seen) {
    for (const { isRequired, message } of type.fields) {
      if (isRequired === true) return true;
      if (message !== undefined) seen.add(message());
    }
  }
  return false;
}

/** The path of the first required field that `message` lacks: `items.id`. */
export function findMissing(type: AnyGeneratedType, message: unknown): string | undefined {
  const values = message as Readonly<Record<string, unknown>>;
  for (const field of type.fields) {
    const value = valueIn(field, values);
    if (value === undefined) {
      if (field.isRequired === true) return field.name;
      continue;
    }
    if (field.message === undefined) continue;
    const inner = field.message();
    if (!canLack(inner)) continue;
    for (const element of elementsOf(field, value)) {
      const path = findMissing(inner, element);
      if (path !== undefined) return `${field.name}.${path}`;
    }
  }
  return undefined;
}

function elementsOf(field: FieldInfo, value: unknown): Iterable<unknown> {
  if (field.map !== undefined) return (value as ReadonlyMap<unknown, unknown>).values();
  return field.isRepeated === true ? (value as readonly unknown[]) : [value];
}
