// The message that a map field stands for: entries of a key and a value.

import type { FieldDescriptor, ValueType } from "../descriptor/index.js";
import { encodeType, LABELS } from "./encode-field.js";
import type { FileEncoding, Path } from "./encoding.js";
import { mapEntryName } from "./map-entry-name.js";

/** Writes the entry of the map `field` as DescriptorProto. */
export function encodeMapEntry(encoding: FileEncoding, field: FieldDescriptor, path: Path): void {
  const { writer } = encoding;
  const { type } = field;
  if (type.kind !== "map") return;
  const key: ValueType = { kind: "scalar", scalar: type.key };
  writer.string(1, mapEntryName(field.name));
  for (const [index, [name, value]] of Object.entries({ key, value: type.value }).entries()) {
    writer.message(2, () => {
      writer.string(1, name);
      writer.int32(3, index + 1);
      writer.int32(4, LABELS.optional);
      encodeType(encoding, value, field.message.file.syntax === "editions");
      // The field's features are those of key and value too.
      encoding.features(8, field, [...path, 2, index]);
      writer.string(10, name);
    });
  }
  // map_entry = true
  writer.message(7, () => writer.bool(7, true));
}
