// Whether two messages say the same.

import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { checkMessages, explainMessages } from "./check-messages.js";
import { isUnset, mapIn, type OneofValue, type Values } from "./field-values.js";

/**
 * Whether two messages have the same fields with the same values. NaN is the same as NaN and 0 as -0; the order of a
 * map does not count, that of unknown fields does.
 *
 * ```ts
 * equals(User, before, after);
 * ```
 *
 * @throws TypeError for what is no message of the type, or nested deeper than 1,000 messages: a cycle
 */
export function equals<T>(
  type: MessageType<T, never>,
  one: NoInfer<T>,
  other: NoInfer<T>,
): boolean {
  const plan = planOf(type);
  checkMessages(plan, one, other);
  try {
    return areSame(plan, one as Values, other as Values);
  } catch (error) {
    explainMessages(plan, error, one, other);
  }
}

function areSame(plan: MessagePlan, one: Values, other: Values): boolean {
  if (one === other) return true;
  for (const { key, field, members } of plan.properties) {
    const isSame =
      members === undefined
        ? isSameField(field, one[key], other[key])
        : isSameOneof(members, one[key] as OneofValue, other[key] as OneofValue);
    if (!isSame) return false;
  }
  return isSameBytes(one.$unknown as Uint8Array, other.$unknown as Uint8Array);
}

function isSameOneof(
  members: ReadonlyMap<string, FieldPlan>,
  one: OneofValue | undefined,
  other: OneofValue | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other;
  const field = members.get(one.case);
  return (
    field !== undefined && one.case === other.case && isSameValue(field, one.value, other.value)
  );
}

function isSameField(field: FieldPlan, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (one === undefined) return isUnset(field, other);
  if (other === undefined) return isUnset(field, one);
  switch (field.shape) {
    case Shape.list: {
      const [list, others] = [one as readonly unknown[], other as readonly unknown[]];
      if (list.length !== others.length) return false;
      return list.every((each, index) => isSameValue(field, each, others[index]));
    }
    case Shape.map: {
      const [map, others] = [mapIn(field, one), mapIn(field, other)];
      if (map.size !== others.size) return false;
      for (const [key, each] of map) {
        if (!others.has(key) || !isSameValue(field, each, others.get(key))) return false;
      }
      return true;
    }
    case Shape.single:
      return isSameValue(field, one, other);
  }
}

/** Of two values of one field, elements of lists and maps too. */
export function isSameValue(field: FieldPlan, one: unknown, other: unknown): boolean {
  if (one === other) return true;
  switch (field.kind) {
    case Kind.message:
      return areSame(field.message, one as Values, other as Values);
    case Kind.bytes:
      return isSameBytes(one as Uint8Array, other as Uint8Array);
    case Kind.timestamp:
      return field.as === "date" && (one as Date).getTime() === (other as Date).getTime();
    default:
      return Number.isNaN(one) && Number.isNaN(other);
  }
}

export function isSameBytes(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
