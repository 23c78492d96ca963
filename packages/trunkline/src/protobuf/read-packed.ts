// Packed fields: values of one type after each other, behind one length. A function for each type, as in
// write-packed.ts. Protobuf Encoding "Packed".
//
// A list that is empty is replaced by one of the length that the values have: how many there are is found out
// before they are read, so that it does not grow while they are. What a field has in more than one piece is
// appended.

import { highWord, lowWord } from "./halves.js";
import {
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readSfixed32,
  readSfixed64,
} from "./read-fixed.js";
import { enter } from "./read-message.js";
import {
  readBool,
  readInt32,
  readInt64,
  readSint32,
  readSint64,
  readUint32,
  readUint64,
} from "./read-varint.js";
import { leave, type Reader } from "./reader.js";

// Values of one and of two bytes mostly come mixed, and no processor foresees which is next: both are read in
// one way, without a branch. Those of three have a way of their own.

// Each function makes its lists itself: engines remember at the place where a list is made what it came to hold.

/** So many doubles are worth a view of the bytes. */
const MANY = 12;

// A double is put together of two halves. Read back at once it waits for both to reach memory, so that a few are put
// together before the first is read.

const FEW = 64;
const memory: ArrayBuffer = /* @__PURE__ */ new ArrayBuffer(8 * FEW);
const few: Float64Array = /* @__PURE__ */ new Float64Array(memory);
const fewWords: Uint32Array = /* @__PURE__ */ new Uint32Array(memory);

/** Longer lists are not made at once: engines keep them differently. */
export const LONGEST_AT_ONCE: number = 1 << 24;

/** How many varints end before the reader's end. */
export function countVarints(reader: Reader): number {
  const { bytes, end } = reader;
  let position = reader.position;
  let count = end - position;
  for (; position + 4 <= end; position += 4) {
    const first = (bytes[position]! >>> 7) + (bytes[position + 1]! >>> 7);
    count -= first + (bytes[position + 2]! >>> 7) + (bytes[position + 3]! >>> 7);
  }
  for (; position < end; position++) count -= bytes[position]! >>> 7;
  return count;
}

export function readPackedInt32(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end - 2) {
    const first = bytes[position]!;
    const second = bytes[position + 1]!;
    if ((first & second) < 0x80) {
      const more = first >>> 7;
      const value = (first & 0x7f) | ((second << 7) & -more);
      into[at++] = value;
      position += 1 + more;
    } else if (bytes[position + 2]! < 0x80) {
      const value = (first & 0x7f) | ((second & 0x7f) << 7) | (bytes[position + 2]! << 14);
      into[at++] = value;
      position += 3;
    } else {
      reader.position = position;
      into[at++] = readInt32(reader);
      position = reader.position;
    }
  }
  reader.position = position;
  while (reader.position < end) into[at++] = readInt32(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedUint32(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end - 2) {
    const first = bytes[position]!;
    const second = bytes[position + 1]!;
    if ((first & second) < 0x80) {
      const more = first >>> 7;
      const value = (first & 0x7f) | ((second << 7) & -more);
      into[at++] = value;
      position += 1 + more;
    } else if (bytes[position + 2]! < 0x80) {
      const value = (first & 0x7f) | ((second & 0x7f) << 7) | (bytes[position + 2]! << 14);
      into[at++] = value;
      position += 3;
    } else {
      reader.position = position;
      into[at++] = readUint32(reader);
      position = reader.position;
    }
  }
  reader.position = position;
  while (reader.position < end) into[at++] = readUint32(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedSint32(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end - 2) {
    const first = bytes[position]!;
    const second = bytes[position + 1]!;
    if ((first & second) < 0x80) {
      const more = first >>> 7;
      const value = (first & 0x7f) | ((second << 7) & -more);
      into[at++] = (value >>> 1) ^ -(value & 1);
      position += 1 + more;
    } else if (bytes[position + 2]! < 0x80) {
      const value = (first & 0x7f) | ((second & 0x7f) << 7) | (bytes[position + 2]! << 14);
      into[at++] = (value >>> 1) ^ -(value & 1);
      position += 3;
    } else {
      reader.position = position;
      into[at++] = readSint32(reader);
      position = reader.position;
    }
  }
  reader.position = position;
  while (reader.position < end) into[at++] = readSint32(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedInt64(reader: Reader, list: bigint[]): bigint[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<bigint>(count) : list;
  while (reader.position < end) into[at++] = readInt64(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedUint64(reader: Reader, list: bigint[]): bigint[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<bigint>(count) : list;
  while (reader.position < end) into[at++] = readUint64(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedSint64(reader: Reader, list: bigint[]): bigint[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<bigint>(count) : list;
  while (reader.position < end) into[at++] = readSint64(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedBool(reader: Reader, list: boolean[]): boolean[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = countVarints(reader);
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<boolean>(count) : list;
  while (reader.position < end) into[at++] = readBool(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedFixed32(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 2;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  while (reader.position < end) into[at++] = readFixed32(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedSfixed32(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 2;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  while (reader.position < end) into[at++] = readSfixed32(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedFloat(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 2;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  while (reader.position < end) into[at++] = readFloat(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedDouble(reader: Reader, list: number[]): number[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 3;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<number>(count) : list;
  if (count >= MANY) {
    const { buffer, byteOffset, length } = reader.bytes;
    const view = new DataView(buffer, byteOffset, length);
    let position = reader.position;
    for (; position + 8 <= end; position += 8) into[at++] = view.getFloat64(position, true);
    reader.position = position;
  }
  while (end - reader.position >= 8) {
    const some = Math.min((end - reader.position) >>> 3, FEW);
    for (let i = 0; i < some; i++) {
      fewWords[2 * i + lowWord] = readSfixed32(reader);
      fewWords[2 * i + highWord] = readSfixed32(reader);
    }
    for (let i = 0; i < some; i++) into[at++] = few[i]!;
  }
  if (reader.position < end) into[at++] = readDouble(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedFixed64(reader: Reader, list: bigint[]): bigint[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 3;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<bigint>(count) : list;
  while (reader.position < end) into[at++] = readFixed64(reader);
  leave(reader, outerEnd);
  return into;
}

export function readPackedSfixed64(reader: Reader, list: bigint[]): bigint[] {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const count = (end - reader.position) >>> 3;
  const into = at === 0 && count <= LONGEST_AT_ONCE ? new Array<bigint>(count) : list;
  while (reader.position < end) into[at++] = readSfixed64(reader);
  leave(reader, outerEnd);
  return into;
}
