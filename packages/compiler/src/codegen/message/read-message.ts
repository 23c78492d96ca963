// The function behind `decode`: one loop over the keys of the bytes, one case a field.

import type { FieldDescriptor } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { toKey, toPropertyName } from "../local-name.js";
import { type TypedHolding, typedHoldingOf } from "../typed-list.js";
import {
  defaultOf,
  isClosed,
  type PlainType,
  packedHelper,
  readScalar,
  tagOf,
  wireTypeOf,
  wireTypes,
} from "../value-code.js";
import { formOf, type ValueForm } from "../value-form.js";
import type { MessagePlan, Property } from "./message-plan.js";
import type { MessagePlans } from "./message-plans.js";
import { printReadEntry } from "./read-map-entry.js";
import { readMessageValue, readValue } from "./read-value.js";

export function printRead(file: GeneratedFile, plans: MessagePlans, plan: MessagePlan): void {
  const entryReaders = new Map<FieldDescriptor, string>();
  for (const field of plan.message.fields) {
    if (field.type.kind !== "map") continue;
    entryReaders.set(field, file.declare(`${plan.readName}_${toKey(field.name)}`));
  }
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
  for (const field of byNumber) printCases(file, plans, field, entryReaders.get(field));
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
  for (const [field, readName] of entryReaders) printReadEntry(file, plans, field, readName);
}

function emptyProperty(file: GeneratedFile, property: Property): string {
  if (property.kind === "oneof") return "undefined";
  const { field } = property;
  switch (field.type.kind) {
    case "repeated": {
      const typed = typedHoldingOf(property.field.type, formOf(file, property.field));
      return typed === undefined ? "[]" : `${file.use(typed.kind)}.empty`;
    }
    case "map":
      return `new ${file.useGlobal("Map")}()`;
    case "singular": {
      const { value } = field.type;
      if (field.isRequired) return file.use("missing");
      if (field.hasPresence || value.kind === "message") return "undefined";
      return defaultOf(file, value, formOf(file, field));
    }
  }
}

/** Prints what is done for the keys of a field. */
function printCases(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  readEntry: string | undefined,
): void {
  const { type } = field;
  const { value } = type;
  const form = formOf(file, field);
  const tag = tagOf(field.number, wireTypeOf(value));
  if (field.oneof !== undefined) {
    printCase(file, tag, readMember(file, plans, field, toKey(field.oneof.name), form));
    return;
  }
  const target = `message.${toPropertyName(toKey(field.name))}`;
  switch (type.kind) {
    case "singular": {
      const take = (read: string): string => `${target} = ${read};`;
      printCase(file, tag, readValue(file, plans, value, form, target, take));
      return;
    }
    case "repeated": {
      const typed = typedHoldingOf(type, form);
      if (typed !== undefined) {
        printTypedCases(file, field, value as PlainType, form, target, typed);
        return;
      }
      const take = (read: string): string => `${target}.push(${read});`;
      printCase(file, tag, readValue(file, plans, value, form, "undefined", take));
      const packedTag = tagOf(field.number, wireTypes.lengthDelimited);
      if (value.kind !== "message" && tag !== packedTag) {
        printCase(file, packedTag, readPacked(file, value, form, target, tag));
      }
      return;
    }
    case "map": {
      const mapTag = tagOf(field.number, wireTypes.lengthDelimited);
      const call = `${readEntry}(reader, ${target})`;
      const isKept = isClosed(value);
      const keep = (): string => `unknown = ${file.use("keepRange")}(reader, start, unknown);`;
      printCase(file, mapTag, [isKept ? `if (!${call}) ${keep()}` : `${call};`]);
    }
  }
}

/** Packed, and one by one. */
function printTypedCases(
  file: GeneratedFile,
  { number }: FieldDescriptor,
  value: PlainType,
  form: ValueForm,
  target: string,
  { kind, helper }: TypedHolding,
): void {
  const append = `${file.use("appendTyped")}(${target}, ${readScalar(file, value, form)}`;
  const isView = form.packed === "view" && helper === "Fixed";
  const read = file.use(isView ? "viewTypedFixed" : `readTyped${helper}`);
  const last = helper === "Fixed" ? `, ${file.use(kind)}` : "";
  const packedTag = tagOf(number, wireTypes.lengthDelimited);
  printCase(file, tagOf(number, wireTypeOf(value)), [`${target} = ${append}, ${file.use(kind)});`]);
  printCase(file, packedTag, [`${target} = ${read}(reader, ${target}${last});`]);
}

function printCase(file: GeneratedFile, tag: number, lines: readonly string[]): void {
  const isBlock = lines.some((line) => line.startsWith("const "));
  file.print(
    `      case ${tag}:${isBlock ? " {" : ""}`,
    ...lines.map((line) => `        ${line}`),
    "        break;",
    ...(isBlock ? ["      }"] : []),
  );
}

/** Whatever the schema says, a repeated field may come packed and not packed. */
function readPacked(
  file: GeneratedFile,
  value: PlainType,
  form: ValueForm,
  target: string,
  tag: number,
): string[] {
  if (isClosed(value)) {
    const call = `${file.use("readKnownValues")}(reader, ${target}, ${file.useNumbers(value.enum)}`;
    return [`unknown = ${call}, ${tag}, message, unknown);`];
  }
  const helper = packedHelper(value, form);
  if (helper !== undefined) {
    return [`${target} = ${file.use(`readPacked${helper}`)}(reader, ${target});`];
  }
  return [
    `const outerEnd = ${file.use("enter")}(reader);`,
    `const list = ${target};`,
    `while (reader.position < reader.end) list.push(${readScalar(file, value, form)});`,
    `${file.use("leave")}(reader, outerEnd);`,
  ];
}

/** The member of a oneof; a message goes on in the one that is there, if it is the same member. */
function readMember(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  oneofKey: string,
  form: ValueForm,
): string[] {
  const { value } = field.type;
  const target = `message.${toPropertyName(oneofKey)}`;
  const member = JSON.stringify(toKey(field.name));
  const take = (read: string): string => `${target} = { case: ${member}, value: ${read} };`;
  if (value.kind !== "message") return readValue(file, plans, value, form, "undefined", take);
  return [
    `const before = ${target};`,
    `const into = before?.case === ${member} ? before.value : undefined;`,
    take(readMessageValue(file, plans, value, form, "into")),
  ];
}
