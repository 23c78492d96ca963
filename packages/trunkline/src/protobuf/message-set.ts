// Message sets: messages that have nothing but extensions, each of them a message, in a form from before there
// were extensions. A group with the number 1 holds the number of the extension (2) and its bytes (3).
// descriptor.proto "message_set_wire_format". Numbers go up to 2^31 - 2 there, past what a key can hold, so that
// the fields which are read and written are given number 1.

import { OutputBuffer } from "../base/index.js";
import type { ExtensionForm } from "./extension.js";
import { readLength } from "./read-string.js";
import { skipValue } from "./read-unknown.js";
import { readTag, readUint32 } from "./read-varint.js";
import { Reader } from "./reader.js";
import { bytesOf, fieldsOf } from "./split-unknown.js";
import { writeBytes } from "./write-length.js";
import { writeTag, writeUint32 } from "./write-varint.js";

const ownTag = 10;
const itemStart = 11;
const itemEnd = 12;
const numberTag = 16;
const bytesTag = 26;

/** How a message set carries its extensions. One that came as any other field is understood too. */
export const messageSetForm: ExtensionForm = {
  fieldNumber: 1,
  numberOf(unknown, { tag, valueStart, end }) {
    return tag === itemStart ? parseItem(unknown.subarray(valueStart, end)).number : undefined;
  },
  split(unknown, number) {
    const own = new OutputBuffer(unknown.length + 8);
    const rest = new OutputBuffer(unknown.length);
    for (const { tag, start, valueStart, end } of fieldsOf(unknown)) {
      const field = unknown.subarray(start, end);
      if (tag === number * 8 + 2) {
        writeTag(own, ownTag, 0);
        own.append(unknown.subarray(valueStart, end));
      } else if (tag !== itemStart) rest.append(field);
      else {
        const item = parseItem(unknown.subarray(valueStart, end));
        if (item.number !== number) rest.append(field);
        else for (const bytes of item.parts) writeBytes(own, ownTag, bytes);
      }
    }
    return { own: bytesOf(own), rest: bytesOf(rest) };
  },
  wrap(own, number) {
    const out = new OutputBuffer(own.length + 16);
    for (const { valueStart, end } of fieldsOf(own)) {
      writeTag(out, itemStart, 0);
      writeUint32(out, numberTag, number);
      writeTag(out, bytesTag, 0);
      out.append(own.subarray(valueStart, end));
      writeTag(out, itemEnd, 0);
    }
    return bytesOf(out);
  },
};

/** What a group has after its first key; its parts may stand in any order. */
function parseItem(group: Uint8Array): { number: number; parts: Uint8Array[] } {
  const item: { number: number; parts: Uint8Array[] } = { number: 0, parts: [] };
  const reader = new Reader();
  reader.reset(group, 0, group.length);
  while (reader.position < reader.end) {
    const start = reader.position;
    const tag = readTag(reader);
    if (tag === itemEnd) break;
    if (tag === numberTag) item.number = readUint32(reader);
    else if (tag === bytesTag) {
      const length = readLength(reader);
      item.parts.push(group.subarray(reader.position, reader.position + length));
      reader.position += length;
    } else skipValue(reader, tag, start);
  }
  return item;
}
