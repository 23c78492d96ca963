// Ranges of numbers as descriptors have them.

import type { RangeNode } from "../ast/index.js";
import type { NumberRange } from "../descriptor/index.js";

export function toRange({ from, to }: RangeNode): NumberRange {
  return { start: from.value, end: to.value };
}

/** The largest number that extensions of a message set may have. */
const MAX_IN_MESSAGE_SET = 2_147_483_646;

/** The same in a message: `max` is more in a message set. */
export function toMessageRange(node: RangeNode, isMessageSet: boolean): NumberRange {
  const range = toRange(node);
  return node.isToMax && isMessageSet ? { ...range, end: MAX_IN_MESSAGE_SET } : range;
}
