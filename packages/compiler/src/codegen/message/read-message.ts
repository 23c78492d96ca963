// The function behind `decode`: one loop over the keys of the bytes, one case a field.

import type { FieldDescriptor, ValueType } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { toKey, toPropertyName } from "../local-name.js";
import {
  defaultOf,
  readScalar,
  scalarType,
  tagOf,
  valueType,
  type WideType,
  wideTypeOf,
  wireTypeOf,
  wireTypes,
} from "../value-code.js";
import type { MessagePlan, Property } from "./message-plan.js";
import type { MessagePlans } from "./message-plans.js";

interface MapField {
  readonly field: FieldDescriptor;
  readonly readName: string;
}

export function printRead(file: GeneratedFile, plans: MessagePlans, plan: MessagePlan): void {
  const maps: MapField[] = plan.message.fields
    .filter((field) => field.type.kind === "map")
    .map((field) => ({
      field,
      readName: file.declare(`${plan.readName}_${toKey(field.name)}`),
    }));
  file.print(
    `function ${plan.readName}(reader: ${file.useType("Reader")}, into: ${plan.name} | undefined): ${plan.name} {`,
    `  const message: ${plan.name} = into ?? {`,
    ...plan.properties.map(
      (property) => `    ${toPropertyName(property.key)}: ${emptyProperty(file, property)},`,
    ),
    "  };",
    `  let unknown: ${file.useType("UnknownRanges")} | undefined;`,
    "  while (reader.position < reader.end) {",
    "    const start = reader.position;",
    `    const tag = ${file.use("readTag")}(reader);`,
    "    switch (tag) {",
  );
  const byNumber = [...plan.message.fields].sort((left, right) => left.number - right.number);
  for (const field of byNumber) {
    const map = maps.find((each) => each.field === field);
    printCase(file, plans, field, map?.readName);
  }
  file.print(
    "      default:",
    `        unknown = ${file.use("skipUnknown")}(reader, tag, start, unknown);`,
    "    }",
    "  }",
    `  if (unknown !== undefined) ${file.use("keepUnknown")}(reader, message, unknown);`,
    "  return message;",
    "}",
    "",
  );
  for (const map of maps) printReadEntry(file, plans, map);
}

function emptyProperty(file: GeneratedFile, property: Property): string {
  if (property.kind === "oneof") return "undefined";
  const { field } = property;
  switch (field.type.kind) {
    case "repeated":
      return "[]";
    case "map":
      return `new ${file.useGlobal("Map")}()`;
    case "singular": {
      const { value } = field.type;
      if (field.hasPresence || value.kind === "message") return "undefined";
      return defaultOf(file, value, wideTypeOf(file, field));
    }
  }
}

function printCase(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  readEntry: string | undefined,
): void {
  const { type } = field;
  const { value } = type;
  const wide = wideTypeOf(file, field);
  const target = `message.${toPropertyName(toKey(field.name))}`;
  const tag = tagOf(field.number, wireTypeOf(value));
  const lengthTag = tagOf(field.number, wireTypes.lengthDelimited);
  if (field.oneof !== undefined) {
    printOneofCase(file, plans, field, tag, wide);
    return;
  }
  switch (type.kind) {
    case "singular":
      file.print(
        `      case ${tag}:`,
        `        ${target} = ${readValue(file, plans, value, target, wide)};`,
      );
      break;
    case "repeated":
      file.print(
        `      case ${tag}:`,
        `        ${target}.push(${readValue(file, plans, value, "undefined", wide)});`,
      );
      if (tag !== lengthTag && value.kind !== "message") {
        file.print(
          "        break;",
          `      case ${lengthTag}: {`,
          `        const outerEnd = ${file.use("enter")}(reader);`,
          `        const list = ${target};`,
          `        while (reader.position < reader.end) list.push(${readScalar(file, value, wide)});`,
          `        ${file.use("leave")}(reader, outerEnd);`,
          "        break;",
          "      }",
        );
        return;
      }
      break;
    case "map":
      file.print(`      case ${lengthTag}:`, `        ${readEntry}(reader, ${target});`);
  }
  file.print("        break;");
}

function printOneofCase(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  tag: number,
  wide: WideType,
): void {
  const { value } = field.type;
  const target = `message.${toPropertyName(toKey(field.oneof!.name))}`;
  const member = JSON.stringify(toKey(field.name));
  if (value.kind !== "message") {
    file.print(
      `      case ${tag}:`,
      `        ${target} = { case: ${member}, value: ${readScalar(file, value, wide)} };`,
      "        break;",
    );
    return;
  }
  const read = plans.readFunction(file, value.message);
  file.print(
    `      case ${tag}: {`,
    `        const before = ${target};`,
    `        const into = before?.case === ${member} ? before.value : undefined;`,
    `        ${target} = { case: ${member}, value: ${file.use("readMessage")}(reader, ${read}, into) };`,
    "        break;",
    "      }",
  );
}

function readValue(
  file: GeneratedFile,
  plans: MessagePlans,
  value: ValueType,
  into: string,
  wide: WideType,
): string {
  if (value.kind !== "message") return readScalar(file, value, wide);
  const read = plans.readFunction(file, value.message);
  return `${file.use("readMessage")}(reader, ${read}, ${into})`;
}

/** A map entry is a message of a key and a value, either of which may be missing. */
function printReadEntry(file: GeneratedFile, plans: MessagePlans, map: MapField): void {
  const { field, readName } = map;
  if (field.type.kind !== "map") return;
  const { key, value } = field.type;
  const wide = wideTypeOf(file, field);
  const keyType = scalarType(file, key, wide);
  const type = valueType(file, field, value, "message");
  const keyValue: Exclude<ValueType, { kind: "message" }> = { kind: "scalar", scalar: key };
  const isMessage = value.kind === "message";
  const initial = isMessage ? "undefined" : defaultOf(file, value, wide);
  const result = isMessage ? `value ?? ${plans.createFunction(file, value.message)}({})` : "value";
  file.print(
    `function ${readName}(reader: ${file.useType("Reader")}, map: ${file.useGlobal("Map")}<${keyType}, ${type}>): void {`,
    `  const outerEnd = ${file.use("enter")}(reader);`,
    `  let key: ${keyType} = ${defaultOf(file, keyValue, wide)};`,
    `  let value: ${type}${isMessage ? " | undefined" : ""} = ${initial};`,
    "  while (reader.position < reader.end) {",
    "    const start = reader.position;",
    `    const tag = ${file.use("readTag")}(reader);`,
    "    switch (tag) {",
    `      case ${tagOf(1, wireTypeOf(keyValue))}:`,
    `        key = ${readScalar(file, keyValue, wide)};`,
    "        break;",
    `      case ${tagOf(2, wireTypeOf(value))}:`,
    `        value = ${readValue(file, plans, value, "value", wide)};`,
    "        break;",
    "      default:",
    `        ${file.use("skipValue")}(reader, tag, start);`,
    "    }",
    "  }",
    `  ${file.use("leave")}(reader, outerEnd);`,
    `  map.set(key, ${result});`,
    "}",
    "",
  );
}
