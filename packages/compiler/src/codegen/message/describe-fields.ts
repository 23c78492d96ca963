// The field table: what errors and every format but the binary one know of a message's fields.

import type { FieldDescriptor, MessageDescriptor } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { toKey } from "../local-name.js";
import { isWide, wideTypeOf } from "../value-code.js";

/** Prints the table as an argument of `messageType`. */
export function printFieldTable(file: GeneratedFile, message: MessageDescriptor): void {
  if (message.fields.length === 0) {
    file.print("    [],");
    return;
  }
  file.print("    [");
  for (const field of message.fields) {
    file.print(`      { ${describeField(file, field).join(", ")} },`);
  }
  file.print("    ],");
}

function describeField(file: GeneratedFile, field: FieldDescriptor): string[] {
  const key = toKey(field.name);
  const { type } = field;
  const { value } = type;
  const entries = [
    `name: ${JSON.stringify(field.name)}`,
    `number: ${field.number}`,
    `key: ${JSON.stringify(key)}`,
    `type: ${JSON.stringify(value.kind === "scalar" ? value.scalar : value.kind)}`,
  ];
  if (value.kind === "enum") entries.push(`values: ${file.useElement(value.enum)}`);
  if (value.kind === "message") entries.push(`message: () => ${file.useElement(value.message)}`);
  if (type.kind === "repeated") entries.push("isRepeated: true");
  if (type.kind === "map") entries.push(`map: ${JSON.stringify(type.key)}`);
  if (type.kind === "singular" && field.hasPresence) entries.push("hasPresence: true");
  if (field.oneof !== undefined) entries.push(`oneof: ${JSON.stringify(toKey(field.oneof.name))}`);
  if (field.jsonName !== key) entries.push(`jsonName: ${JSON.stringify(field.jsonName)}`);
  const wide = wideTypeOf(file, field);
  const holdsWide =
    (value.kind === "scalar" && isWide(value.scalar)) || (type.kind === "map" && isWide(type.key));
  if (holdsWide && wide !== "bigint") entries.push(`as: ${JSON.stringify(wide)}`);
  return entries;
}
