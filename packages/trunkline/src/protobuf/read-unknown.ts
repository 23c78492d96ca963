// Fields the schema does not know: skipped while reading, kept as bytes so that what passes through
// an older program is not lost. Protobuf Encoding "Unknown Fields", "Groups".

import { readLength } from "./read-string.js";
import { readTag, skipVarint } from "./read-varint.js";
import { failAt, type Reader } from "./reader.js";

/** Where in the reader's bytes unknown fields are: start and end in turn, neighbours joined. */
export type UnknownRanges = number[];

/**
 * Skips the field that began at `start` with the key `tag`, adding it to `ranges`. Generated code
 * calls it for every key it does not know, a known number with another wire type included; and for
 * the key that ends a group, which ends the message that the group is.
 */
export function skipUnknown(
  reader: Reader,
  tag: number,
  start: number,
  ranges: UnknownRanges | undefined,
): UnknownRanges | undefined {
  if ((tag & 7) === 4 && tag === reader.endTag && reader.nesting === reader.groupNesting) {
    endGroup(reader);
    return ranges;
  }
  skipValue(reader, tag, start);
  return keepRange(reader, start, ranges);
}

/** The end tag of a group has been read: its message ends here. `readGroup` goes on. */
function endGroup(reader: Reader): void {
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  reader.endTag = 0;
  reader.end = reader.position;
}

/**
 * Adds to `ranges` what has been read since `start`: a field whose value turned out to be none that
 * the schema knows.
 */
export function keepRange(
  reader: Reader,
  start: number,
  ranges: UnknownRanges | undefined,
): UnknownRanges {
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
  if (ranges === undefined) return [start, reader.position];
  if (ranges[ranges.length - 1] === start) ranges[ranges.length - 1] = reader.position;
  else ranges.push(start, reader.position);
  return ranges;
}

/** Skips a field that nobody keeps: one in a map entry. */
export function skipValue(reader: Reader, tag: number, start: number): void {
  if (tag >>> 3 === 0) failAt(start, "has number 0: expected 1 to 536870911");
  switch (tag & 7) {
    case 0:
      skipVarint(reader);
      break;
    case 1:
      reader.position += 8;
      break;
    case 2: {
      const length = readLength(reader);
      reader.position += length;
      break;
    }
    case 3:
      skipGroup(reader, tag, start);
      break;
    case 5:
      reader.position += 4;
      break;
    case 4:
      failAt(start, "ends a group that did not begin");
      break;
    default:
      failAt(start, `has wire type ${tag & 7}: expected 0 to 5`);
  }
  if (reader.position > reader.end) failAt(reader.end, "is cut off in the middle of a value");
}

function skipGroup(reader: Reader, groupTag: number, start: number): void {
  if (++reader.nesting > reader.maxNesting) failNesting(reader);
  for (;;) {
    const fieldStart = reader.position;
    if (fieldStart >= reader.end) failAt(start, "is a group that does not end");
    const tag = readTag(reader);
    if ((tag & 7) !== 4) {
      skipValue(reader, tag, fieldStart);
      continue;
    }
    if (tag >>> 3 !== groupTag >>> 3) failAt(fieldStart, "ends a group that did not begin");
    break;
  }
  reader.nesting--;
}

/** @throws DecodeFault always */
export function failNesting(reader: Reader): never {
  failAt(reader.position, `is nested deeper than ${reader.maxNesting} messages`);
}

/**
 * Appends the ranges to `message.$unknown`. A message that arrives in pieces comes here once a piece:
 * its memory then grows by doubling, so that many pieces cost no more than their bytes.
 */
export function keepUnknown(
  reader: Reader,
  message: { $unknown?: Uint8Array },
  ranges: UnknownRanges,
): void {
  let count = 0;
  for (let i = 0; i < ranges.length; i += 2) count += ranges[i + 1]! - ranges[i]!;
  let position = extendUnknown(message, count);
  const kept = message.$unknown!;
  for (let i = 0; i < ranges.length; i += 2) {
    kept.set(reader.bytes.subarray(ranges[i]!, ranges[i + 1]!), position);
    position += ranges[i + 1]! - ranges[i]!;
  }
}

/** Makes `message.$unknown` longer by `count` bytes, to be filled in from the position it gives. */
export function extendUnknown(message: { $unknown?: Uint8Array }, count: number): number {
  const before = message.$unknown;
  const length = before === undefined ? 0 : before.length;
  const wanted = length + count;
  let memory: Uint8Array;
  if (before === undefined) memory = new Uint8Array(count);
  else if (wanted <= before.buffer.byteLength) memory = new Uint8Array(before.buffer, 0, wanted);
  else {
    memory = new Uint8Array(Math.max(wanted, 2 * length)).subarray(0, wanted);
    memory.set(before);
  }
  message.$unknown = memory;
  return length;
}
