// Values of messages to bytes: fields in the order of their numbers, then those that are unknown
// (Protobuf Encoding).

import {
  isMessageValue,
  type MapEntryValue,
  type MessageValue,
  type SingleValue,
} from "./message-value.js";
import type { FieldLike, ScalarType, ValueType } from "./model.js";
import { ProtoWriter } from "./proto-writer.js";

const NEGATIVE_NAN = "-nan";
const NEGATIVE_NAN_64 = 0xfff8000000000000n;
const NEGATIVE_NAN_32 = 0xffc00000;

/** Bytes of `message` alone. */
export function encodeMessageValue(message: MessageValue): Uint8Array {
  const writer = new ProtoWriter();
  writeMessageValue(writer, message);
  return writer.finish();
}

/** Writes the fields of `message`, without a length. */
export function writeMessageValue(writer: ProtoWriter, message: MessageValue): void {
  const fields = [...message.fields];
  if (fields.length > 1) fields.sort(([a], [b]) => a.number - b.number);
  for (const [field, values] of fields) writeField(writer, message, field, values);
  for (const { field, values, isPacked } of message.unknown) {
    if (isPacked) writeField(writer, message, field, values);
    else for (const value of values) writeOne(writer, message, field, value);
  }
}

function writeField(
  writer: ProtoWriter,
  message: MessageValue,
  field: FieldLike,
  values: readonly SingleValue[],
): void {
  const { type } = field;
  if (type.kind === "repeated" && type.isPacked) {
    const scalar = type.value.kind === "enum" ? "int32" : scalarOf(type.value);
    if (values.length > 0) {
      writer.message(field.number, () => {
        for (const value of values) writeRaw(writer, scalar, value);
      });
    }
    return;
  }
  for (const value of values) writeOne(writer, message, field, value);
}

function writeOne(
  writer: ProtoWriter,
  message: MessageValue,
  { number, type }: FieldLike,
  value: SingleValue,
): void {
  if (type.kind === "map") writeEntry(writer, number, type, value as MapEntryValue);
  else if (message.type.isMessageSet) writeSetItem(writer, number, value);
  else writeValue(writer, number, type.value, value);
}

function writeEntry(
  writer: ProtoWriter,
  number: number,
  type: { readonly key: ScalarType; readonly value: ValueType },
  { key, value }: MapEntryValue,
): void {
  writer.message(number, () => {
    writeValue(writer, 1, { kind: "scalar", scalar: type.key }, key);
    writeValue(writer, 2, type.value, value);
  });
}

/** A message of a message set: a group of its number and its bytes (descriptor.proto, MessageOptions). */
function writeSetItem(writer: ProtoWriter, number: number, value: SingleValue): void {
  writer.group(1, () => {
    writer.int32(2, number);
    if (isMessageValue(value)) writer.message(3, () => writeMessageValue(writer, value));
  });
}

function writeValue(
  writer: ProtoWriter,
  number: number,
  type: ValueType,
  value: SingleValue,
): void {
  if (type.kind === "enum") writer.int32(number, value as number);
  else if (type.kind === "scalar") writeScalar(writer, number, type.scalar, value);
  else if (type.isDelimited) {
    writer.group(number, () => writeMessageValue(writer, value as MessageValue));
  } else writer.message(number, () => writeMessageValue(writer, value as MessageValue));
}

function scalarOf(type: ValueType): ScalarType {
  return type.kind === "scalar" ? type.scalar : "int32";
}

function writeScalar(
  writer: ProtoWriter,
  number: number,
  scalar: ScalarType,
  value: SingleValue,
): void {
  switch (scalar) {
    case "double":
      if (value === NEGATIVE_NAN) writer.fixed64(number, NEGATIVE_NAN_64);
      else writer.double(number, value as number);
      break;
    case "float":
      if (value === NEGATIVE_NAN) writer.fixed32(number, NEGATIVE_NAN_32);
      else writer.float(number, value as number);
      break;
    case "int32":
    case "uint32":
      writer.int32(number, value as number);
      break;
    case "sint32":
      writer.int32(number, zigzag(value as number));
      break;
    case "fixed32":
    case "sfixed32":
      writer.fixed32(number, value as number);
      break;
    case "int64":
    case "uint64":
      writer.varint64(number, value as bigint);
      break;
    case "sint64":
      writer.varint64(number, zigzag64(value as bigint));
      break;
    case "fixed64":
    case "sfixed64":
      writer.fixed64(number, value as bigint);
      break;
    case "bool":
      writer.bool(number, value as boolean);
      break;
    case "string":
    case "bytes":
      if (typeof value === "string") writer.string(number, value);
      else writer.bytes(number, value as Uint8Array);
      break;
  }
}

/** A value without its tag, as packed fields have it. */
function writeRaw(writer: ProtoWriter, scalar: ScalarType, value: SingleValue): void {
  switch (scalar) {
    case "double":
      if (value === NEGATIVE_NAN) writer.rawFixed64(NEGATIVE_NAN_64);
      else writer.rawDouble(value as number);
      break;
    case "float":
      if (value === NEGATIVE_NAN) writer.rawFixed32(NEGATIVE_NAN_32);
      else writer.rawFloat(value as number);
      break;
    case "sint32":
      writer.rawInt32(zigzag(value as number));
      break;
    case "fixed32":
    case "sfixed32":
      writer.rawFixed32(value as number);
      break;
    case "int64":
    case "uint64":
      writer.rawVarint64(value as bigint);
      break;
    case "sint64":
      writer.rawVarint64(zigzag64(value as bigint));
      break;
    case "fixed64":
    case "sfixed64":
      writer.rawFixed64(value as bigint);
      break;
    default:
      writer.rawInt32(Number(value));
  }
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function zigzag64(value: bigint): bigint {
  return (value << 1n) ^ (value >> 63n);
}
