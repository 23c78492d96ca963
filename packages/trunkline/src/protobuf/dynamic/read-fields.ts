// What is done for each key of the bytes of a message: the cases that generated code would have.

import { type EnumNumbers, readKnownValues } from "../closed-enums.js";
import { putEntry } from "../key-samples.js";
import { enter, readGroup, readMessage } from "../read-message.js";
import { keepRange, skipValue, type UnknownRanges } from "../read-unknown.js";
import { readTag } from "../read-varint.js";
import { failAt, leave, type Reader } from "../reader.js";
import {
  codecOf,
  type DynamicField,
  keyCodecOf,
  messageOf,
  numbersOf,
  tagOf,
  valueTagOf,
} from "./dynamic-field.js";
import { WireType } from "./value-codec.js";

/** A message while it is read. */
export type Values = Record<string, unknown>;

/** Reads what follows the key that began at `start`; gives the unknown ranges, with the field where it is one. */
export type ReadField = (
  reader: Reader,
  message: Values,
  start: number,
  unknown: UnknownRanges | undefined,
) => UnknownRanges | undefined;

/** Reads a message into `into` where there is one. */
type ReadValue = (reader: Reader, into: unknown) => unknown;

interface OneofValue {
  readonly case: string;
  readonly value: unknown;
}

/** Adds what reads a field to `readers`, by its keys. */
export function addReaders(field: DynamicField, readers: Map<number, ReadField>): void {
  const { info } = field;
  const tag = valueTagOf(field);
  if (info.map !== undefined) {
    readers.set(tagOf(field.number, WireType.length), readEntries(field));
    return;
  }
  const read = info.type === "message" ? readMessages(field, tag) : undefined;
  const numbers = numbersOf(field);
  readers.set(tag, read === undefined ? plainReader(field, numbers) : messageReader(field, read));
  const packedTag = tagOf(field.number, WireType.length);
  // Whatever the schema says, a repeated field may come packed and not packed.
  if (info.isRepeated === true && read === undefined && tag !== packedTag) {
    readers.set(packedTag, packedReader(field, tag, numbers));
  }
}

function readMessages({ info }: DynamicField, tag: number): ReadValue {
  const { readFields } = messageOf(info);
  return info.isDelimited === true
    ? (reader, into) => readGroup(reader, tag, readFields, into)
    : (reader, into) => readMessage(reader, readFields, into);
}

function messageReader({ info }: DynamicField, read: ReadValue): ReadField {
  const { key, oneof } = info;
  if (oneof !== undefined) {
    return (reader, message, _, unknown) => {
      const before = message[oneof] as OneofValue | undefined;
      const into = before?.case === key ? before.value : undefined;
      message[oneof] = { case: key, value: read(reader, into) };
      return unknown;
    };
  }
  if (info.isRepeated === true) {
    return (reader, message, _, unknown) => {
      (message[key] as unknown[]).push(read(reader, undefined));
      return unknown;
    };
  }
  return (reader, message, _, unknown) => {
    message[key] = read(reader, message[key]);
    return unknown;
  };
}

function plainReader(field: DynamicField, numbers: EnumNumbers | undefined): ReadField {
  const { read } = codecOf(field);
  const take = takeValue(field);
  if (numbers === undefined) {
    return (reader, message, _, unknown) => {
      take(message, read(reader));
      return unknown;
    };
  }
  return (reader, message, start, unknown) => {
    const value: number = read(reader);
    if (!numbers.has(value)) return keepRange(reader, start, unknown);
    take(message, value);
    return unknown;
  };
}

function takeValue({ info }: DynamicField): (message: Values, value: unknown) => void {
  const { key, oneof } = info;
  if (oneof !== undefined) {
    return (message, value) => {
      message[oneof] = { case: key, value };
    };
  }
  if (info.isRepeated === true) {
    return (message, value) => {
      (message[key] as unknown[]).push(value);
    };
  }
  return (message, value) => {
    message[key] = value;
  };
}

function packedReader(
  field: DynamicField,
  tag: number,
  numbers: EnumNumbers | undefined,
): ReadField {
  const { key } = field.info;
  if (numbers !== undefined) {
    return (reader, message, _, unknown) =>
      readKnownValues(reader, message[key] as number[], numbers, tag, message, unknown);
  }
  const { read } = codecOf(field);
  return (reader, message, _, unknown) => {
    const outerEnd = enter(reader);
    const list = message[key] as unknown[];
    while (reader.position < reader.end) list.push(read(reader));
    leave(reader, outerEnd);
    return unknown;
  };
}

/** An entry of a map is a message of a key (1) and a value (2), either of which may be missing. */
function readEntries(field: DynamicField): ReadField {
  const { info } = field;
  const keys = keyCodecOf(field);
  const keyTag = tagOf(1, keys.wireType);
  const valueTag = valueTagOf({ ...field, number: 2 });
  const numbers = numbersOf(field);
  const isMessage = info.type === "message";
  const type = isMessage ? messageOf(info) : undefined;
  const codec = isMessage ? undefined : codecOf(field);
  const read: ReadValue = codec?.read ?? readMessages(field, valueTag);
  const zero = codec?.zero;
  return (reader, message, start, unknown) => {
    const entryStart = reader.position;
    const outerEnd = enter(reader);
    let key = keys.zero;
    let value = zero;
    while (reader.position < reader.end) {
      const fieldStart = reader.position;
      const tag = readTag(reader);
      if (tag === keyTag) key = keys.read(reader);
      else if (tag === valueTag) value = read(reader, value);
      else skipValue(reader, tag, fieldStart);
    }
    // Without any bytes left, that is a message with nothing in it.
    if (type !== undefined) value ??= type.readFields(reader, undefined);
    leave(reader, outerEnd);
    // With a number that its closed enum does not have, all of the entry is unknown.
    if (numbers !== undefined && !numbers.has(value as number)) {
      return keepRange(reader, start, unknown);
    }
    const problem = putEntry(message[info.key] as Map<unknown, unknown>, key, value);
    if (problem !== undefined) failAt(entryStart, problem);
    return unknown;
  };
}
