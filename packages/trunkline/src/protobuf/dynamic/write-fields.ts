// What is done for each field of a message that is written: the statements that generated code would have.

import type { OutputBuffer } from "../../base/index.js";
import { checkList, entriesOf, type MapInit, rejectCase } from "../create-values.js";
import { requireValue } from "../required.js";
import { beginLength, endLength } from "../write-length.js";
import { writeTag } from "../write-varint.js";
import {
  codecOf,
  type DynamicField,
  keyCodecOf,
  messageOf,
  numbersOf,
  recordKeyOf,
  tagOf,
  valueTagOf,
} from "./dynamic-field.js";
import { type AnyValue, WireType } from "./value-codec.js";

/** Appends what a message holds of one field. */
export type WriteField = (out: OutputBuffer, message: Readonly<Record<string, AnyValue>>) => void;

/** Appends one value with its key. */
type WriteValue = (out: OutputBuffer, value: AnyValue) => void;

/** What writes `fields`, in the order of their numbers. */
export function writersOf(fields: readonly DynamicField[]): WriteField[] {
  const members = new Map<string, Set<string>>();
  for (const { info } of fields) {
    if (info.oneof === undefined) continue;
    const known = members.get(info.oneof);
    if (known === undefined) members.set(info.oneof, new Set([info.key]));
    else known.add(info.key);
  }
  return [...fields]
    .sort((left, right) => left.number - right.number)
    .map((field) => {
      const { oneof } = field.info;
      if (oneof === undefined) return fieldWriter(field);
      // The first member also refuses a case that is no member at all.
      const all = members.get(oneof);
      members.delete(oneof);
      return memberWriter(field, oneof, all);
    });
}

function memberWriter(
  field: DynamicField,
  oneof: string,
  members: ReadonlySet<string> | undefined,
): WriteField {
  const { key } = field.info;
  const write = valueWriter(field);
  return (out, message) => {
    const value = message[oneof];
    if (value === undefined) return;
    if (value.case === key) write(out, value.value);
    else if (members !== undefined && !members.has(value.case)) rejectCase(value);
  };
}

function fieldWriter(field: DynamicField): WriteField {
  const { info } = field;
  const { key } = info;
  if (info.map !== undefined) return mapWriter(field);
  if (info.isRepeated === true) return listWriter(field);
  const write = valueWriter(field);
  if (info.isRequired === true) return (out, message) => write(out, requireValue(message[key]));
  if (info.hasPresence === true || info.type === "message") {
    return (out, message) => {
      const value = message[key];
      if (value !== undefined) write(out, value);
    };
  }
  const { isZero } = codecOf(field);
  return (out, message) => {
    const value = message[key];
    if (value !== undefined && !isZero(value)) write(out, value);
  };
}

function valueWriter(field: DynamicField): WriteValue {
  const { info } = field;
  const tag = valueTagOf(field);
  if (info.type !== "message") {
    const { write } = codecOf(field, numbersOf(field));
    return (out, value) => write(out, tag, value);
  }
  const { writeFields } = messageOf(info);
  if (info.isDelimited === true) {
    return (out, value) => {
      writeTag(out, tag, 0);
      writeFields(out, value);
      writeTag(out, tag + 1, 0);
    };
  }
  return (out, value) => {
    const at = beginLength(out, tag);
    writeFields(out, value);
    endLength(out, at);
  };
}

function listWriter(field: DynamicField): WriteField {
  const { key, type } = field.info;
  const put = type === "message" ? undefined : codecOf(field, numbersOf(field)).put;
  if (field.isPacked && put !== undefined) {
    const tag = tagOf(field.number, WireType.length);
    return (out, message) => {
      const list = message[key];
      if (list === undefined || list.length === 0) return;
      checkList(list);
      const at = beginLength(out, tag);
      for (const element of list) put(out, element);
      endLength(out, at);
    };
  }
  const write = valueWriter(field);
  return (out, message) => {
    const list = message[key];
    if (list === undefined || list.length === 0) return;
    checkList(list);
    for (const element of list) write(out, element);
  };
}

function mapWriter(field: DynamicField): WriteField {
  const { key } = field.info;
  const tag = tagOf(field.number, WireType.length);
  const keys = keyCodecOf(field);
  const keyTag = tagOf(1, keys.wireType);
  const toMapKey = recordKeyOf(field.info);
  const write = valueWriter({ ...field, number: 2 });
  return (out, message) => {
    const map: MapInit<unknown, unknown> | undefined = message[key];
    if (map === undefined) return;
    for (const [each, value] of entriesOf(map, toMapKey)) {
      const at = beginLength(out, tag);
      keys.write(out, keyTag, each);
      write(out, value);
      endLength(out, at);
    }
  };
}
