// Messages of descriptors as .proto text.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";
import { groupNames, isGroup, type NestedMessage, nestedMessages } from "./nested-messages.js";
import { printEnum } from "./print-enum.js";
import { printExtension, printField } from "./print-field.js";
import { optionSettings } from "./print-options.js";
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
    printMessageBody(file, message, `${scope}.${name}`, path);
  });
}

/** Where a message stands that may be the group of an extension. */
interface MessagePlace {
  readonly name: string;
  readonly scope: string;
  readonly nested: ReadonlyMap<string, NestedMessage>;
  /** The extensions beside it, and the path that their indexes follow. */
  readonly extensions: readonly ProtoMessage[];
  readonly path: Path;
}

/** A message, or the extension whose group it is. */
export function printMessageOrGroup(file: PrintedFile, place: MessagePlace): void {
  const { name, scope, nested, extensions, path } = place;
  const { message, path: own } = nested.get(name)!;
  const index = extensions.findIndex((one) => isGroup(one) && one.string(6) === name);
  if (index < 0) printMessage(file, message, scope, own);
  else printExtension(file, extensions[index]!, { path: [...path, index], nested });
}

export function printMessageBody(
  file: PrintedFile,
  message: ProtoMessage,
  fullName: string,
  path: Path,
): void {
  const { printer } = file;
  for (const setting of optionSettings(message.bytes(7), "MessageOptions")) {
    printer.line(`option ${setting};`);
  }
  const nested = nestedMessages(message.messages(3), fullName, (index) => [...path, 3, index]);
  printFields(file, message, nested, path);
  const extensions = message.messages(6);
  const groups = groupNames(message.messages(2));
  for (const [name, one] of nested) {
    if (one.isMapEntry || groups.has(name)) continue;
    printMessageOrGroup(file, { name, scope: fullName, nested, extensions, path: [...path, 6] });
  }
  for (const [index, one] of message.messages(4).entries()) {
    printEnum(file, one, [...path, 4, index]);
  }
  for (const range of message.messages(5)) {
    const options = optionSettings(range.bytes(3), "ExtensionRangeOptions");
    const list = options.length === 0 ? "" : ` [${options.join(", ")}]`;
    printer.line(`extensions ${rangeText(range)}${list};`);
  }
  for (const [index, one] of extensions.entries()) {
    if (!isGroup(one)) printExtension(file, one, { path: [...path, 6, index], nested });
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

/** Fields in their order, those of a oneof where its first one is. */
function printFields(
  file: PrintedFile,
  message: ProtoMessage,
  nested: ReadonlyMap<string, NestedMessage>,
  path: Path,
): void {
  const fields = message.messages(2).map((field, index) => ({
    field,
    path: [...path, 2, index],
    // The oneof of a proto3 field that is optional is one that nobody wrote.
    oneof: field.has(9) && !field.bool(17) ? field.int32(9) : undefined,
  }));
  const printed = new Set<number>();
  const oneofs = message.messages(8);
  for (const one of fields) {
    if (one.oneof === undefined) {
      printField(file, one.field, { path: one.path, nested, isInOneof: false });
      continue;
    }
    if (printed.has(one.oneof)) continue;
    printed.add(one.oneof);
    const { oneof } = one;
    const declared = oneofs[oneof];
    file.printer.block([...path, 8, oneof], `oneof ${declared?.string(1) ?? "?"}`, () => {
      for (const setting of optionSettings(declared?.bytes(2), "OneofOptions")) {
        file.printer.line(`option ${setting};`);
      }
      for (const member of fields.filter((other) => other.oneof === oneof)) {
        printField(file, member.field, { path: member.path, nested, isInOneof: true });
      }
    });
  }
}
