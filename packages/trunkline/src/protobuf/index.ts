// Protocol Buffers: what generated code imports and what users do with messages.

export { DecodeError } from "./decode-error.js";
export { isKnown, nameOf, type OpenEnum } from "./enums.js";
export type { AnyGeneratedType, FieldInfo, GeneratedType, ScalarName } from "./generated-type.js";
export type { MessageType } from "./message-type.js";
export type { AnyMethod, MethodKind, MethodType, ServiceType } from "./service-type.js";

// The well-known types, under their own names.

export { Any, type AnyInit } from "./gen/google/protobuf/any_pb.js";
export {
  Api,
  type ApiInit,
  Method,
  type MethodInit,
  Mixin,
  type MixinInit,
} from "./gen/google/protobuf/api_pb.js";
export { Duration, type DurationInit } from "./gen/google/protobuf/duration_pb.js";
export { Empty, type EmptyInit } from "./gen/google/protobuf/empty_pb.js";
export { FieldMask, type FieldMaskInit } from "./gen/google/protobuf/field_mask_pb.js";
export { SourceContext, type SourceContextInit } from "./gen/google/protobuf/source_context_pb.js";
export {
  ListValue,
  type ListValueInit,
  NullValue,
  Struct,
  type StructInit,
  Value,
  type ValueInit,
} from "./gen/google/protobuf/struct_pb.js";
export { Timestamp, type TimestampInit } from "./gen/google/protobuf/timestamp_pb.js";
export {
  Enum,
  type EnumInit,
  EnumValue,
  type EnumValueInit,
  Field,
  Field_Cardinality,
  Field_Kind,
  type FieldInit,
  Option,
  type OptionInit,
  Syntax,
  Type,
  type TypeInit,
} from "./gen/google/protobuf/type_pb.js";
export {
  BoolValue,
  type BoolValueInit,
  BytesValue,
  type BytesValueInit,
  DoubleValue,
  type DoubleValueInit,
  FloatValue,
  type FloatValueInit,
  Int32Value,
  type Int32ValueInit,
  Int64Value,
  type Int64ValueInit,
  StringValue,
  type StringValueInit,
  UInt32Value,
  type UInt32ValueInit,
  UInt64Value,
  type UInt64ValueInit,
} from "./gen/google/protobuf/wrappers_pb.js";

// For generated code only: its half of the codec.

export {
  beginLength,
  bigintFromNumber,
  bigintFromString,
  bigintToNumber,
  bigintToString,
  checkList,
  checkMessage,
  createList,
  createMap,
  endLength,
  enter,
  entriesOf,
  isNonZero,
  keepUnknown,
  leave,
  type MapInit,
  messageType,
  noBytes,
  type OutputBuffer,
  putBool,
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putInt32,
  putInt64,
  putSfixed32,
  putSfixed64,
  putSint32,
  putSint64,
  putUint32,
  putUint64,
  Reader,
  readBool,
  readBytes,
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readInt32,
  readInt64,
  readMessage,
  readSfixed32,
  readSfixed64,
  readSint32,
  readSint64,
  readString,
  readTag,
  readUint32,
  readUint64,
  rejectCase,
  skipUnknown,
  skipValue,
  toBigintKey,
  toBooleanKey,
  toNumberKey,
  toStringKey,
  type UnknownRanges,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeInt32,
  writeInt64,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeString,
  writeUint32,
  writeUint64,
  writeUnknown,
} from "./generated-code.js";
