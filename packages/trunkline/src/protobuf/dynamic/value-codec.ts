// How one value of a field is read and written, for values that are not messages: the functions that generated code
// calls, by the type of the field.

import type { OutputBuffer } from "../../base/index.js";
import { type EnumNumbers, knownValue } from "../closed-enums.js";
import { noBytes } from "../create-values.js";
import type { FieldInfo, ScalarName } from "../generated-type.js";
import {
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readSfixed32,
  readSfixed64,
} from "../read-fixed.js";
import { readBytes, readLossyString, readString } from "../read-string.js";
import {
  readBool,
  readInt32,
  readInt64,
  readSint32,
  readSint64,
  readUint32,
  readUint64,
} from "../read-varint.js";
import type { Reader } from "../reader.js";
import { bigintFromString, bigintToString } from "../wide-integers.js";
import * as wide from "../wide-numbers.js";
import * as fixed from "../write-fixed.js";
import { writeBytes, writeString } from "../write-length.js";
import * as varint from "../write-varint.js";

/** Protobuf Encoding "Message Structure". */
export const WireType = { varint: 0, fixed64: 1, length: 2, group: 3, fixed32: 5 } as const;

/** One value, of a type that is not known here. */
// `any` because a value is of the type that its reader gives and its writer takes: no other argument fits all.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyValue = any;

export interface ValueCodec {
  readonly wireType: number;
  readonly read: (reader: Reader) => AnyValue;
  /** Appends a field. */
  readonly write: (out: OutputBuffer, tag: number, value: AnyValue) => void;
  /** Appends a value without its key; undefined where lists are never packed. */
  readonly put: ((out: OutputBuffer, value: AnyValue) => void) | undefined;
  /** What a field without presence holds that is not set. */
  readonly zero: unknown;
  /** Whether a field without presence is left out for this value. */
  readonly isZero: (value: AnyValue) => boolean;
}

const { varint: V, fixed32: F32, fixed64: F64, length: L } = WireType;

function codec(
  wireType: number,
  read: ValueCodec["read"],
  write: ValueCodec["write"],
  put: ValueCodec["put"],
  zero: unknown,
  isZero: ValueCodec["isZero"] = (value) => value === zero,
): ValueCodec {
  return { wireType, read, write, put, zero, isZero };
}

const isZeroDouble = (value: number): boolean => !fixed.isNonZero(value);

const scalars: Readonly<Record<ScalarName, ValueCodec>> = {
  double: codec(F64, readDouble, fixed.writeDouble, fixed.putDouble, 0, isZeroDouble),
  float: codec(F32, readFloat, fixed.writeFloat, fixed.putFloat, 0, isZeroDouble),
  int32: codec(V, readInt32, varint.writeInt32, varint.putInt32, 0),
  int64: codec(V, readInt64, varint.writeInt64, varint.putInt64, 0n),
  uint32: codec(V, readUint32, varint.writeUint32, varint.putUint32, 0),
  uint64: codec(V, readUint64, varint.writeUint64, varint.putUint64, 0n),
  sint32: codec(V, readSint32, varint.writeSint32, varint.putSint32, 0),
  sint64: codec(V, readSint64, varint.writeSint64, varint.putSint64, 0n),
  fixed32: codec(F32, readFixed32, fixed.writeFixed32, fixed.putFixed32, 0),
  fixed64: codec(F64, readFixed64, fixed.writeFixed64, fixed.putFixed64, 0n),
  sfixed32: codec(F32, readSfixed32, fixed.writeSfixed32, fixed.putSfixed32, 0),
  sfixed64: codec(F64, readSfixed64, fixed.writeSfixed64, fixed.putSfixed64, 0n),
  bool: codec(V, readBool, varint.writeBool, varint.putBool, false),
  string: codec(L, readString, writeString, undefined, ""),
  bytes: codec(L, readBytes, writeBytes, undefined, noBytes, (value) => value.length === 0),
};

/** A string that need not be UTF-8. */
const lossyString: ValueCodec = { ...scalars.string, read: readLossyString };

/** 64-bit integers that are held as numbers. */
const numbers: Readonly<Partial<Record<ScalarName, ValueCodec>>> = {
  int64: codec(V, wide.readInt64Number, wide.writeInt64Number, wide.putInt64Number, 0),
  uint64: codec(V, wide.readUint64Number, wide.writeUint64Number, wide.putUint64Number, 0),
  sint64: codec(V, wide.readSint64Number, wide.writeSint64Number, wide.putSint64Number, 0),
  fixed64: codec(F64, wide.readFixed64Number, wide.writeFixed64Number, wide.putFixed64Number, 0),
  sfixed64: codec(
    F64,
    wide.readSfixed64Number,
    wide.writeSfixed64Number,
    wide.putSfixed64Number,
    0,
  ),
};

/** The codec of a scalar that is held as `as` says. */
export function scalarCodec(type: ScalarName, as: FieldInfo["as"], isLossy: boolean): ValueCodec {
  if (type === "string" && isLossy) return lossyString;
  const plain = scalars[type];
  if (as === "number") return numbers[type] ?? plain;
  if (as !== "string") return plain;
  const { read, write, put } = plain;
  return codec(
    plain.wireType,
    (reader) => bigintToString(read(reader)),
    (out, tag, value) => write(out, tag, bigintFromString(value)),
    (out, value) => put!(out, bigintFromString(value)),
    "0",
  );
}

/** The codec of an enum whose first value is `zero`; of a closed one with its numbers. */
export function enumCodec(zero: number, numbers: EnumNumbers | undefined): ValueCodec {
  const { wireType, read, write, put } = scalars.int32;
  if (numbers === undefined) return codec(wireType, read, write, put, zero);
  return codec(
    wireType,
    read,
    (out, tag, value) => write(out, tag, knownValue(numbers, value)),
    (out, value) => put!(out, knownValue(numbers, value)),
    zero,
  );
}
