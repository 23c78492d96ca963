// The function behind `encode`: fields in the order of their numbers, unknown ones at the end.

import type { FieldDescriptor, OneofDescriptor, ValueType } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { toKey, toPropertyName } from "../local-name.js";
import { typedHoldingOf } from "../typed-list.js";
import {
  differsFromDefault,
  type PlainType,
  packedHelper,
  tagOf,
  wireTypeOf,
  wireTypes,
  writeScalar,
} from "../value-code.js";
import { formOf, type ValueForm } from "../value-form.js";
import { keyConversion } from "./create-message.js";
import { type MessagePlan, toLocal } from "./message-plan.js";
import type { MessagePlans } from "./message-plans.js";

export function printWrite(file: GeneratedFile, plans: MessagePlans, plan: MessagePlan): void {
  const buffer = file.useType("OutputBuffer");
  file.print(
    `function ${plan.writeName}(out: ${buffer}, message: ${plan.initName}): void {`,
    ...(plan.keysName === undefined
      ? []
      : [`  ${file.use("checkMessage")}(message, ${plan.keysName});`]),
  );
  const opened = new Set<OneofDescriptor>();
  for (const group of groupByOneof(plan.message.fields)) {
    const [first] = group as [FieldDescriptor];
    if (first.oneof === undefined) printField(file, plans, first);
    else {
      printOneof(file, plans, first.oneof, group, !opened.has(first.oneof));
      opened.add(first.oneof);
    }
  }
  file.print(
    "  const $unknown = message.$unknown;",
    `  if ($unknown !== undefined) ${file.use("writeUnknown")}(out, $unknown);`,
    "}",
    "",
  );
}

/** Fields by number; members of one oneof that follow each other together. */
function groupByOneof(fields: readonly FieldDescriptor[]): FieldDescriptor[][] {
  const groups: FieldDescriptor[][] = [];
  for (const field of [...fields].sort((left, right) => left.number - right.number)) {
    const last = groups.at(-1);
    if (field.oneof !== undefined && last?.[0]?.oneof === field.oneof) last.push(field);
    else groups.push([field]);
  }
  return groups;
}

function printField(file: GeneratedFile, plans: MessagePlans, field: FieldDescriptor): void {
  const { type } = field;
  const key = toKey(field.name);
  const local = toLocal(file, key);
  const form = formOf(file, field);
  if (type.kind === "singular" && field.isRequired) {
    file.print(
      `  const ${local} = ${file.use("requireValue")}(message.${toPropertyName(key)});`,
      ...indent(writeInBlock(file, plans, field, local, form), 2),
    );
    return;
  }
  file.print(`  const ${local} = message.${toPropertyName(key)};`);
  const isSet = `${local} !== undefined`;
  switch (type.kind) {
    case "singular": {
      const { value } = type;
      const condition =
        field.hasPresence || value.kind === "message"
          ? isSet
          : `${isSet} && ${differsFromDefault(file, local, value, form)}`;
      const lines = writeValue(file, plans, field.number, local, value, form);
      if (lines.length === 1) file.print(`  if (${condition}) ${lines[0]}`);
      else file.print(`  if (${condition}) {`, ...indent(lines, 4), "  }");
      break;
    }
    case "repeated": {
      const typed = typedHoldingOf(type, form);
      if (typed !== undefined) {
        const write = file.use(`writeTyped${typed.helper}`);
        const tag = tagOf(field.number, wireTypes.lengthDelimited);
        const last = typed.helper === "Fixed" ? `, ${file.use(typed.kind)}` : "";
        file.print(
          `  if (${isSet} && ${local}.length !== 0) ${write}(out, ${tag}, ${local}${last});`,
        );
        break;
      }
      const isPlain = type.isPacked && type.value.kind !== "message";
      const helper = isPlain ? packedHelper(type.value, form) : undefined;
      if (helper !== undefined) {
        const tag = tagOf(field.number, wireTypes.lengthDelimited);
        const write = file.use(`writePacked${helper}`);
        file.print(`  if (${isSet} && ${local}.length !== 0) ${write}(out, ${tag}, ${local});`);
        break;
      }
      file.print(
        `  if (${isSet} && ${local}.length !== 0) {`,
        `    ${file.use("checkList")}(${local});`,
        ...indent(
          isPlain
            ? writePacked(file, field.number, local, type.value, form)
            : writeEach(file, plans, field.number, local, type.value, form),
          4,
        ),
        "  }",
      );
      break;
    }
    case "map": {
      const toMapKey = keyConversion(file, type.key, form.wide);
      const keyValue: ValueType = { kind: "scalar", scalar: type.key };
      file.print(
        `  if (${isSet}) {`,
        `    for (const [key, value] of ${file.use("entriesOf")}(${local}, ${toMapKey})) {`,
        `      const at = ${file.use("beginLength")}(out, ${tagOf(field.number, wireTypes.lengthDelimited)});`,
        ...indent(writeValue(file, plans, 1, "key", keyValue, form), 6),
        ...indent(writeValue(file, plans, 2, "value", type.value, form, "inner"), 6),
        `      ${file.use("endLength")}(out, at);`,
        "    }",
        "  }",
      );
    }
  }
}

/** The statements of `writeValue`, between braces where there are names that others may have too. */
function writeInBlock(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  local: string,
  form: ValueForm,
): string[] {
  const lines = writeValue(file, plans, field.number, local, field.type.value, form);
  return lines.length === 1 ? lines : ["{", ...indent(lines, 2), "}"];
}

function writeEach(
  file: GeneratedFile,
  plans: MessagePlans,
  number: number,
  local: string,
  value: ValueType,
  form: ValueForm,
): string[] {
  return [
    `for (const element of ${local}) {`,
    ...indent(writeValue(file, plans, number, "element", value, form), 2),
    "}",
  ];
}

function writePacked(
  file: GeneratedFile,
  number: number,
  local: string,
  value: PlainType,
  form: ValueForm,
): string[] {
  const put = writeScalar(file, undefined, "element", value, form);
  return [
    `const at = ${file.use("beginLength")}(out, ${tagOf(number, wireTypes.lengthDelimited)});`,
    `for (const element of ${local}) ${put}`,
    `${file.use("endLength")}(out, at);`,
  ];
}

/** Statements that write one value with its key; `mark` names the variable a length needs. */
function writeValue(
  file: GeneratedFile,
  plans: MessagePlans,
  number: number,
  local: string,
  value: ValueType,
  form: ValueForm,
  mark = "at",
): string[] {
  const tag = tagOf(number, wireTypeOf(value));
  if (value.kind !== "message") return [writeScalar(file, tag, local, value, form)];
  const holding = holdingOf(value, form);
  const write =
    holding === undefined
      ? `${plans.writeFunction(file, value.message)}(out, ${local});`
      : `${file.use("writeMoment")}(out, ${file.use(holding.to)}(${local}));`;
  if (value.isDelimited) {
    return [
      `${file.use("writeTag")}(out, ${tag}, 0);`,
      write,
      `${file.use("writeTag")}(out, ${tag + 1}, 0);`,
    ];
  }
  return [
    `const ${mark} = ${file.use("beginLength")}(out, ${tag});`,
    write,
    `${file.use("endLength")}(out, ${mark});`,
  ];
}

/**
 * Prints the members of a oneof whose numbers follow each other. The first of several such groups
 * also refuses a case that is no member at all.
 */
function printOneof(
  file: GeneratedFile,
  plans: MessagePlans,
  oneof: OneofDescriptor,
  members: readonly FieldDescriptor[],
  isFirst: boolean,
): void {
  const key = toKey(oneof.name);
  const local = toLocal(file, key);
  if (isFirst) file.print(`  const ${local} = message.${toPropertyName(key)};`);
  file.print(`  if (${local} !== undefined) {`, `    switch (${local}.case) {`);
  for (const field of members) {
    const lines = writeValue(
      file,
      plans,
      field.number,
      `${local}.value`,
      field.type.value,
      formOf(file, field),
    );
    const isBlock = lines.length > 1;
    file.print(
      `      case ${JSON.stringify(toKey(field.name))}:${isBlock ? " {" : ""}`,
      ...indent([...lines, "break;"], 8),
      ...(isBlock ? ["      }"] : []),
    );
  }
  if (isFirst) {
    const others = oneof.fields.filter((field) => !members.includes(field));
    file.print(...others.map((field) => `      case ${JSON.stringify(toKey(field.name))}:`));
    if (others.length > 0) file.print("        break;");
    file.print("      default:", `        ${file.use("rejectCase")}(${local});`);
  }
  file.print("    }", "  }");
}

function indent(lines: readonly string[], count: number): string[] {
  return lines.map((line) => " ".repeat(count) + line);
}
