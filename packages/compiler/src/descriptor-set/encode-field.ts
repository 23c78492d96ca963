// Fields and extensions as FieldDescriptorProto.

import type { ExtensionDescriptor, FieldDescriptor, ValueType } from "../descriptor/index.js";
import { defaultText } from "./default-text.js";
import type { FileEncoding, Path } from "./encoding.js";
import { FIELD_TYPES } from "./field-types.js";
import { mapEntryName } from "./map-entry-name.js";

export const LABELS = { optional: 1, required: 2, repeated: 3 } as const;

/** Writes the fields of `field`, whose place is `path`. `oneof` is the index of the oneof it is in. */
export function encodeField(
  encoding: FileEncoding,
  field: FieldDescriptor | ExtensionDescriptor,
  path: Path,
  oneof: number | undefined,
): void {
  const { writer } = encoding;
  const { type } = field;
  const file = field.kind === "field" ? field.message.file : field.file;
  writer.string(1, field.name);
  if (field.kind === "extension") writer.string(2, `.${field.extendee.fullName}`);
  writer.int32(3, field.number);
  writer.int32(4, labelOf(field));
  if (type.kind === "map" && field.kind === "field") {
    writer.int32(5, FIELD_TYPES.message);
    writer.string(6, `.${field.message.fullName}.${mapEntryName(field.name)}`);
  } else {
    encodeType(encoding, type.value, file.syntax === "editions");
  }
  if (field.defaultValue !== undefined) {
    const text = defaultText(type.value, field.defaultValue);
    if (typeof text === "string") writer.string(7, text);
    else writer.bytes(7, text);
  }
  encoding.options(8, field, path);
  if (oneof !== undefined) writer.int32(9, oneof);
  writer.string(10, field.jsonName);
  if (field.label === "optional" && file.syntax === "proto3") writer.bool(17, true);
}

/** Writes `type` and `type_name`. */
export function encodeType({ writer }: FileEncoding, type: ValueType, isEdition: boolean): void {
  if (type.kind === "scalar") {
    writer.int32(5, FIELD_TYPES[type.scalar]);
  } else if (type.kind === "enum") {
    writer.int32(5, FIELD_TYPES.enum);
    writer.string(6, `.${type.enum.fullName}`);
  } else {
    // Editions have no groups, only messages in the encoding of groups.
    writer.int32(5, type.isDelimited && !isEdition ? FIELD_TYPES.group : FIELD_TYPES.message);
    writer.string(6, `.${type.message.fullName}`);
  }
}

function labelOf({ type, label }: FieldDescriptor | ExtensionDescriptor): number {
  if (type.kind !== "singular") return LABELS.repeated;
  return label === "required" ? LABELS.required : LABELS.optional;
}
