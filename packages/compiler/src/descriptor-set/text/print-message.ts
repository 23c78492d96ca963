// Messages of descriptors as .proto text.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { DeclarationPrinter } from "./print-declarations.js";
import { printEnum } from "./print-enum.js";
import { type PrintedFile, printReservedNames, visibilityWord } from "./printed-file.js";

/** `scope` is the full name of what it stands in, with a leading dot; empty for none. */
export function printMessage(
  file: PrintedFile,
  message: ProtoMessage,
  scope: string,
  path: Path,
): void {
  const name = message.string(1);
  file.printer.block(path, `${visibilityWord(message.int32(11))}message ${name}`, () => {
    file.printBody(message, `${scope}.${name}`, path);
  });
}

export function printMessageBody(
  file: PrintedFile,
  message: ProtoMessage,
  fullName: string,
  path: Path,
): void {
  const { printer } = file;
  for (const setting of file.settings(message.bytes(7), "MessageOptions")) {
    printer.line(`option ${setting};`);
  }
  const declarations = new DeclarationPrinter(file, {
    scope: fullName,
    messages: message.messages(3),
    messagesPath: [...path, 3],
    extensions: message.messages(6),
    extensionsPath: [...path, 6],
  });
  declarations.printFields(message, path);
  declarations.printRest();
  for (const [index, one] of message.messages(4).entries()) {
    printEnum(file, one, [...path, 4, index]);
  }
  for (const range of message.messages(5)) {
    const options = file.settings(range.bytes(3), "ExtensionRangeOptions");
    const list = options.length === 0 ? "" : ` [${options.join(", ")}]`;
    printer.line(`extensions ${rangeText(range)}${list};`);
  }
  for (const range of message.messages(9)) printer.line(`reserved ${rangeText(range)};`);
  printReservedNames(file, message.strings(10));
}

/** The end of a range of a message is the first number not in it. */
function rangeText(range: ProtoMessage): string {
  const start = range.int32(1);
  const end = range.int32(2) - 1;
  return start === end ? `${start}` : `${start} to ${end}`;
}
