// What a valid .proto file may say that TypeScript cannot: found before anything is generated.

import type {
  DefaultValue,
  FieldDescriptor,
  FileDescriptor,
  MessageDescriptor,
  MethodDescriptor,
  OneofDescriptor,
  ServiceDescriptor,
} from "../descriptor/index.js";
import type { CodegenProblem } from "./codegen-problem.js";
import { extensionsOfFile, messagesOfFile } from "./file-names.js";
import { toKey, toMethodKey } from "./local-name.js";
import type { CodegenPolicies } from "./options.js";
import { formUnder } from "./value-form.js";

/** The problems of `file` under the policies, in its order; empty where it can be generated. */
export function checkFile(file: FileDescriptor, policies: CodegenPolicies = {}): CodegenProblem[] {
  return [...checkNames(file), ...checkDefaults(file, policies)];
}

/** A default past 2^53 - 1 is no number any more. */
function checkDefaults(file: FileDescriptor, policies: CodegenPolicies): CodegenProblem[] {
  const fields = [
    ...messagesOfFile(file).flatMap((message) => message.fields),
    ...extensionsOfFile(file),
  ];
  return fields
    .filter((field) => !isSafe(field.defaultValue) && formUnder(policies, field).wide === "number")
    .map((field) => ({
      ruleId: "typescript-number",
      message: `the default of ${field.kind} "${field.name}" is ${field.defaultValue}, past what a number can hold`,
      element: field,
      help: "hold it as a bigint or a string, by jstype or by a policy",
    }));
}

function isSafe(value: DefaultValue | undefined): boolean {
  return typeof value !== "bigint" || Number.isSafeInteger(Number(value));
}

function checkNames(file: FileDescriptor): CodegenProblem[] {
  const names = [
    ...messagesOfFile(file).flatMap(checkMessage),
    ...file.services.flatMap(checkService),
  ];
  return names.map((one) => ({ ...one, ruleId: "typescript-name", help: "rename one of them" }));
}

interface NameProblem {
  readonly message: string;
  readonly element: MethodDescriptor | FieldDescriptor | OneofDescriptor;
}

function checkService(service: ServiceDescriptor): NameProblem[] {
  const problems: NameProblem[] = [];
  const seen = new Map<string, MethodDescriptor>();
  for (const method of service.methods) {
    const key = toMethodKey(method.name);
    const other = seen.get(key);
    if (other !== undefined) {
      const message = `rpc "${method.name}" in service "${service.name}" is "${key}" in TypeScript, as rpc "${other.name}" is`;
      problems.push({ message, element: method });
    } else seen.set(key, method);
    if (key === "then") {
      const message = `rpc "${method.name}" in service "${service.name}" would make its client look like a promise: a client must not have a method "then"`;
      problems.push({ message, element: method });
    }
  }
  return problems;
}

function checkMessage(message: MessageDescriptor): NameProblem[] {
  const free = message.fields.filter((field) => field.oneof === undefined);
  return [
    ...checkKeys(message, [...free, ...message.oneofs]),
    ...message.oneofs.flatMap((oneof) => checkKeys(message, oneof.fields)),
  ];
}

function checkKeys(
  message: MessageDescriptor,
  elements: readonly (FieldDescriptor | OneofDescriptor)[],
): NameProblem[] {
  const problems: NameProblem[] = [];
  const seen = new Map<string, FieldDescriptor | OneofDescriptor>();
  for (const element of elements) {
    const key = toKey(element.name);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, element);
    else {
      problems.push({
        message: `${element.kind} "${element.name}" in message "${message.name}" is "${key}" in TypeScript, as ${other.kind} "${other.name}" is`,
        element,
      });
    }
  }
  return problems;
}
