// Ranges of numbers of a message or enum, reserved or for extensions, to be asked about one at a time.

import type { RangeNode } from "../ast/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";

export interface NumberRange {
  readonly kind: "reserved" | "extension";
  readonly start: number;
  /** Belongs to it. */
  readonly end: number;
  readonly node: RangeNode;
}

/** Numbers that a range may have. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
}

export interface NumberRanges {
  /** The range that holds `number`, if one does. */
  rangeWith(number: number): NumberRange | undefined;
}

/** Reports ranges that are backwards, out of `bounds` or overlap; the sound ones can be asked about. */
export function checkRanges(
  link: FileLink,
  ranges: readonly NumberRange[],
  bounds: { readonly [K in NumberRange["kind"]]: NumberBounds },
): NumberRanges {
  const sound = ranges.filter((range) => checkRange(link, range, bounds[range.kind]));
  sound.sort((a, b) => a.start - b.start || a.node.start - b.node.start);
  const separate: NumberRange[] = [];
  for (const range of sound) {
    const before = separate.at(-1);
    if (before === undefined || before.end < range.start) {
      separate.push(range);
      continue;
    }
    const isInOrder = before.node.start < range.node.start;
    const [first, again] = isInOrder ? [before, range] : [range, before];
    const at = link.span(again.node);
    link.diagnostics.add(errors.rangesOverlap(at, again.kind, first.kind, link.span(first.node)));
    if (range.end > before.end) separate.push({ ...range, start: before.end + 1 });
  }
  return { rangeWith: (number) => findRange(separate, number) };
}

function checkRange(link: FileLink, range: NumberRange, { min, max }: NumberBounds): boolean {
  const { node, start, end, kind } = range;
  if (start < min || start > max) {
    link.diagnostics.add(errors.rangeOutOfRange(link.span(node.from), kind, min, max));
  } else if (end > max) {
    link.diagnostics.add(errors.rangeOutOfRange(link.span(node.to), kind, min, max));
  } else if (end < start) {
    link.diagnostics.add(errors.rangeBackwards(link.span(node), kind));
  } else {
    return true;
  }
  return false;
}

/** Binary search in ranges that are sorted and do not overlap. */
function findRange(ranges: readonly NumberRange[], number: number): NumberRange | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle]!;
    if (number < range.start) high = middle - 1;
    else if (number > range.end) low = middle + 1;
    else return range;
  }
  return undefined;
}
