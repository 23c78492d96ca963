// Packed fields: values of one type after each other, behind one length. A function for each type, so that each
// knows only one kind of list and one way to write. Protobuf Encoding "Packed".

import type { OutputBuffer } from "../base/index.js";
import { checkList } from "./create-values.js";
import {
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putSfixed32,
  putSfixed64,
} from "./write-fixed.js";
import { beginLength, endLength } from "./write-length.js";
import {
  putBool,
  putInt32,
  putInt64,
  putSint32,
  putSint64,
  putUint32,
  putUint64,
} from "./write-varint.js";

export function writePackedDouble(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putDouble(out, element);
  endLength(out, at);
}

export function writePackedFloat(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putFloat(out, element);
  endLength(out, at);
}

export function writePackedInt32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putInt32(out, element);
  endLength(out, at);
}

export function writePackedInt64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putInt64(out, element);
  endLength(out, at);
}

export function writePackedUint32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putUint32(out, element);
  endLength(out, at);
}

export function writePackedUint64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putUint64(out, element);
  endLength(out, at);
}

export function writePackedSint32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putSint32(out, element);
  endLength(out, at);
}

export function writePackedSint64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putSint64(out, element);
  endLength(out, at);
}

export function writePackedFixed32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putFixed32(out, element);
  endLength(out, at);
}

export function writePackedFixed64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putFixed64(out, element);
  endLength(out, at);
}

export function writePackedSfixed32(out: OutputBuffer, tag: number, list: readonly number[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putSfixed32(out, element);
  endLength(out, at);
}

export function writePackedSfixed64(out: OutputBuffer, tag: number, list: readonly bigint[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putSfixed64(out, element);
  endLength(out, at);
}

export function writePackedBool(out: OutputBuffer, tag: number, list: readonly boolean[]): void {
  checkList(list);
  const at = beginLength(out, tag);
  for (const element of list) putBool(out, element);
  endLength(out, at);
}
