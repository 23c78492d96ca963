// What a message holds, field by field, whatever form it has.

import { entriesOf, type MapInit } from "../create-values.js";
import { isLeftOut } from "../field-zero.js";
import { type FieldPlan, type PropertyPlan, recordKeyOf } from "../message-plan.js";

export type Values = Record<string, unknown>;

/** A oneof as a message holds it. */
export interface OneofValue {
  readonly case: string;
  readonly value: unknown;
}

/** The field of a property that is set, and its value; undefined where none is. */
export function heldField(
  property: PropertyPlan,
  message: Readonly<Values>,
): { field: FieldPlan; value: unknown } | undefined {
  const value = message[property.key];
  if (value === undefined) return undefined;
  if (property.members === undefined) return { field: property.field, value };
  const { case: member, value: held } = value as OneofValue;
  const field = property.members.get(member);
  return field === undefined ? undefined : { field, value: held };
}

/** A map, which programs without types may have put there as a record. @throws TypeError for what is neither */
export function mapIn(
  { keyKind, keyAs }: FieldPlan,
  value: unknown,
): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  return new Map(entriesOf(value as MapInit<unknown, unknown>, recordKeyOf(keyKind, keyAs)));
}

/** Whether a field is absent, or as if it were. */
export function isUnset(field: FieldPlan, value: unknown): boolean {
  return value === undefined || isLeftOut(field, value);
}
