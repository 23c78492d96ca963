// Ranges of numbers as descriptors have them.

import type { RangeNode } from "../ast/index.js";
import type { NumberRange } from "../descriptor/index.js";

/** What `max` means in a message set, whose extensions are not encoded as fields are. */
export const MAX_MESSAGE_SET_NUMBER = 2_147_483_646;

export function toRange({ from, to }: RangeNode): NumberRange {
  return { start: from.value, end: to.value };
}

/** The same in a message: `max` is more in a message set. */
export function toMessageRange(node: RangeNode, isMessageSet: boolean): NumberRange {
  const range = toRange(node);
  return node.isToMax && isMessageSet ? { ...range, end: MAX_MESSAGE_SET_NUMBER } : range;
}
