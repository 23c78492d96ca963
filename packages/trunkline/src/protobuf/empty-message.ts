// What a message holds before it is filled in from text or JSON.

import type { AnyGeneratedType } from "./generated-type.js";
import { Reader } from "./reader.js";

/** Has nothing to read. */
const nothing: Reader = /* @__PURE__ */ new Reader();

/** A message with every field at its default, of the same form as those that were decoded. */
export function emptyMessage(type: AnyGeneratedType): Record<string, unknown> {
  return type.readFields(nothing, undefined) as Record<string, unknown>;
}
