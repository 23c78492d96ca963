// The interface of a message as it is read, the init type beside it, and the constant of both.

import type { FieldDescriptor, FieldLike, MessageDescriptor } from "../../descriptor/index.js";
import { docComment } from "../doc-comment.js";
import type { GeneratedFile } from "../generated-file.js";
import { toKey, toPropertyName } from "../local-name.js";
import { typedHoldingOf } from "../typed-list.js";
import { scalarType, valueType } from "../value-code.js";
import { formOf } from "../value-form.js";
import { FieldParts, fieldLine } from "./field-line.js";
import type { MessagePlan, Property } from "./message-plan.js";
import { canLackRequired } from "./required-fields.js";

type Form = "message" | "init";

/** Prints what users see of a message. */
export function declareMessage(file: GeneratedFile, plan: MessagePlan): void {
  const { message, name, initName } = plan;
  const bytes = file.useGlobal("Uint8Array");
  file.print(
    ...docComment(message),
    `export interface ${name} {`,
    ...plan.properties.flatMap((property) => declareProperty(file, property, "message")),
    "  /** Fields that the schema does not know, as they came; absent where there are none. */",
    `  $unknown?: ${bytes};`,
    "}",
    "",
    `/** ${name} as it may be written: what is left out takes its default. */`,
    `export interface ${initName} {`,
    ...plan.properties.flatMap((property) => declareProperty(file, property, "init")),
    `  $unknown?: ${bytes} | undefined;`,
    "}",
    "",
    ...docComment(message),
    `export const ${name}: ${file.useType("GeneratedType")}<${name}, ${initName}> =`,
    `  /* @__PURE__ */ ${file.use("messageType")}(`,
    `    ${JSON.stringify(message.fullName)},`,
  );
  const parts = printFieldTable(file, message).all.map((part) => file.useElement(part));
  const last = lastArguments([
    plan.convertName,
    parts.length > 0 ? `() => [${parts.join(", ")}]` : undefined,
    canLackRequired(message) ? file.use("findMissing") : undefined,
    reservedNames(message),
  ]);
  file.print(
    `    ${plan.createName},`,
    `    ${plan.writeName},`,
    `    ${plan.readName},`,
    ...last.map((argument) => `    ${argument},`),
    "  );",
    "",
  );
}

/** What few messages have; those that are left out at the end are not printed. */
function lastArguments(values: readonly (string | undefined)[]): string[] {
  const count = values.findLastIndex((value) => value !== undefined) + 1;
  return values.slice(0, count).map((value) => value ?? "undefined");
}

function reservedNames({ reservedNames: names }: MessageDescriptor): string | undefined {
  if (names.length === 0) return undefined;
  return `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}

/** The field table as an argument of `messageType`; gives what its lines refer to. */
function printFieldTable(file: GeneratedFile, message: MessageDescriptor): FieldParts {
  const parts = new FieldParts();
  const lines = message.fields.map((field) => fieldLine(file, field, parts));
  if (lines.length === 0) file.print("    [],");
  else file.print("    [", ...lines.map((line) => `      ${line},`), "    ],");
  return parts;
}

function declareProperty(file: GeneratedFile, property: Property, form: Form): string[] {
  const name = toPropertyName(property.key);
  if (property.kind === "oneof") {
    const members = property.oneof.fields.map((field) => declareMember(file, field, form));
    const docs = docComment({ comments: property.oneof.comments, isDeprecated: false }, "  ");
    return [
      ...docs,
      `  ${name}${form === "init" ? "?" : ""}:`,
      ...members.flat(),
      "    | undefined;",
    ];
  }
  const { field } = property;
  const type = fieldType(file, field, form);
  const isOptional = !field.isRequired && (form === "init" || field.hasPresence);
  const mark = isOptional && form === "init" ? "?" : "";
  return [
    ...docComment(field, "  "),
    `  ${name}${mark}: ${type}${isOptional ? " | undefined" : ""};`,
  ];
}

function declareMember(file: GeneratedFile, field: FieldDescriptor, form: Form): string[] {
  const type = fieldType(file, field, form);
  return [
    ...docComment(field, "    "),
    `    | { case: ${JSON.stringify(toKey(field.name))}; value: ${type} }`,
  ];
}

/** The type of a property that is set. */
export function fieldType(file: GeneratedFile, field: FieldLike, form: Form): string {
  const { type } = field;
  const value = valueType(file, formOf(file, field), type.value, form);
  const typed = typedHoldingOf(type, formOf(file, field));
  if (typed !== undefined) {
    const list = file.useGlobal(typed.type);
    return form === "init" ? `${list} | readonly ${value}[]` : list;
  }
  switch (type.kind) {
    case "singular":
      return value;
    case "repeated":
      return form === "init" ? `readonly ${value}[]` : `${value}[]`;
    case "map": {
      const key = scalarType(file, type.key, formOf(file, field).wide);
      return form === "init"
        ? `${file.useType("MapInit")}<${key}, ${value}>`
        : `${file.useGlobal("Map")}<${key}, ${value}>`;
    }
  }
}
