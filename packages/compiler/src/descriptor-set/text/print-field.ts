// Fields, oneofs and extensions of descriptors as .proto text.

import type { ProtoMessage } from "../../descriptor/index.js";
import { jsonNameOf } from "../../linker/index.js";
import type { Path } from "../encoding.js";
import { isGroup, type NestedMessage } from "./nested-messages.js";
import type { PrintedFile } from "./printed-file.js";
import { quote, quoteBytes } from "./quote.js";

/** FieldDescriptorProto.Type, by number. */
const TYPES: readonly string[] = [
  ...["", "double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string"],
  ...["group", "", "bytes", "uint32", "", "sfixed32", "sfixed64", "sint32", "sint64"],
];
const STRING = 9;
const BYTES = 12;
const REQUIRED = 2;
const REPEATED = 3;

/** Where a field stands. */
export interface FieldPlace {
  readonly path: Path;
  /** Nested messages by full name with a leading dot: groups and the entries of maps are among them. */
  readonly nested: ReadonlyMap<string, NestedMessage>;
  readonly isInOneof: boolean;
}

export function printField(file: PrintedFile, field: ProtoMessage, place: FieldPlace): void {
  const { printer } = file;
  const { path, nested } = place;
  const name = field.string(1);
  const number = field.int32(3);
  const options = optionsOf(file, field);
  const list = options.length === 0 ? "" : ` [${options.join(", ")}]`;
  const own = nested.get(field.string(6));
  if (own?.isMapEntry) {
    const [key, value] = [1, 2].map((number) => entryType(own.message, number));
    printer.statement(path, `map<${key}, ${value}> ${name} = ${number}${list};`);
    return;
  }
  const label = labelOf(file, field, place.isInOneof);
  if (isGroup(field) && own !== undefined) {
    const opening = `${label}group ${own.message.string(1)} = ${number}${list}`;
    // The comments are the message's.
    printer.block(own.path, opening, () => {
      file.printBody(own.message, field.string(6), own.path);
    });
    return;
  }
  printer.statement(path, `${label}${typeOf(field)} ${name} = ${number}${list};`);
}

export function printExtension(
  file: PrintedFile,
  field: ProtoMessage,
  place: Omit<FieldPlace, "isInOneof">,
): void {
  file.printer.block([], `extend ${field.string(2)}`, () => {
    printField(file, field, { ...place, isInOneof: false });
  });
}

function labelOf({ syntax }: PrintedFile, field: ProtoMessage, isInOneof: boolean): string {
  const label = field.int32(4);
  if (label === REPEATED) return "repeated ";
  if (isInOneof || syntax === "editions") return "";
  if (syntax === "proto3") return field.bool(17) ? "optional " : "";
  return label === REQUIRED ? "required " : "optional ";
}

function entryType(entry: ProtoMessage, number: number): string {
  const field = entry.messages(2).find((one) => one.int32(3) === number);
  return field === undefined ? "?" : typeOf(field);
}

function typeOf(field: ProtoMessage): string {
  return field.has(6) ? field.string(6) : (TYPES[field.int32(5)] ?? "?");
}

function optionsOf(file: PrintedFile, field: ProtoMessage): readonly string[] {
  const settings = [...file.settings(field.bytes(8), "FieldOptions")];
  if (field.has(7)) settings.unshift(`default = ${defaultText(field)}`);
  // An extension has none, and one that is what it would be anyway was likely not written.
  if (field.has(10) && !field.has(2) && field.string(10) !== jsonNameOf(field.string(1))) {
    settings.unshift(`json_name = ${quote(field.string(10))}`);
  }
  return settings;
}

function defaultText(field: ProtoMessage): string {
  const type = field.int32(5);
  if (type === STRING) return quoteBytes(field.bytes(7)!);
  // That of bytes is escaped already.
  return type === BYTES ? `"${field.string(7)}"` : field.string(7);
}
