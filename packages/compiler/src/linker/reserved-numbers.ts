// The numbers a message or enum has reserved, to be asked about one number at a time.

import type { RangeNode, ReservedNode } from "../ast/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

/** `max` is what the keyword means; numbers up to `limit` may be reserved all the same. */
export interface NumberBounds {
  readonly min: bigint;
  readonly max: bigint;
  readonly limit: bigint;
}

export interface ReservedNumbers {
  /** The range that holds `number`, if one does. */
  rangeWith(number: bigint): RangeNode | undefined;
}

/** Reports ranges that are backwards, out of `bounds` or overlap; the sound ones can be asked about. */
export function checkReserved(
  link: FileLink,
  reserved: readonly ReservedNode[],
  bounds: NumberBounds,
): ReservedNumbers {
  const { min, max, limit } = bounds;
  const endOf = ({ to }: RangeNode) => to ?? max;
  const sound: RangeNode[] = [];
  for (const range of reserved.flatMap((one) => one.ranges)) {
    const at = link.span(range);
    if (range.from < min || range.from > limit || endOf(range) > limit) {
      link.diagnostics.add(errors.rangeOutOfRange(at, min, limit));
    } else if (endOf(range) < range.from) {
      link.diagnostics.add(errors.rangeBackwards(at));
    } else {
      sound.push(range);
    }
  }
  sound.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.start - b.start));
  const separate: RangeNode[] = [];
  for (const range of sound) {
    const before = separate.at(-1);
    if (before === undefined || endOf(before) < range.from) {
      separate.push(range);
      continue;
    }
    const [first, again] = before.start < range.start ? [before, range] : [range, before];
    link.diagnostics.add(errors.rangesOverlap(link.span(again), link.span(first)));
    if (endOf(range) > endOf(before)) separate.push({ ...range, from: endOf(before) + 1n });
  }
  return { rangeWith: (number) => findRange(separate, number, endOf) };
}

/** Binary search in ranges that are sorted and do not overlap. */
function findRange(
  ranges: readonly RangeNode[],
  number: bigint,
  endOf: (range: RangeNode) => bigint,
): RangeNode | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle]!;
    if (number < range.from) high = middle - 1;
    else if (number > endOf(range)) low = middle + 1;
    else return range;
  }
  return undefined;
}
