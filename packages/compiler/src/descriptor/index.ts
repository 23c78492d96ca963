// What .proto files mean, as plain data.

export type {
  Comments,
  EnumDescriptor,
  EnumValueDescriptor,
  FieldDescriptor,
  FieldType,
  FileDescriptor,
  ImportDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  OneofDescriptor,
  OptionSetting,
  OptionValue,
  ScalarType,
  ServiceDescriptor,
  ValueType,
} from "./model.js";
