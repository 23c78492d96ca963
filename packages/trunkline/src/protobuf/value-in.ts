// What a message holds of one field, by the field table.

import type { FieldInfo } from "./generated-type.js";

/** All that a message holds of a field; undefined where that is absent, or another member of its oneof is set. */
export function valueIn(field: FieldInfo, values: Readonly<Record<string, unknown>>): unknown {
  if (field.oneof === undefined) return values[field.key];
  const oneof = values[field.oneof] as { case: string; value: unknown } | undefined;
  return oneof?.case === field.key ? oneof.value : undefined;
}
