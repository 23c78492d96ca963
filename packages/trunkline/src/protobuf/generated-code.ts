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
export { enter, readGroup, readMessage } from "./read-message.js";
export { readBytes, readLossyString, readString, viewBytes } from "./read-string.js";
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
  bigintFromNumber,
  bigintFromString,
  bigintToNumber,
  bigintToString,
} from "./wide-integers.js";
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
  writePackedFloat,
  writePackedInt32,
  writePackedInt64,
  writePackedSfixed32,
  writePackedSfixed64,
  writePackedSint32,
  writePackedSint64,
  writePackedUint32,
  writePackedUint64,
} from "./write-packed.js";
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
