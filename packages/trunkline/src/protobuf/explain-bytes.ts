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
    const found = findField(current, bytes, start, end, fault);
    if (found === undefined) break;
    names.push(found.field.name);
    // A map entry is a level without a name of its own: its value is field 2.
    if (found.field.map !== undefined && found.start !== undefined) {
      const value = findValueOfEntry(bytes, found.start, found.end, fault);
      if (value === undefined) break;
      found.start = value.start;
      found.end = value.end;
    }
    const isInside = found.start !== undefined && fault >= found.start;
    current = isInside ? found.field.message?.() : undefined;
    start = found.start ?? end;
    end = found.end;
  }
  return names.join(".");
}

/** The field whose bytes hold the fault, and the content it has if it is length-delimited or a group. */
function findField(
  type: AnyGeneratedType,
  bytes: Uint8Array,
  start: number,
  end: number,
  fault: number,
): { field: FieldInfo; start: number | undefined; end: number } | undefined {
  const at = findRecord(bytes, start, end, fault);
  const field = type.fields.find((candidate) => candidate.number === at?.number);
  return at === undefined || field === undefined
    ? undefined
    : { field, start: at.start, end: at.end };
}

function findValueOfEntry(
  bytes: Uint8Array,
  start: number,
  end: number,
  fault: number,
): { start: number; end: number } | undefined {
  const at = findRecord(bytes, start, end, fault);
  return at?.number === 2 && at.start !== undefined ? { start: at.start, end: at.end } : undefined;
}

interface FoundRecord {
  number: number;
  /** Where the content begins, if it is a group, or length-delimited and its length is sound. */
  start: number | undefined;
  end: number;
}

function findRecord(
  bytes: Uint8Array,
  start: number,
  end: number,
  fault: number,
): FoundRecord | undefined {
  const reader = new Reader();
  reader.reset(bytes, start, end);
  while (reader.position < end) {
    const at = reader.position;
    let tag = 0;
    let content: number | undefined;
    try {
      tag = readTag(reader);
      if ((tag & 7) === 2) {
        const length = readLength(reader);
        content = reader.position;
        reader.position += length;
      } else {
        if ((tag & 7) === 3) content = reader.position;
        skipValue(reader, tag, at);
      }
    } catch {
      return { number: tag >>> 3, start: (tag & 7) === 3 ? content : undefined, end };
    }
    if (fault < reader.position || reader.position >= end) {
      return { number: tag >>> 3, start: content, end: reader.position };
    }
  }
  return undefined;
}
