// Packed fields as typed arrays. As in read-packed.ts, but that the memory has its size before anything is read, and
// that values which are in memory as they are on the wire are copied all at once. Protobuf Encoding "Packed".

import { enter } from "./read-message.js";
import { countVarints } from "./read-packed.js";
import {
  readInt32,
  readInt64,
  readSint32,
  readSint64,
  readUint32,
  readUint64,
} from "./read-varint.js";
import { leave, type Reader } from "./reader.js";
import {
  type ElementOf,
  elementsOf,
  extendTyped,
  type TypedKind,
  type TypedList,
  typedInt32s,
  typedInt64s,
  typedUint32s,
  typedUint64s,
} from "./typed-lists.js";

/** Fewer bytes are read value by value: engines keep such lists where a block cannot be copied to at once. */
const LEAST_BLOCK = 128;

/** Values of fixed width. */
export function readTypedFixed<List extends TypedList>(
  reader: Reader,
  list: List,
  kind: TypedKind<List>,
): List {
  const outerEnd = enter(reader);
  const into = copyFixed(reader, list, kind);
  leave(reader, outerEnd);
  return into;
}

/**
 * The same as a view of the bytes being read, where these stay as they are and the platform takes them as they lie: in
 * its order, from an address that is a multiple of a value's width. A field in more than one piece is copied.
 */
export function viewTypedFixed<List extends TypedList>(
  reader: Reader,
  list: List,
  kind: TypedKind<List>,
): List {
  const outerEnd = enter(reader);
  const isView = list.length === 0 && reader.isKept && isAligned(reader, kind);
  const into = isView ? viewFixed(reader, kind) : copyFixed(reader, list, kind);
  leave(reader, outerEnd);
  return into;
}

/** Whether what is left to the reader's end could be a list where it lies. */
function isAligned<List extends TypedList>(
  { bytes, position, end }: Reader,
  { width, isWireOrder }: TypedKind<List>,
): boolean {
  const isWhole = end > position && (end - position) % width === 0;
  return isWireOrder && isWhole && (bytes.byteOffset + position) % width === 0;
}

function viewFixed<List extends TypedList>(reader: Reader, { make, width }: TypedKind<List>): List {
  const { bytes, position, end } = reader;
  reader.position = end;
  return new make(bytes.buffer, bytes.byteOffset + position, (end - position) / width);
}

/** Reads values up to the reader's end. */
function copyFixed<List extends TypedList>(
  reader: Reader,
  list: List,
  kind: TypedKind<List>,
): List {
  const { position } = reader;
  const { width, read } = kind;
  const count = Math.floor((reader.end - position) / width);
  const into = extendTyped(list, count, kind);
  const length = count * width;
  if (kind.isWireOrder && length >= LEAST_BLOCK) {
    const block = new Uint8Array(into.buffer, list.length * width, length);
    block.set(reader.bytes.subarray(position, position + length));
    reader.position = position + length;
  } else {
    const elements = elementsOf(into);
    for (let at = list.length; at < into.length; at++) elements[at] = read(reader);
  }
  return into;
}

export function readTypedInt32(reader: Reader, list: Int32Array): Int32Array {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const into = extendTyped(list, countVarints(reader), typedInt32s);
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end - 2) {
    const first = bytes[position]!;
    const second = bytes[position + 1]!;
    // Values of one and of two bytes in one way, those of three in their own: see read-packed.ts.
    if ((first & second) < 0x80) {
      const more = first >>> 7;
      into[at++] = (first & 0x7f) | ((second << 7) & -more);
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

export function readTypedUint32(reader: Reader, list: Uint32Array): Uint32Array {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const into = extendTyped(list, countVarints(reader), typedUint32s);
  const bytes = reader.bytes;
  let position = reader.position;
  while (position < end - 2) {
    const first = bytes[position]!;
    const second = bytes[position + 1]!;
    if ((first & second) < 0x80) {
      const more = first >>> 7;
      into[at++] = (first & 0x7f) | ((second << 7) & -more);
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

export function readTypedSint32(reader: Reader, list: Int32Array): Int32Array {
  const outerEnd = enter(reader);
  const end = reader.end;
  let at = list.length;
  const into = extendTyped(list, countVarints(reader), typedInt32s);
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

export function readTypedInt64(reader: Reader, list: BigInt64Array): BigInt64Array {
  return readWide(reader, list, typedInt64s, readInt64);
}

export function readTypedUint64(reader: Reader, list: BigUint64Array): BigUint64Array {
  return readWide(reader, list, typedUint64s, readUint64);
}

export function readTypedSint64(reader: Reader, list: BigInt64Array): BigInt64Array {
  return readWide(reader, list, typedInt64s, readSint64);
}

function readWide<List extends BigInt64Array | BigUint64Array>(
  reader: Reader,
  list: List,
  kind: TypedKind<List>,
  read: (reader: Reader) => ElementOf<List>,
): List {
  const outerEnd = enter(reader);
  let at = list.length;
  const into = extendTyped(list, countVarints(reader), kind);
  const elements = elementsOf(into);
  while (reader.position < reader.end) elements[at++] = read(reader);
  leave(reader, outerEnd);
  return into;
}
