// The entries of the field table: what errors and every format but the binary one know of a field.

import type { ExtensionDescriptor, FieldDescriptor } from "../../descriptor/index.js";
import { defaultLiteral } from "../default-literal.js";
import { valuePrefixOf } from "../enum-prefix.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { toKey } from "../local-name.js";
import { typedHoldingOf } from "../typed-list.js";
import { isClosed, isWide } from "../value-code.js";
import { formOf } from "../value-form.js";

/** The properties of a field's entry: `name: "user_id"` and so on. */
export function describeField(
  file: GeneratedFile,
  field: FieldDescriptor | ExtensionDescriptor,
  name: string,
  key: string,
): string[] {
  const { type } = field;
  const { value } = type;
  const form = formOf(file, field);
  const oneof = field.kind === "field" ? field.oneof : undefined;
  const entries = [
    `name: ${JSON.stringify(name)}`,
    `number: ${field.number}`,
    `key: ${JSON.stringify(key)}`,
    `type: ${JSON.stringify(value.kind === "scalar" ? value.scalar : value.kind)}`,
  ];
  if (value.kind === "enum") entries.push(`values: ${file.useElement(value.enum)}`);
  const prefix = value.kind === "enum" ? valuePrefixOf(value.enum) : "";
  if (prefix !== "") entries.push(`valuePrefix: ${JSON.stringify(prefix)}`);
  if (isClosed(value)) entries.push("isClosed: true");
  if (value.kind === "message") entries.push(`message: () => ${file.useElement(value.message)}`);
  if (value.kind === "message" && value.isDelimited) entries.push("isDelimited: true");
  if (type.kind === "repeated") entries.push("isRepeated: true");
  const typed = typedHoldingOf(type, form);
  if (typed !== undefined) entries.push(`typed: ${JSON.stringify(typed.type)}`);
  if (type.kind === "map") entries.push(`map: ${JSON.stringify(type.key)}`);
  if (field.hasPresence) entries.push("hasPresence: true");
  if (field.isRequired) entries.push("isRequired: true");
  if (field.defaultValue !== undefined) {
    entries.push(`default: ${defaultLiteral(file, value, field.defaultValue, form)}`);
  }
  if (oneof !== undefined) entries.push(`oneof: ${JSON.stringify(toKey(oneof.name))}`);
  if (field.kind === "field" && field.jsonName !== key) {
    entries.push(`jsonName: ${JSON.stringify(field.jsonName)}`);
  }
  if (form.wide !== "bigint") {
    if (type.kind === "map" && isWide(type.key)) entries.push(`keyAs: "${form.wide}"`);
    if (value.kind === "scalar" && isWide(value.scalar)) entries.push(`as: "${form.wide}"`);
  }
  const holding = holdingOf(value, form);
  if (holding !== undefined) entries.push(`as: "${holding.as}"`);
  return entries;
}
