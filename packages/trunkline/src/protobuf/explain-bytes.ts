// Which field the fault is in. Reading knows only where in the bytes it stopped; this walk by the
// field table goes down to that place and collects the names. It runs after a failure only.

import type { AnyGeneratedType, FieldInfo } from "./generated-type.js";
import { readLength } from "./read-string.js";
import { skipValue } from "./read-unknown.js";
import { readTag } from "./read-varint.js";
import { Reader } from "./reader.js";

/** The path of fields from `type` to the field at `fault`: `address.street`, or empty. */
export function findPath(
  type: AnyGeneratedType,
  bytes: Uint8Array,
  start: number,
  end: number,
  fault: number,
): string {
  const names: string[] = [];
  let current: AnyGeneratedType | undefined = type;
  while (current !== undefined) {
    let place: FoundRecord | undefined;
    let field: FieldInfo | undefined;
    for (place of findRecords(bytes, start, end, fault)) {
      const { number } = place;
      field = current?.fields.find((each) => each.number === number);
      if (field === undefined) return names.join(".");
      names.push(field.name);
      current = field.message?.();
    }
    // A map entry is a level without a name of its own: its value is field 2.
    if (field?.map !== undefined) {
      [place] = findRecords(bytes, place!.start, place!.end, fault);
      if (place?.number !== 2) break;
    }
    if (place === undefined || fault < place.start) break;
    ({ start, end } = place);
  }
  return names.join(".");
}

interface FoundRecord {
  number: number;
  /** Where the content begins, if it is a group, or length-delimited and its length is sound; else Infinity. */
  start: number;
  end: number;
}

/**
 * The record that the fault is in, after the groups around it. Groups are walked through once, whatever their depth:
 * where one ends is not known before.
 */
function findRecords(bytes: Uint8Array, start: number, end: number, fault: number): FoundRecord[] {
  const reader = new Reader();
  reader.reset(bytes, start, end);
  const open: FoundRecord[] = [];
  while (reader.position < end) {
    const at = reader.position;
    const record: FoundRecord = { number: 0, start: Infinity, end };
    open.push(record);
    let wireType = 0;
    try {
      const tag = readTag(reader);
      wireType = tag & 7;
      record.number = tag >>> 3;
      // The end of a group is the last of the group, no record of its own.
      if (wireType === 4 && open.at(-2)?.number === record.number) open.pop();
      else if (wireType === 3) record.start = reader.position;
      else if (wireType === 2) {
        const length = readLength(reader);
        record.start = reader.position;
        record.end = reader.position += length;
      } else skipValue(reader, tag, at);
    } catch {
      return open;
    }
    if (fault < reader.position || reader.position >= end) return open;
    if (wireType !== 3) open.pop();
  }
  return [];
}
