// Packed fields that typed arrays hold. What is in memory as it is on the wire is copied all at once, and no value has
// to be looked at, since a typed array holds none but its own. Where a message has an array instead, it is written as
// in write-packed.ts. Protobuf Encoding "Packed".

import type { OutputBuffer } from "../base/index.js";
import { checkList } from "./create-values.js";
import {
  type ElementOf,
  isTyped,
  type TypedKind,
  type TypedList,
  typedInt32s,
  typedInt64s,
  typedUint32s,
  typedUint64s,
} from "./typed-lists.js";
import {
  BLOCK,
  endPacked,
  openPacked,
  placeShort,
  writePackedInt32,
  writePackedInt64,
  writePackedSint32,
  writePackedSint64,
  writePackedUint32,
  writePackedUint64,
} from "./write-packed.js";
import {
  placeInt32,
  placeUint32,
  putInt64,
  putSint64,
  putUint64,
  writeTag,
} from "./write-varint.js";

/** Fewer bytes are written value by value: see read-typed.ts. */
const LEAST_BLOCK = 128;

/** Either form of a list that is written. */
type Written<List> = List | readonly ElementOf<List>[];

/** Values of fixed width. */
export function writeTypedFixed<List extends TypedList>(
  out: OutputBuffer,
  tag: number,
  list: Written<List>,
  kind: TypedKind<List>,
): void {
  const isBlock = isTyped(list, kind);
  if (!isBlock) checkList(list as readonly unknown[]);
  const length = list.length * kind.width;
  writeTag(out, tag, length + 5);
  out.length = placeUint32(out.bytes, out.length, length);
  if (isBlock && kind.isWireOrder && length >= LEAST_BLOCK) {
    out.bytes.set(new Uint8Array(list.buffer, list.byteOffset, length), out.length);
    out.length += length;
    return;
  }
  const { put } = kind;
  const { length: count } = list;
  for (let i = 0; i < count; i++) put(out, list[i] as ElementOf<List>);
}

export function writeTypedInt32(out: OutputBuffer, tag: number, list: Written<Int32Array>): void {
  if (!isTyped(list, typedInt32s)) {
    writePackedInt32(out, tag, list);
    return;
  }
  const count = list.length;
  openPacked(out, tag, count, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 10);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      if (value >= 0 && value < 0x4000) at = placeShort(bytes, at, value);
      else at = placeInt32(bytes, at, value);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writeTypedUint32(out: OutputBuffer, tag: number, list: Written<Uint32Array>): void {
  if (!isTyped(list, typedUint32s)) {
    writePackedUint32(out, tag, list);
    return;
  }
  const count = list.length;
  openPacked(out, tag, count, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 5);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      at = value < 0x4000 ? placeShort(bytes, at, value) : placeUint32(bytes, at, value);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writeTypedSint32(out: OutputBuffer, tag: number, list: Written<Int32Array>): void {
  if (!isTyped(list, typedInt32s)) {
    writePackedSint32(out, tag, list);
    return;
  }
  const count = list.length;
  openPacked(out, tag, count, 1);
  const start = out.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(from + BLOCK, count);
    out.reserve((to - from) * 5);
    const bytes = out.bytes;
    let at = out.length;
    for (let i = from; i < to; i++) {
      const value = list[i]!;
      const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
      at = zigzag < 0x4000 ? placeShort(bytes, at, zigzag) : placeUint32(bytes, at, zigzag);
    }
    out.length = at;
  }
  endPacked(out, start, count);
}

export function writeTypedInt64(
  out: OutputBuffer,
  tag: number,
  list: Written<BigInt64Array>,
): void {
  if (!isTyped(list, typedInt64s)) writePackedInt64(out, tag, list);
  else writeWide(out, tag, list, putInt64);
}

export function writeTypedUint64(
  out: OutputBuffer,
  tag: number,
  list: Written<BigUint64Array>,
): void {
  if (!isTyped(list, typedUint64s)) writePackedUint64(out, tag, list);
  else writeWide(out, tag, list, putUint64);
}

export function writeTypedSint64(
  out: OutputBuffer,
  tag: number,
  list: Written<BigInt64Array>,
): void {
  if (!isTyped(list, typedInt64s)) writePackedSint64(out, tag, list);
  else writeWide(out, tag, list, putSint64);
}

function writeWide(
  out: OutputBuffer,
  tag: number,
  list: BigInt64Array | BigUint64Array,
  put: (out: OutputBuffer, value: bigint) => void,
): void {
  const count = list.length;
  openPacked(out, tag, count, 1);
  const start = out.length;
  for (let i = 0; i < count; i++) put(out, list[i]!);
  endPacked(out, start, count);
}
