// Enums of descriptors as .proto text.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { type PrintedFile, printReservedNames, visibilityWord } from "./printed-file.js";

export function printEnum(file: PrintedFile, declared: ProtoMessage, path: Path): void {
  const { printer } = file;
  const opening = `${visibilityWord(declared.int32(6))}enum ${declared.string(1)}`;
  printer.block(path, opening, () => {
    for (const setting of file.settings(declared.bytes(3), "EnumOptions")) {
      printer.line(`option ${setting};`);
    }
    for (const [index, value] of declared.messages(2).entries()) {
      const options = file.settings(value.bytes(3), "EnumValueOptions");
      const list = options.length === 0 ? "" : ` [${options.join(", ")}]`;
      const text = `${value.string(1)} = ${value.int32(2)}${list};`;
      printer.statement([...path, 2, index], text);
    }
    for (const range of declared.messages(4)) {
      const [start, end] = [range.int32(1), range.int32(2)];
      printer.line(`reserved ${start === end ? start : `${start} to ${end}`};`);
    }
    printReservedNames(file, declared.strings(5));
  });
}
