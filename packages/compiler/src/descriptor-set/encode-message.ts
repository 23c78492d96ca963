// Messages as DescriptorProto.

import type { FieldDescriptor, MessageDescriptor } from "../descriptor/index.js";
import { encodeEnum } from "./encode-enum.js";
import { encodeField } from "./encode-field.js";
import { encodeMapEntry } from "./encode-map-entry.js";
import type { FileEncoding, Path } from "./encoding.js";
import { syntheticOneofs } from "./synthetic-oneofs.js";
import { VISIBILITIES } from "./visibility.js";

/** Writes the fields of `message`, whose place is `path`. */
export function encodeMessage(
  encoding: FileEncoding,
  message: MessageDescriptor,
  path: Path,
): void {
  const { writer } = encoding;
  const synthetic = syntheticOneofs(message);
  writer.string(1, message.name);
  for (const [index, field] of message.fields.entries()) {
    const oneof =
      field.oneof === undefined ? synthetic.get(field)?.index : message.oneofs.indexOf(field.oneof);
    writer.message(2, () => encodeField(encoding, field, [...path, 2, index], oneof));
  }
  for (const [index, nested] of nestedTypes(encoding, message).entries()) {
    writer.message(3, () => {
      const inner = [...path, 3, index];
      if (nested.kind === "message") encodeMessage(encoding, nested, inner);
      else encodeMapEntry(encoding, nested, inner);
    });
  }
  for (const [index, one] of message.enums.entries()) {
    writer.message(4, () => encodeEnum(encoding, one, [...path, 4, index]));
  }
  for (const [index, range] of message.extensionRanges.entries()) {
    writer.message(5, () => {
      writer.int32(1, range.start);
      writer.int32(2, range.end + 1);
      encoding.options(3, range, [...path, 5, index]);
    });
  }
  for (const [index, one] of message.extensions.entries()) {
    writer.message(6, () => encodeField(encoding, one, [...path, 6, index], undefined));
  }
  encoding.options(7, message, path);
  for (const [index, one] of message.oneofs.entries()) {
    writer.message(8, () => {
      writer.string(1, one.name);
      encoding.options(2, one, [...path, 8, index]);
    });
  }
  for (const { name } of synthetic.values()) writer.message(8, () => writer.string(1, name));
  for (const { start, end } of message.reservedRanges) {
    writer.message(9, () => {
      writer.int32(1, start);
      writer.int32(2, end + 1);
    });
  }
  for (const name of message.reservedNames) writer.string(10, name);
  if (message.visibility !== undefined) writer.int32(11, VISIBILITIES[message.visibility]);
}

/** Messages and map fields, for the entries these stand for, in the order of the file. */
function nestedTypes(
  { result }: FileEncoding,
  message: MessageDescriptor,
): readonly (MessageDescriptor | FieldDescriptor)[] {
  const maps = message.fields.filter(({ type }) => type.kind === "map");
  if (maps.length === 0) return message.messages;
  const startOf = (one: object) => result.spanOf(one)?.start ?? 0;
  return [...message.messages, ...maps].sort((a, b) => startOf(a) - startOf(b));
}
