// Ranges of numbers as descriptors have them.

import type { RangeNode } from "../ast/index.js";
import type { NumberRange } from "../descriptor/index.js";

export function toRange({ from, to }: RangeNode): NumberRange {
  return { start: from.value, end: to.value };
}
