// The zero of a field: what one without presence holds where it is not set, and what it is not written for.
// Proto3 Language Guide "Default Field Values"; -0 is a value of its own in a float or double.

import { isEmptyMap, type MapInit } from "./create-values.js";
import { type FieldPlan, Kind, Shape } from "./message-plan.js";
import { checkElements } from "./typed-lists.js";
import { isUint8Array } from "./write-length.js";

/** Whether a field without presence is as if it were not set. @throws TypeError for what is no list or map of it */
export function isLeftOut(field: FieldPlan, value: unknown): boolean {
  if (field.hasPresence) return false;
  switch (field.shape) {
    case Shape.list:
      checkElements(value as unknown[], field.typed);
      return (value as unknown[]).length === 0;
    case Shape.map:
      return isEmptyMap(value as MapInit<unknown, unknown>);
  }
  return isZero(field, value);
}

/** Whether one value is the zero of the field. False for what is of another type: whoever writes it refuses it. */
export function isZero(field: FieldPlan, value: unknown): boolean {
  switch (field.kind) {
    case Kind.string:
      return value === "";
    case Kind.bool:
      return value === false;
    case Kind.bytes:
      return isUint8Array(value) && value.length === 0;
    case Kind.double:
    case Kind.float:
      return Object.is(value, 0);
    default:
      return value === field.zero;
  }
}

/** What JSON says of a field that an init leaves out, where it says so at all. */
export function absentValueOf({ kind, zero }: FieldPlan): unknown {
  return kind === Kind.bytes ? new Uint8Array(0) : zero;
}
