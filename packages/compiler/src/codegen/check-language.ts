// What proto2 and editions have and generated code has not yet.

import type { FieldDescriptor, FileDescriptor, MessageDescriptor } from "../descriptor/index.js";
import type { CodegenProblem } from "./codegen-problem.js";
import { messagesOfFile } from "./file-names.js";

/** The types of this file are for the compiler: the runtime does not have them. */
const DESCRIPTOR_PROTO = "google/protobuf/descriptor.proto";

/** A problem for each part of `file` that would be read or written wrongly. */
export function checkLanguage(file: FileDescriptor): CodegenProblem[] {
  return messagesOfFile(file).flatMap((message) => [
    ...checkMessage(message),
    ...message.fields.flatMap(checkField),
  ]);
}

function checkMessage(message: MessageDescriptor): CodegenProblem[] {
  return message.isMessageSet ? [notYet(message, "message sets")] : [];
}

function checkField(field: FieldDescriptor): CodegenProblem[] {
  const problems: CodegenProblem[] = [];
  const { value } = field.type;
  if (field.isRequired) problems.push(notYet(field, "required fields"));
  if (field.defaultValue !== undefined) problems.push(notYet(field, "defaults of fields"));
  if (value.kind === "message") {
    if (value.isDelimited) problems.push(notYet(field, "groups and delimited messages"));
    if (value.message.file.path === DESCRIPTOR_PROTO) {
      problems.push(notYet(field, `fields of the types of "${DESCRIPTOR_PROTO}"`));
    }
  }
  if (value.kind === "enum" && value.enum.features.enum_type === "CLOSED") {
    problems.push(notYet(field, "fields of closed enums, as those of proto2 are,"));
  }
  return problems;
}

function notYet(element: FieldDescriptor | MessageDescriptor, what: string): CodegenProblem {
  return {
    ruleId: "not-generated-yet",
    message: `cannot generate code for ${element.kind} "${element.name}": ${what} are not supported yet`,
    element,
    help: undefined,
  };
}
