// What generated code calls. Short names and small functions, so that bundlers keep only what a
// schema needs; not meant to be called by hand.

export type { OutputBuffer } from "../base/index.js";
export { checkMessage } from "./check-message.js";
export { type EnumNumbers, enumNumbers, knownValue, readKnownValues } from "./closed-enums.js";
export { messageType } from "./create-message-type.js";
export {
  checkList,
  createList,
  createMap,
  entriesOf,
  type MapInit,
  noBytes,
  rejectCase,
  toBigintKey,
  toBooleanKey,
  toNumberKey,
  toStringKey,
} from "./create-values.js";
export type { OpenEnum } from "./enums.js";
export {
  type Extension,
  type ExtensionHolder,
  type ExtensionHolderInit,
  extension,
} from "./extension.js";
export { describeFile, type FileDescription } from "./file-description.js";
export type { AnyGeneratedType, FieldInfo, GeneratedType, ScalarName } from "./generated-type.js";
export type { JsonFields, JsonOutput, JsonTable } from "./json/output.js";
export { guardKey } from "./key-guard.js";
export { messageSetForm } from "./message-set.js";
export type { MessageType } from "./message-type.js";
export {
  dateFromMoment,
  millisecondsFromMoment,
  momentFromDate,
  momentFromMilliseconds,
  readMoment,
  spanFromMoment,
  timeFromMoment,
  writeMoment,
} from "./moment.js";
export { parseSpan as momentFromSpan, parseTime as momentFromTime } from "./moment-text.js";
export {
  readDouble,
  readFixed32,
  readFixed64,
  readFloat,
  readSfixed32,
  readSfixed64,
} from "./read-fixed.js";
export { enter, enterMessage, leaveMessage, readGroup, readMessage } from "./read-message.js";
export {
  readPackedBool,
  readPackedDouble,
  readPackedFixed32,
  readPackedFixed64,
  readPackedFloat,
  readPackedInt32,
  readPackedInt64,
  readPackedSfixed32,
  readPackedSfixed64,
  readPackedSint32,
  readPackedSint64,
  readPackedUint32,
  readPackedUint64,
} from "./read-packed.js";
export {
  readPackedFixed64Number,
  readPackedInt64Number,
  readPackedSfixed64Number,
  readPackedSint64Number,
  readPackedUint64Number,
} from "./read-packed-numbers.js";
export { readBytes, readLossyString, readString, viewBytes } from "./read-string.js";
export {
  readTypedFixed,
  readTypedInt32,
  readTypedInt64,
  readTypedSint32,
  readTypedSint64,
  readTypedUint32,
  readTypedUint64,
  viewTypedFixed,
} from "./read-typed.js";
export {
  keepRange,
  keepUnknown,
  skipUnknown,
  skipValue,
  type UnknownRanges,
} from "./read-unknown.js";
export {
  readBool,
  readInt32,
  readInt64,
  readSint32,
  readSint64,
  readTag,
  readUint32,
  readUint64,
} from "./read-varint.js";
export { leave, Reader } from "./reader.js";
export { findMissing, missing, requireValue } from "./required.js";
export type { AnyMethod, MethodKind, MethodType, ServiceType } from "./service-type.js";
export {
  appendTyped,
  createTyped,
  typedDoubles,
  typedFloats,
  typedInt32s,
  typedInt64s,
  typedUint32s,
  typedUint64s,
} from "./typed-lists.js";
export {
  bigintFromString,
  bigintToString,
} from "./wide-integers.js";
export {
  putFixed64Number,
  putInt64Number,
  putSfixed64Number,
  putSint64Number,
  putUint64Number,
  readFixed64Number,
  readInt64Number,
  readSfixed64Number,
  readSint64Number,
  readUint64Number,
  writeFixed64Number,
  writeInt64Number,
  writeSfixed64Number,
  writeSint64Number,
  writeUint64Number,
} from "./wide-numbers.js";
export {
  isNonZero,
  putDouble,
  putFixed32,
  putFixed64,
  putFloat,
  putSfixed32,
  putSfixed64,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeSfixed32,
  writeSfixed64,
} from "./write-fixed.js";
export {
  beginLength,
  endLength,
  writeBytes,
  writeString,
  writeUnknown,
} from "./write-length.js";
export {
  writePackedBool,
  writePackedDouble,
  writePackedFixed32,
  writePackedFixed64,
  writePackedFixed64Number,
  writePackedFloat,
  writePackedInt32,
  writePackedInt64,
  writePackedInt64Number,
  writePackedSfixed32,
  writePackedSfixed64,
  writePackedSfixed64Number,
  writePackedSint32,
  writePackedSint64,
  writePackedSint64Number,
  writePackedUint32,
  writePackedUint64,
  writePackedUint64Number,
} from "./write-packed.js";
export {
  writeTypedFixed,
  writeTypedInt32,
  writeTypedInt64,
  writeTypedSint32,
  writeTypedSint64,
  writeTypedUint32,
  writeTypedUint64,
} from "./write-typed.js";
export {
  putBool,
  putInt32,
  putInt64,
  putSint32,
  putSint64,
  putUint32,
  putUint64,
  writeBool,
  writeInt32,
  writeInt64,
  writeSint32,
  writeSint64,
  writeTag,
  writeUint32,
  writeUint64,
} from "./write-varint.js";
