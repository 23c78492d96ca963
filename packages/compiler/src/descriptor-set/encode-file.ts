// A file as FileDescriptorProto.

import type { FileDescriptor } from "../descriptor/index.js";
import { encodeEnum } from "./encode-enum.js";
import { encodeField } from "./encode-field.js";
import { encodeMessage } from "./encode-message.js";
import { encodeService } from "./encode-service.js";
import type { FileEncoding } from "./encoding.js";

/** Writes `file` but for its source info: the fields up to 8, and those after 9. */
export function encodeFile(
  encoding: FileEncoding,
  file: FileDescriptor,
  sourceInfo: () => void,
): void {
  const { writer } = encoding;
  const dependencies = file.imports.filter(({ modifier }) => modifier !== "option");
  writer.string(1, file.path);
  if (file.package !== "") writer.string(2, file.package);
  for (const one of dependencies) writer.string(3, one.file.path);
  for (const [index, one] of file.messages.entries()) {
    writer.message(4, () => encodeMessage(encoding, one, [4, index]));
  }
  for (const [index, one] of file.enums.entries()) {
    writer.message(5, () => encodeEnum(encoding, one, [5, index]));
  }
  for (const [index, one] of file.services.entries()) {
    writer.message(6, () => encodeService(encoding, one, [6, index]));
  }
  for (const [index, one] of file.extensions.entries()) {
    writer.message(7, () => encodeField(encoding, one, [7, index], undefined));
  }
  encoding.options(8, file, []);
  sourceInfo();
  for (const [index, { modifier }] of dependencies.entries()) {
    if (modifier === "public") writer.int32(10, index);
  }
  for (const [index, { modifier }] of dependencies.entries()) {
    if (modifier === "weak") writer.int32(11, index);
  }
  if (file.syntax !== "proto2") writer.string(12, file.syntax);
  if (file.syntax === "editions") writer.int32(14, file.edition);
  for (const one of file.imports) {
    if (one.modifier === "option") writer.string(15, one.file.path);
  }
}
