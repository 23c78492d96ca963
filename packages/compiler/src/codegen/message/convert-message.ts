// The function behind `toJson` and `toJsonString`: fields in the order of the table, under their JSON names. It is one
// for values and text: what it calls gives values, or appends text and gives undefined.

import type { FieldDescriptor, ValueType } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { toPropertyName } from "../local-name.js";
import { formOf, type ValueForm } from "../value-form.js";
import { type MessagePlan, toLocal } from "./message-plan.js";

/** Prints the function of a plan that names one. */
export function printConvert(file: GeneratedFile, plan: MessagePlan): void {
  if (plan.convertName === undefined) return;
  const parameters = [
    `out: ${file.useType("JsonOutput")}`,
    `table: ${file.useType("JsonTable")}`,
    `message: ${plan.initName}`,
    `json: ${file.useType("JsonFields")}`,
  ];
  file.print(`function ${plan.convertName}(${parameters.join(", ")}): void {`);
  for (const property of plan.properties) {
    const field = property.kind === "field" ? property.field : property.oneof.fields[0]!;
    const line = `table[${plan.message.fields.indexOf(field)}]!`;
    const source = `message.${toPropertyName(property.key)}`;
    if (property.kind === "oneof") file.print(`  out.oneof(${line}, ${source}, json);`);
    else {
      const local = toLocal(file, property.key);
      file.print(
        `  const ${local} = out.${methodOf(file, field)}(${line}, ${source});`,
        `  if (${local} !== undefined) json${accessTo(field.jsonName)} = ${local};`,
      );
    }
  }
  file.print("}", "");
}

function accessTo(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** The method of the output that takes what the field holds. */
function methodOf(file: GeneratedFile, field: FieldDescriptor): string {
  const { type } = field;
  if (type.kind === "repeated") return "list";
  return type.kind === "map" ? "map" : methodOfValue(type.value, formOf(file, field));
}

function methodOfValue(value: ValueType, form: ValueForm): string {
  if (value.kind === "message") return holdingOf(value, form) === undefined ? "inner" : "value";
  if (value.kind === "enum") return "enum";
  switch (value.scalar) {
    case "string":
    case "bool":
    case "double":
      return value.scalar;
    case "int32":
    case "sint32":
    case "sfixed32":
      return "int32";
    case "int64":
    case "sint64":
    case "sfixed64":
      return form.wide === "bigint" ? "int64" : "value";
    default:
      return "value";
  }
}
