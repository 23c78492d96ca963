// One message into another, as if the bytes of the second came after those of the first. Protobuf Encoding "Last One
// Wins".

import { checkMessage } from "../check-message.js";
import { explainValue } from "../explain-value.js";
import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { joinTyped, type TypedList } from "../typed-lists.js";
import { copyField, copyOfBytes, copyValue } from "./clone.js";
import { heldField, isUnset, mapIn, type OneofValue, type Values } from "./field-values.js";

/**
 * Puts what `source` has into `target`, and gives `target`: single values take the place of those that are there,
 * messages are merged, lists appended, entries of maps added. What `source` does not have stays. Nothing is shared.
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path; `target` may be merged in part then
 */
export function merge<T>(type: MessageType<T, never>, target: NoInfer<T>, source: NoInfer<T>): T {
  const plan = planOf(type);
  try {
    checkMessage(target as Values, plan.keys);
    mergeMessage(plan, target as Values, source as Values);
  } catch (error) {
    explainValue(plan.type, target, error);
    explainValue(plan.type, source, error);
    throw error;
  }
  return target;
}

function mergeMessage(plan: MessagePlan, target: Values, source: Readonly<Values>): void {
  checkMessage(source, plan.keys);
  for (const property of plan.properties) {
    const held = heldField(property, source);
    if (held === undefined) continue;
    const { field, value } = held;
    if (property.members !== undefined) mergeMember(target, property.key, field, value);
    else if (!isUnset(field, value)) {
      target[property.key] = mergeField(field, target[property.key], value);
    }
  }
  if (source.$unknown !== undefined) {
    target.$unknown = join(target.$unknown as Uint8Array, source.$unknown as Uint8Array);
  }
}

function mergeMember(target: Values, key: string, field: FieldPlan, value: unknown): void {
  const there = target[key] as OneofValue | undefined;
  const before = there?.case === field.member ? there.value : undefined;
  target[key] = { case: field.member, value: mergeField(field, before, value) };
}

function mergeField(field: FieldPlan, before: unknown, value: unknown): unknown {
  if (before === undefined) return copyField(field, value);
  switch (field.shape) {
    case Shape.list:
      if (field.typed !== undefined) {
        return joinTyped(before as TypedList, value as TypedList, field.typed);
      }
      for (const each of value as readonly unknown[]) {
        (before as unknown[]).push(copyValue(field, each));
      }
      return before;
    case Shape.map: {
      const map = mapIn(field, before) as Map<unknown, unknown>;
      for (const [key, each] of mapIn(field, value)) map.set(key, copyValue(field, each));
      return map;
    }
    case Shape.single:
      if (field.kind !== Kind.message) return copyValue(field, value);
      mergeMessage(field.message, before as Values, value as Values);
      return before;
  }
}

function join(before: Uint8Array | undefined, more: Uint8Array): Uint8Array {
  if (before === undefined) return copyOfBytes(more);
  const both = new Uint8Array(before.length + more.length);
  both.set(before);
  both.set(more, before.length);
  return both;
}
