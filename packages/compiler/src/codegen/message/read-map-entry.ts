// The function that reads an entry of a map: a message of a key and a value, either of which may be missing.

import type { FieldDescriptor } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import {
  defaultOf,
  isClosed,
  type PlainType,
  readScalar,
  scalarType,
  tagOf,
  valueType,
  wireTypeOf,
} from "../value-code.js";
import { formOf } from "../value-form.js";
import type { MessagePlans } from "./message-plans.js";
import { emptyMessageValue, readMessageValue } from "./read-value.js";

/**
 * Prints it. Where values are of a closed enum it gives false for an entry whose number the enum does not
 * have: all of the entry is an unknown field then.
 */
export function printReadEntry(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  readName: string,
): void {
  if (field.type.kind !== "map") return;
  const { key, value } = field.type;
  const form = formOf(file, field);
  const keyType = scalarType(file, key, form.wide);
  const type = valueType(file, form, value, "message");
  const keyValue: PlainType = { kind: "scalar", scalar: key };
  const isMessage = value.kind === "message";
  const closed = isClosed(value) ? value.enum : undefined;
  // Keys that are numbers may have been chosen to collide: those of large maps are sampled.
  const isGuarded = keyType === "number" || keyType === "bigint";
  file.print(
    `function ${readName}(reader: ${file.useType("Reader")}, map: ${file.useGlobal("Map")}<${keyType}, ${type}>): ${closed === undefined ? "void" : "boolean"} {`,
    ...(isGuarded ? ["  const entryStart = reader.position;"] : []),
    `  const outerEnd = ${file.use("enter")}(reader);`,
    `  let key: ${keyType} = ${defaultOf(file, keyValue, form)};`,
    `  let value: ${type}${isMessage ? " | undefined" : ""} = ${isMessage ? "undefined" : defaultOf(file, value, form)};`,
    ...(closed === undefined ? [] : ["  let isKnown = true;"]),
    "  while (reader.position < reader.end) {",
    "    const start = reader.position;",
    `    const tag = ${file.use("readTag")}(reader);`,
    "    switch (tag) {",
    `      case ${tagOf(1, wireTypeOf(keyValue))}:`,
    `        key = ${readScalar(file, keyValue, form)};`,
    "        break;",
  );
  if (closed !== undefined) {
    file.print(
      `      case ${tagOf(2, wireTypeOf(value))}: {`,
      `        const number = ${readScalar(file, value as PlainType, form)};`,
      `        isKnown = ${file.useNumbers(closed)}.has(number);`,
      `        value = number as ${type};`,
      "        break;",
      "      }",
    );
  } else {
    file.print(
      `      case ${tagOf(2, wireTypeOf(value))}:`,
      `        value = ${isMessage ? readMessageValue(file, plans, value, form, "value") : readScalar(file, value, form)};`,
      "        break;",
    );
  }
  file.print(
    "      default:",
    `        ${file.use("skipValue")}(reader, tag, start);`,
    "    }",
    "  }",
    // Without any bytes left, that is a message with nothing in it.
    ...(isMessage ? [`  value ??= ${emptyMessageValue(file, plans, value, form)};`] : []),
    `  ${file.use("leave")}(reader, outerEnd);`,
    ...(closed === undefined ? [] : ["  if (!isKnown) return false;"]),
    ...(isGuarded ? ["  const { size } = map;"] : []),
    "  map.set(key, value);",
    ...(isGuarded ? [`  if (size > 63) ${file.use("guardKey")}(entryStart, map, key, size);`] : []),
    ...(closed === undefined ? [] : ["  return true;"]),
    "}",
    "",
  );
}
