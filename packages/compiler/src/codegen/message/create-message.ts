// The function behind `create`: a full message from an init.

import type { FieldDescriptor, OneofDescriptor, ScalarType } from "../../descriptor/index.js";
import type { GeneratedFile } from "../generated-file.js";
import { holdingOf } from "../holding.js";
import { toKey, toPropertyName } from "../local-name.js";
import { typedHoldingOf } from "../typed-list.js";
import { defaultOf, isWide } from "../value-code.js";
import { formOf, type WideType } from "../value-form.js";
import { destructure, type MessagePlan, toEntry, toLocal } from "./message-plan.js";
import type { MessagePlans } from "./message-plans.js";

/** Prints the keys of a message, against which what is created and written is tested. */
export function printKeys(file: GeneratedFile, plan: MessagePlan): void {
  const keys = [...plan.properties.map(({ key }) => key), "$unknown"];
  file.print(
    `const ${plan.keysName}: readonly string[] = [`,
    ...keys.map((key) => `  ${JSON.stringify(key)},`),
    "];",
    "",
  );
}

/** Prints the `create` function of a message. */
export function printCreate(file: GeneratedFile, plans: MessagePlans, plan: MessagePlan): void {
  const parameters: string[] = [];
  const entries: string[] = [];
  const oneofs: { oneof: OneofDescriptor; key: string; createName: string }[] = [];
  for (const property of plan.properties) {
    const local = toLocal(file, property.key);
    let fallback = "";
    let value = local;
    if (property.kind === "oneof") {
      if (property.oneof.fields.some((field) => isMessageField(file, field))) {
        const createName = file.declare(`${plan.createName}_${property.key}`);
        oneofs.push({ oneof: property.oneof, key: property.key, createName });
        value = `${local} === undefined ? undefined : ${createName}(${local})`;
      } else value = `${local} === undefined ? undefined : { ...${local} }`;
    } else {
      const { field } = property;
      const isImplicit = field.type.kind === "singular" && !field.hasPresence;
      if (isImplicit && field.type.value.kind !== "message") {
        fallback = ` = ${defaultOf(file, field.type.value, formOf(file, field))}`;
      }
      value = createField(file, plans, field, local);
    }
    const name = toPropertyName(property.key);
    parameters.push(`${toEntry(name, local)}${fallback}`);
    entries.push(`    ${toEntry(name, value)},`);
  }
  file.print(
    `function ${plan.createName}(init: ${plan.initName}): ${plan.name} {`,
    `  ${file.use("checkMessage")}(init, ${plan.keysName});`,
    ...destructure([...parameters, "$unknown"], "init"),
    `  const message: ${plan.name} = {`,
    ...entries,
    "  };",
    "  if ($unknown !== undefined) message.$unknown = $unknown;",
    "  return message;",
    "}",
    "",
  );
  for (const { oneof, key, createName } of oneofs) {
    printCreateOneof(file, plans, plan, oneof, key, createName);
  }
}

/** Whether something other than a message holds the messages of a field. */
function isHeld(file: GeneratedFile, field: FieldDescriptor): boolean {
  return holdingOf(field.type.value, formOf(file, field)) !== undefined;
}

function isMessageField(file: GeneratedFile, field: FieldDescriptor): boolean {
  return field.type.value.kind === "message" && !isHeld(file, field);
}

function createField(
  file: GeneratedFile,
  plans: MessagePlans,
  field: FieldDescriptor,
  local: string,
): string {
  const { type } = field;
  const { value } = type;
  const create =
    value.kind === "message" && !isHeld(file, field)
      ? plans.createFunction(file, value.message)
      : undefined;
  switch (type.kind) {
    case "singular":
      if (field.isRequired) {
        const required = `${file.use("requireValue")}(${local})`;
        return create === undefined ? required : `${create}(${required})`;
      }
      return create === undefined
        ? local
        : `${local} === undefined ? undefined : ${create}(${local})`;
    case "repeated": {
      const typed = typedHoldingOf(type, formOf(file, field));
      if (typed !== undefined) {
        return `${file.use("createTyped")}(${local}, ${file.use(typed.kind)})`;
      }
      return `${file.use("createList")}(${[local, create].filter(Boolean).join(", ")})`;
    }
    case "map": {
      const toMapKey = keyConversion(file, type.key, formOf(file, field).wide);
      return `${file.use("createMap")}(${[local, toMapKey, create].filter(Boolean).join(", ")})`;
    }
  }
}

/** The function that turns the key of a record into the key of a map. */
export function keyConversion(file: GeneratedFile, key: ScalarType, wide: WideType): string {
  if (key === "string" || (isWide(key) && wide === "string")) return file.use("toStringKey");
  if (key === "bool") return file.use("toBooleanKey");
  return file.use(isWide(key) && wide === "bigint" ? "toBigintKey" : "toNumberKey");
}

function printCreateOneof(
  file: GeneratedFile,
  plans: MessagePlans,
  plan: MessagePlan,
  oneof: OneofDescriptor,
  key: string,
  createName: string,
): void {
  const index = `[${JSON.stringify(key)}] & {}`;
  file.print(
    `function ${createName}(init: ${plan.initName}${index}): ${plan.name}${index} {`,
    "  switch (init.case) {",
  );
  let isRestMessages = true;
  for (const field of oneof.fields) {
    const { value } = field.type;
    if (value.kind !== "message" || isHeld(file, field)) {
      isRestMessages = false;
      continue;
    }
    const create = plans.createFunction(file, value.message);
    const member = JSON.stringify(toKey(field.name));
    file.print(
      `    case ${member}:`,
      `      return { case: ${member}, value: ${create}(init.value) };`,
    );
  }
  const rest = isRestMessages ? `${file.use("rejectCase")}(init)` : "{ ...init }";
  file.print("    default:", `      return ${rest};`, "  }", "}", "");
}
