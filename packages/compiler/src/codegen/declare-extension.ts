// An extension as a constant for `getExtension` and `setExtension`, and the functions that read and write it:
// those of a message that has nothing but this one field.

import type { ExtensionDescriptor, MessageDescriptor } from "../descriptor/index.js";
import { docComment } from "./doc-comment.js";
import { namesOfFile } from "./file-names.js";
import type { GeneratedFile } from "./generated-file.js";
import { fieldType } from "./message/declare-message.js";
import { describeField } from "./message/describe-fields.js";
import { type MessagePlan, propertiesOf } from "./message/message-plan.js";
import type { MessagePlans } from "./message/message-plans.js";
import { printRead } from "./message/read-message.js";
import { canLackRequired } from "./message/required-fields.js";
import { printWrite } from "./message/write-message.js";

/** The field of the one-field message. */
const HOLDER_FIELD = "value";

/** Prints the constant of an extension; gives what its functions are printed from. */
export function declareExtension(file: GeneratedFile, extension: ExtensionDescriptor): MessagePlan {
  const name = namesOfFile(extension.file).names.get(extension)!;
  const { type, extendee } = extension;
  const isOptional = type.kind === "singular";
  const value = `${fieldType(file, extension, "message")}${isOptional ? " | undefined" : ""}`;
  const init = fieldType(file, extension, "init");
  const functionName = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const plan: MessagePlan = {
    message: toHolder(extension),
    name: `${file.useType("ExtensionHolder")}<${value}>`,
    initName: `${file.useType("ExtensionHolderInit")}<${init}>`,
    properties: propertiesOf(toHolder(extension)),
    keysName: undefined,
    createName: "",
    writeName: file.declare(`write${functionName}`),
    readName: file.declare(`read${functionName}`),
    convertName: undefined,
  };
  const typeArguments = [file.useElementType(extendee), value, init].join(", ");
  const canLack = type.value.kind === "message" && canLackRequired(type.value.message);
  const last = [
    ...(canLack ? [file.use("findMissing")] : extendee.isMessageSet ? ["undefined"] : []),
    ...(extendee.isMessageSet ? [file.use("messageSetForm")] : []),
  ];
  const entries = describeField(file, extension, `[${extension.fullName}]`, HOLDER_FIELD);
  file.print(
    ...docComment(extension),
    `export const ${name}: ${file.useType("Extension")}<${typeArguments}> =`,
    `  /* @__PURE__ */ ${file.use("extension")}(`,
    `    ${JSON.stringify(extension.fullName)},`,
    `    ${file.useElement(extendee)},`,
    `    { ${entries.join(", ")} },`,
    `    ${plan.writeName},`,
    `    ${plan.readName},`,
    ...last.map((argument) => `    ${argument},`),
    "  );",
    "",
  );
  return plan;
}

/** Prints what `plan` is for. */
export function printExtensionFunctions(
  file: GeneratedFile,
  plans: MessagePlans,
  plan: MessagePlan,
): void {
  printWrite(file, plans, plan);
  printRead(file, plans, plan);
}

const holders = new WeakMap<ExtensionDescriptor, MessageDescriptor>();

/** A message that has nothing but the extension, as a field. */
function toHolder(extension: ExtensionDescriptor): MessageDescriptor {
  const known = holders.get(extension);
  if (known !== undefined) return known;
  const fields: MessageDescriptor["fields"][number][] = [];
  const holder: MessageDescriptor = {
    ...extension.extendee,
    fields,
    oneofs: [],
    messages: [],
    enums: [],
    extensions: [],
  };
  fields.push({
    ...extension,
    kind: "field",
    name: HOLDER_FIELD,
    // Numbers of message sets may be larger than a key can hold.
    number: extension.extendee.isMessageSet ? 1 : extension.number,
    oneof: undefined,
    message: holder,
  });
  holders.set(extension, holder);
  return holder;
}
