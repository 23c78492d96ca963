// Enums as EnumDescriptorProto.

import type { EnumDescriptor } from "../descriptor/index.js";
import type { FileEncoding, Path } from "./encoding.js";
import { VISIBILITIES } from "./visibility.js";

/** Writes the fields of `one`, whose place is `path`. */
export function encodeEnum(encoding: FileEncoding, one: EnumDescriptor, path: Path): void {
  const { writer } = encoding;
  writer.string(1, one.name);
  for (const [index, value] of one.values.entries()) {
    writer.message(2, () => {
      writer.string(1, value.name);
      writer.int32(2, value.number);
      encoding.options(3, value, [...path, 2, index]);
    });
  }
  encoding.options(3, one, path);
  for (const { start, end } of one.reservedRanges) {
    writer.message(4, () => {
      writer.int32(1, start);
      writer.int32(2, end);
    });
  }
  for (const name of one.reservedNames) writer.string(5, name);
  if (one.visibility !== undefined) writer.int32(6, VISIBILITIES[one.visibility]);
}
