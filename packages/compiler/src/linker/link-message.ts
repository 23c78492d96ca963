// A message's descriptor: fields with their types resolved, oneofs, reserved ranges.

import type { FieldNode, NameNode, OneofNode, OptionNode } from "../ast/index.js";
import type {
  FieldDescriptor,
  FieldType,
  MessageDescriptor,
  OneofDescriptor,
  ScalarType,
  ValueType,
} from "../descriptor/index.js";
import { checkFieldOptions } from "./check-field-options.js";
import { checkMessage, MAX_FIELD_NUMBER } from "./check-message.js";
import type { DeclaredMessage } from "./declare.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { jsonNameOf } from "./json-name.js";
import { linkEnum } from "./link-enum.js";
import type { Mutable } from "./mutable.js";
import { checkOptions, convertOptions, isDeprecated, wordOf } from "./options/index.js";
import { resolveType } from "./resolve-type.js";
import { canBeMapKey, canBePacked, isScalarType } from "./scalar-types.js";
import type { Scope } from "./scope.js";

/** Fills in `declared` and everything in it, and checks all of it. */
export function linkMessage(link: FileLink, declared: DeclaredMessage): void {
  const { node, descriptor } = declared;
  link.run.spans.set(descriptor, link.span(node.name));
  checkOptions({ kind: "message", file: link.file }, node.options, link.diagnostics);
  linkFields(link, declared);
  descriptor.reservedRanges = node.reserved.flatMap(({ ranges }) =>
    ranges.map(({ from, to }) => ({
      start: Number(from),
      end: Number(to ?? MAX_FIELD_NUMBER),
    })),
  );
  descriptor.reservedNames = node.reserved.flatMap(({ names }) => names.map((one) => one.value));
  checkMessage(link, node, descriptor);
  for (const extend of node.extends) {
    link.diagnostics.add(errors.extendNotSupported(link.span(extend)));
  }
  for (const one of declared.enums) linkEnum(link, one);
  for (const one of declared.messages) linkMessage(link, one);
}

function linkFields(link: FileLink, { node, scope, descriptor }: DeclaredMessage): void {
  const oneofs = new Map<OneofNode, { descriptor: OneofDescriptor; fields: FieldDescriptor[] }>();
  for (const one of node.oneofs) {
    checkOptions({ kind: "oneof", file: link.file }, one.options, link.diagnostics);
    const fields: FieldDescriptor[] = [];
    const oneof: OneofDescriptor = {
      kind: "oneof",
      name: one.name.text,
      fullName: `${descriptor.fullName}.${one.name.text}`,
      fields,
      message: descriptor,
      comments: one.comments,
    };
    link.run.spans.set(oneof, link.span(one.name));
    oneofs.set(one, { descriptor: oneof, fields });
  }
  const fields: FieldDescriptor[] = [];
  for (const one of node.fields) {
    const oneof = one.oneof && oneofs.get(one.oneof);
    const field = linkField(link, scope, one, descriptor, oneof?.descriptor);
    if (field === undefined) continue;
    fields.push(field);
    oneof?.fields.push(field);
  }
  descriptor.fields = fields;
  descriptor.oneofs = [...oneofs.values()].map((one) => one.descriptor);
}

/** Undefined when its type is; the diagnostic is made then. */
function linkField(
  link: FileLink,
  scope: Scope,
  node: FieldNode,
  message: Mutable<MessageDescriptor>,
  oneof: OneofDescriptor | undefined,
): FieldDescriptor | undefined {
  checkOptions({ kind: "field", file: link.file }, node.options, link.diagnostics);
  if (node.label?.text === "required") {
    link.diagnostics.add(errors.requiredInProto3(link.span(node.label)));
  }
  const type = linkFieldType(link, scope, node);
  if (type === undefined) return undefined;
  const field: FieldDescriptor = {
    kind: "field",
    name: node.name.text,
    fullName: `${message.fullName}.${node.name.text}`,
    jsonName: customJsonName(node.options) ?? jsonNameOf(node.name.text),
    number: Number(node.number.value),
    type,
    hasPresence: hasPresence(node, type),
    oneof,
    message,
    jstype: jstypeOf(node.options),
    options: convertOptions(node.options),
    isDeprecated: isDeprecated(node.options),
    comments: node.comments,
  };
  link.run.spans.set(field, link.span(node.name));
  checkFieldOptions(link, node, field);
  return field;
}

function linkFieldType(link: FileLink, scope: Scope, node: FieldNode): FieldType | undefined {
  const { type } = node;
  if (type.kind === "group") {
    link.diagnostics.add(errors.groupInProto3(link.span(type)));
    return undefined;
  }
  if (type.kind === "map") {
    const key = linkMapKey(link, scope, type.key);
    const value = linkValueType(link, scope, type.value);
    return key && value && { kind: "map", key, value };
  }
  const value = linkValueType(link, scope, type);
  if (value === undefined) return undefined;
  if (node.label?.text !== "repeated") return { kind: "singular", value };
  return { kind: "repeated", value, isPacked: isPacked(value, node.options) };
}

function linkMapKey(link: FileLink, scope: Scope, key: NameNode): ScalarType | undefined {
  if (isScalarType(key.text)) {
    if (canBeMapKey(key.text)) return key.text;
  } else if (resolveType(link, scope, key) === undefined) {
    return undefined;
  }
  link.diagnostics.add(errors.badMapKey(link.span(key), key.text));
  return undefined;
}

function linkValueType(link: FileLink, scope: Scope, name: NameNode): ValueType | undefined {
  if (isScalarType(name.text)) return { kind: "scalar", scalar: name.text };
  const member = resolveType(link, scope, name);
  if (member === undefined) return undefined;
  return member.kind === "message"
    ? { kind: "message", message: member.descriptor }
    : { kind: "enum", enum: member.descriptor };
}

function hasPresence(node: FieldNode, type: FieldType): boolean {
  if (type.kind !== "singular") return false;
  return (
    type.value.kind === "message" || node.oneof !== undefined || node.label?.text === "optional"
  );
}

/** In proto3 what can be packed is, unless the field says otherwise. */
function isPacked(value: ValueType, options: readonly OptionNode[]): boolean {
  if (value.kind === "message") return false;
  if (value.kind === "scalar" && !canBePacked(value.scalar)) return false;
  return wordOf(options, "packed") !== "false";
}

function jstypeOf(options: readonly OptionNode[]): FieldDescriptor["jstype"] {
  const word = wordOf(options, "jstype");
  return word === "JS_STRING" ? "string" : word === "JS_NUMBER" ? "number" : "normal";
}

function customJsonName(options: readonly OptionNode[]): string | undefined {
  const value = options.find((option) => option.name.text === "json_name")?.value;
  return value?.kind === "string" ? value.value : undefined;
}
