// What .proto files mean, as plain data.

export { encodeMessageValue, writeMessageValue } from "./encode-message-value.js";
export { EDITION_FEATURES, type Features } from "./features.js";
export {
  addRecord,
  addValue,
  createMessageValue,
  isMessageValue,
  type MapEntryValue,
  type MessageValue,
  mergeMessageValue,
  type SingleValue,
} from "./message-value.js";
export {
  type Comments,
  type DefaultValue,
  EDITIONS,
  type Edition,
  type EnumDescriptor,
  type EnumValueDescriptor,
  type ExtensionDescriptor,
  type FieldDescriptor,
  type FieldLike,
  type FieldType,
  type FileDescriptor,
  type ImportDescriptor,
  type MessageDescriptor,
  type MethodDescriptor,
  type NumberRange,
  type OneofDescriptor,
  type OptionSetting,
  type OptionValue,
  type ScalarType,
  type ServiceDescriptor,
  type ValueType,
  type Visibility,
} from "./model.js";
export { ProtoMessage, type RawField, unpackNumbers } from "./proto-reader.js";
export { ProtoWriter } from "./proto-writer.js";
export { syntheticOneofNames } from "./synthetic-oneof-names.js";
