// A line of the field table, which the runtime makes the entries of: see its field-line.ts.

import type { EnumDescriptor, FieldDescriptor, MessageDescriptor } from "../../descriptor/index.js";
import { valuePrefixOf } from "../enum-prefix.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { toCamelCase, toKey } from "../local-name.js";
import { typedHoldingOf } from "../typed-list.js";
import { isClosed, isWide } from "../value-code.js";
import { formOf } from "../value-form.js";
import { describeField } from "./describe-fields.js";

/** What lines refer to by number: the enums and messages that fields hold. */
export class FieldParts {
  readonly #all: (EnumDescriptor | MessageDescriptor)[] = [];

  numberOf(part: EnumDescriptor | MessageDescriptor): number {
    const known = this.#all.indexOf(part);
    return known < 0 ? this.#all.push(part) - 1 : known;
  }

  get all(): readonly (EnumDescriptor | MessageDescriptor)[] {
    return this.#all;
  }
}

/** The code of a field's line; that of an object where a line cannot say it. */
export function fieldLine(file: GeneratedFile, field: FieldDescriptor, parts: FieldParts): string {
  const key = toKey(field.name);
  const isPlain =
    key === toCamelCase(field.name) && field.jsonName === key && field.defaultValue === undefined;
  if (!isPlain) return `{ ${describeField(file, field, field.name, key).join(", ")} }`;
  const { type } = field;
  const { value } = type;
  const form = formOf(file, field);
  const { wide } = form;
  const typed = typedHoldingOf(type, form);
  const isWideValue = value.kind === "scalar" && isWide(value.scalar);
  const holding = isWideValue && wide !== "bigint" ? wide : holdingOf(value, form)?.as;
  const prefix = value.kind === "enum" ? valuePrefixOf(value.enum) : "";
  const words = [
    `${field.number}`,
    field.name,
    value.kind === "scalar"
      ? value.scalar
      : `${value.kind}:${parts.numberOf(value.kind === "enum" ? value.enum : value.message)}`,
    type.kind === "repeated" && "repeated",
    typed !== undefined && `typed:${typed.type}`,
    type.kind === "map" && `map:${type.key}`,
    type.kind === "map" && isWide(type.key) && wide !== "bigint" && `keyAs:${wide}`,
    prefix !== "" && `prefix:${prefix}`,
    field.hasPresence && "optional",
    field.isRequired && "required",
    isClosed(value) && "closed",
    value.kind === "message" && value.isDelimited && "delimited",
    field.oneof !== undefined && `oneof:${toKey(field.oneof.name)}`,
    holding !== undefined && `as:${holding}`,
  ];
  return JSON.stringify(words.filter((word) => word !== false).join(" "));
}
