// Values of options as text (Protobuf Text Format), read from their bytes by what the set declares.

import { ProtoMessage, type RawField, unpackNumbers } from "../../descriptor/index.js";
import { FIELD_TYPES } from "../field-types.js";
import { quoteBytes } from "./quote.js";
import type { RawMessage, SetSchema } from "./set-schema.js";

const REPEATED = 3;

/** Where values are read: the set, and the file that names them. */
export interface ValueContext {
  readonly schema: SetSchema;
  readonly path: string;
}

export function isRepeated(field: ProtoMessage): boolean {
  return field.int32(4) === REPEATED;
}

/** True of a field whose type is a message, a map or a group. */
export function holdsMessage(field: ProtoMessage): boolean {
  const type = field.int32(5);
  return type === FIELD_TYPES.message || type === FIELD_TYPES.group;
}

/** A field of `message` as options name it, and its declaration; undefined for what is not to be known. */
export function declarationOf(
  { schema, path }: ValueContext,
  message: RawMessage,
  number: number,
): { readonly name: string; readonly field: ProtoMessage } | undefined {
  const field = message.fields.get(number);
  if (field !== undefined) return { name: field.string(1), field };
  const extension = schema.extension(path, message.fullName, number);
  return extension && { name: extension.fullName, field: extension.field };
}

/** The texts of the values that `records` hold for `field`: as many as it has, the last where that is one. */
export function valueTexts(
  context: ValueContext,
  field: ProtoMessage,
  records: readonly RawField[],
): readonly string[] {
  if (holdsMessage(field)) {
    const type = context.schema.message(field.string(6));
    if (type === undefined) return [];
    const contents = records.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]));
    // A message in several records is one: that of all their fields.
    const messages = isRepeated(field) ? contents : [concatenate(contents)];
    return messages.map((bytes) => messageText(context, type, bytes));
  }
  const values = records.flatMap((record) => unpacked(record, field.int32(5)));
  const held = isRepeated(field) ? values : values.slice(-1);
  return held.flatMap((record) => scalarText(context, field, record) ?? []);
}

function messageText(context: ValueContext, type: RawMessage, bytes: Uint8Array): string {
  const texts = [...fieldsOf(type, bytes)].flatMap(([number, records]) => {
    const declared = declarationOf(context, type, number);
    if (declared === undefined) return [];
    const name = type.fields.has(number) ? declared.name : `[${declared.name.slice(1)}]`;
    return valueTexts(context, declared.field, records).map((text) => `${name}: ${text}`);
  });
  return texts.length === 0 ? "{}" : `{ ${texts.join(" ")} }`;
}

/** The fields of a message by number, in the order of their first records. */
function fieldsOf(
  { isMessageSet }: RawMessage,
  bytes: Uint8Array,
): Iterable<readonly [number, readonly RawField[]]> {
  const { fields } = new ProtoMessage(bytes);
  const byNumber = new Map<number, RawField[]>();
  for (const field of fields) {
    // An item of a message set: the number and the bytes of an extension in a group.
    const item = isMessageSet && field.isGroup ? new ProtoMessage(field.bytes!) : undefined;
    const record =
      item === undefined
        ? field
        : { number: item.int32(2), integer: 0n, bytes: item.bytes(3), isGroup: false };
    const known = byNumber.get(record.number);
    if (known === undefined) byNumber.set(record.number, [record]);
    else known.push(record);
  }
  return byNumber;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (parts.length === 1) return only!;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A record for each number of one that is packed. */
function unpacked(record: RawField, type: number): readonly RawField[] {
  const { number, bytes } = record;
  if (bytes === undefined || type === FIELD_TYPES.string || type === FIELD_TYPES.bytes)
    return [record];
  const width = widthOf(type);
  return unpackNumbers(bytes, width).map((integer) => ({
    number,
    integer,
    bytes: undefined,
    isGroup: false,
  }));
}

/** The octets of a number that takes always as many; undefined for a varint. */
function widthOf(type: number): 4 | 8 | undefined {
  if (type === FIELD_TYPES.double || type === FIELD_TYPES.fixed64 || type === FIELD_TYPES.sfixed64)
    return 8;
  if (type === FIELD_TYPES.float || type === FIELD_TYPES.fixed32 || type === FIELD_TYPES.sfixed32)
    return 4;
  return undefined;
}

function scalarText(
  { schema }: ValueContext,
  field: ProtoMessage,
  { integer, bytes }: RawField,
): string | undefined {
  switch (field.int32(5)) {
    case FIELD_TYPES.bool:
      return integer === 0n ? "false" : "true";
    case FIELD_TYPES.string:
    case FIELD_TYPES.bytes:
      return quoteBytes(bytes ?? new Uint8Array());
    case FIELD_TYPES.enum: {
      const number = Number(BigInt.asIntN(32, integer));
      return schema.valueName(field.string(6), number) ?? String(number);
    }
    case FIELD_TYPES.double:
    case FIELD_TYPES.float:
      return floatText(integer, widthOf(field.int32(5)) === 4);
    case FIELD_TYPES.int32:
    case FIELD_TYPES.sfixed32:
      return String(BigInt.asIntN(32, integer));
    case FIELD_TYPES.int64:
    case FIELD_TYPES.sfixed64:
      return String(BigInt.asIntN(64, integer));
    case FIELD_TYPES.sint32:
    case FIELD_TYPES.sint64:
      return String((integer >> 1n) ^ -(integer & 1n));
    default:
      return String(integer);
  }
}

/** A number of 32 or 64 bits, with a point or an exponent: -0 without is no float. */
function floatText(bits: bigint, isSingle: boolean): string {
  const view = new DataView(new ArrayBuffer(8));
  if (isSingle) view.setUint32(0, Number(bits));
  else view.setBigUint64(0, bits);
  const value = isSingle ? view.getFloat32(0) : view.getFloat64(0);
  const isNegative = view.getUint8(0) >= 0x80;
  const sign = isNegative ? "-" : "";
  if (Number.isNaN(value)) return `${sign}nan`;
  if (!Number.isFinite(value)) return `${sign}inf`;
  const text = String(Math.abs(value));
  return `${sign}${text}${/^\d+$/.test(text) ? ".0" : ""}`;
}
