// A message of its own.

import { copyBytes } from "../../base/index.js";
import { checkMessage } from "../check-message.js";
import { emptyMessage } from "../empty-message.js";
import { explainValue } from "../explain-value.js";
import { type FieldPlan, Kind, type MessagePlan, planOf, Shape } from "../message-plan.js";
import type { MessageType } from "../message-type.js";
import { createTyped, type TypedList } from "../typed-lists.js";
import { rejectValue } from "../value-error.js";
import { isUint8Array } from "../write-length.js";
import { heldField, mapIn, type Values } from "./field-values.js";

/**
 * A copy that shares nothing with `message`, bytes and unknown fields included.
 *
 * @throws TypeError for a value of the wrong type or an unknown key, with its path
 */
export function clone<T>(type: MessageType<T, never>, message: NoInfer<T>): T {
  const plan = planOf(type);
  try {
    return copyMessage(plan, message as Values) as T;
  } catch (error) {
    explainValue(plan.type, message, error);
    throw error;
  }
}

function copyMessage(plan: MessagePlan, message: Readonly<Values>): Values {
  checkMessage(message, plan.keys);
  const copy = emptyMessage(plan.type);
  for (const property of plan.properties) {
    const held = heldField(property, message);
    if (held === undefined) continue;
    const value = copyField(held.field, held.value);
    copy[property.key] =
      property.members === undefined ? value : { case: held.field.member, value };
  }
  if (message.$unknown !== undefined) copy.$unknown = copyOfBytes(message.$unknown);
  return copy;
}

/** All that a field holds. */
export function copyField(field: FieldPlan, value: unknown): unknown {
  switch (field.shape) {
    case Shape.list:
      if (field.typed !== undefined) return createTyped(value as TypedList, field.typed);
      return (value as readonly unknown[]).map((each) => copyValue(field, each));
    case Shape.map: {
      const map = new Map<unknown, unknown>();
      for (const [key, each] of mapIn(field, value)) {
        map.set(key, copyValue(field, each));
      }
      return map;
    }
    case Shape.single:
      return copyValue(field, value);
  }
}

/** One value, elements of lists and maps too. */
export function copyValue(field: FieldPlan, value: unknown): unknown {
  switch (field.kind) {
    case Kind.message:
      return copyMessage(field.message, value as Values);
    case Kind.bytes:
      return copyOfBytes(value);
    case Kind.timestamp:
      return field.as === "date" ? new Date((value as Date).getTime()) : value;
    default:
      return value;
  }
}

/** Bytes of its own, unknown fields too. @throws TypeError for what is no array of bytes */
export function copyOfBytes(value: unknown): Uint8Array {
  if (!isUint8Array(value)) rejectValue("bytes", value);
  return copyBytes(value, 0, value.length);
}
