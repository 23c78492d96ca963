// Fields that the schema does not know, by their numbers: numbers as they are, what may be a message as one.

import { DecodeFault } from "../decode-error.js";
import { readFixed32, readFixed64 } from "../read-fixed.js";
import { readLength } from "../read-string.js";
import { readTag, readUint64 } from "../read-varint.js";
import { Reader } from "../reader.js";
import { fieldsOf } from "../split-unknown.js";

/** What such fields are written with. */
export interface UnknownFieldWriter {
  line(text: string): void;
  block(name: string, writeContent: () => void): void;
  bytes(name: string, value: Uint8Array): void;
}

/** Strings that look like messages inside one another end here. */
const MAX_DEPTH = 10;

/** Writes the fields in `unknown` but those with the numbers `known`. */
export function writeUnknownFields(
  writer: UnknownFieldWriter,
  unknown: Uint8Array,
  known: ReadonlySet<number>,
  depth = 0,
): void {
  for (const { tag, valueStart, end } of fieldsOf(unknown)) {
    if (known.has(tag >>> 3)) continue;
    writeField(writer, tag, unknown.subarray(valueStart, end), depth);
  }
}

function writeField(
  writer: UnknownFieldWriter,
  tag: number,
  value: Uint8Array,
  depth: number,
): void {
  const name = String(tag >>> 3);
  const reader = new Reader();
  reader.reset(value, 0, value.length);
  switch (tag & 7) {
    case 0:
      writer.line(`${name}: ${readUint64(reader)}`);
      break;
    case 1:
      writer.line(`${name}: 0x${readFixed64(reader).toString(16).padStart(16, "0")}`);
      break;
    case 5:
      writer.line(`${name}: 0x${readFixed32(reader).toString(16).padStart(8, "0")}`);
      break;
    case 3: {
      const content = value.subarray(0, endTagOf(value));
      writer.block(name, () => writeUnknownFields(writer, content, new Set(), depth + 1));
      break;
    }
    default: {
      const length = readLength(reader);
      const content = value.subarray(reader.position, reader.position + length);
      if (depth < MAX_DEPTH && length > 0 && isMessage(content)) {
        writer.block(name, () => writeUnknownFields(writer, content, new Set(), depth + 1));
      } else writer.bytes(name, content);
    }
  }
}

/** Where in a group, whose first key is not in `value`, its last key begins. */
function endTagOf(value: Uint8Array): number {
  const reader = new Reader();
  reader.reset(value, 0, value.length);
  let last = 0;
  while (reader.position < reader.end) {
    last = reader.position;
    const tag = readTag(reader);
    if ((tag & 7) === 4) break;
    reader.position = last;
    for (const { end } of fieldsOf(value.subarray(last))) {
      reader.position = last + end;
      break;
    }
  }
  return last;
}

function isMessage(bytes: Uint8Array): boolean {
  try {
    for (const { tag } of fieldsOf(bytes)) if (tag >>> 3 === 0) return false;
    return true;
  } catch (error) {
    if (error instanceof DecodeFault) return false;
    throw error;
  }
}
