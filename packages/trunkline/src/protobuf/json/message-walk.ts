// How a message is walked over that becomes JSON: by its own keys where they come in the order of the table, which a
// loop over them loads several times faster than by name.

import { isEmptyMap, type MapInit } from "../create-values.js";
import { type FieldPlan, Kind, type PropertyPlan, Shape } from "../message-plan.js";
import { requireValue } from "../required.js";
import { checkElements } from "../typed-lists.js";
import { isUint8Array } from "../write-length.js";

/** Whether the keys of a message come in the order of the table, as those of all do that were created or decoded. */
export function areInOrder(properties: readonly PropertyPlan[], message: unknown): boolean {
  if (typeof message !== "object" || message === null) return false;
  // What a class has in getters is found by name alone: a loop over the keys does not come to it.
  const prototype: unknown = Object.getPrototypeOf(message);
  if (prototype !== Object.prototype && prototype !== null) return false;
  let next = 0;
  let key: string | undefined;
  for (key in message) {
    if (key === "$unknown") continue;
    while (next < properties.length && properties[next]!.key !== key) next++;
    if (next++ === properties.length) return false;
  }
  // What has no keys may be no message at all, which is looked at along the other way.
  return key !== undefined;
}

/** Whether a field is written. @throws TypeError for one that is required and absent */
export function isWritten(field: FieldPlan, value: unknown, writesDefaults: boolean): boolean {
  if (field.hasPresence) {
    if (field.info.isRequired) requireValue(value);
    return value !== undefined;
  }
  if (writesDefaults) return true;
  return value !== undefined && !isLeftOut(field, value);
}

/** Whether a field without presence is at its default. */
export function isLeftOut(field: FieldPlan, value: unknown): boolean {
  if (field.hasPresence) return false;
  switch (field.shape) {
    case Shape.list:
      checkElements(value as unknown[], field.typed);
      return (value as unknown[]).length === 0;
    case Shape.map:
      return isEmptyMap(value as MapInit<unknown, unknown>);
  }
  switch (field.kind) {
    case Kind.string:
      return value === "";
    case Kind.bool:
      return value === false;
    case Kind.bytes:
      return isUint8Array(value) && value.length === 0;
    case Kind.double:
    case Kind.float:
      return value === 0 && Object.is(value, 0);
    default:
      return value === field.zero;
  }
}

/** Of a field that an init leaves out. */
export function defaultOf({ kind, zero }: FieldPlan): unknown {
  return kind === Kind.bytes ? new Uint8Array(0) : zero;
}
