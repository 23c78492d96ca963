// Messages written out as values, `{ … }` (Protobuf Text Format).

import type {
  AggregateFieldNode,
  AggregateNode,
  AggregateValueNode,
  OptionValueNode,
} from "../../ast/index.js";
import {
  addValue,
  createMessageValue,
  type ExtensionDescriptor,
  type FieldDescriptor,
  type MessageDescriptor,
  type MessageValue,
  type SingleValue,
} from "../../descriptor/index.js";
import { closestName } from "../../diagnostic/index.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import { checkFieldUse, checkNumberUse } from "./check-use.js";
import { findExtension, scopeNamed } from "./find-extension.js";
import { interpretAny } from "./interpret-any.js";
import { interpretMapEntry } from "./interpret-map-entry.js";
import { interpretTextScalar } from "./interpret-text-scalar.js";
import type { ReadMessage } from "./read-message.js";

type AnyField = FieldDescriptor | ExtensionDescriptor;

/** The value of `field`, whose type is a message or a map. */
export function interpretAggregate(
  link: FileLink,
  field: AnyField,
  node: AggregateNode,
): SingleValue | undefined {
  if (field.type.kind === "map") return interpretMapEntry(link, field.type, node, readerFor(link));
  const { value } = field.type;
  return value.kind === "message" ? interpretMessage(link, value.message, node) : undefined;
}

function readerFor(link: FileLink): ReadMessage {
  return (type, node) => interpretMessage(link, type, node);
}

/** A message of `type`. What is wrong in it is reported, and left out. */
function interpretMessage(
  link: FileLink,
  type: MessageDescriptor,
  node: AggregateNode,
): MessageValue {
  const message = createMessageValue(type);
  for (const one of node.fields) {
    if (one.name.kind === "any") {
      interpretAny(link, message, one, readerFor(link));
      continue;
    }
    const field = resolveField(link, type, one);
    if (field === undefined) continue;
    checkFieldUse(link, field, one.name);
    for (const value of valuesOf(link, field, one)) {
      if (field.type.kind === "singular" && !checkUnset(link, message, field, one)) break;
      const interpreted = interpretValue(link, field, value);
      if (interpreted !== undefined) setField(message, field, interpreted);
    }
  }
  checkRequired(link, message, node);
  return message;
}

/** Fields that tell no zero from nothing do not keep one. */
function setField(message: MessageValue, field: AnyField, value: SingleValue): void {
  const isImplicit = field.type.kind === "singular" && !field.hasPresence;
  if (isImplicit && isDefault(value)) return;
  addValue(message, field, value);
}

function isDefault(value: SingleValue): boolean {
  if (typeof value === "number") return Object.is(value, 0);
  if (typeof value === "bigint") return value === 0n;
  if (typeof value === "string" || value instanceof Uint8Array) return value.length === 0;
  return value === false;
}

/** Undefined for a name that is reserved, which text formats pass over, and for one that is wrong. */
function resolveField(
  link: FileLink,
  type: MessageDescriptor,
  { name }: AggregateFieldNode,
): AnyField | undefined {
  const at = link.span(name);
  if (name.kind === "extension") return resolveExtension(link, type, name.text, name);
  const field = type.fields.find((one) => one.name === name.text) ?? groupNamed(type, name.text);
  if (field !== undefined || type.reservedNames.includes(name.text)) return field;
  link.diagnostics.add(errors.noSuchField(at, name.text, type));
  return undefined;
}

/** A group's field may be called by the name of its message. */
function groupNamed(type: MessageDescriptor, name: string): FieldDescriptor | undefined {
  const field = type.fields.find((one) => one.name === name.toLowerCase());
  const value = field?.type.value;
  return value?.kind === "message" && value.isDelimited && value.message.name === name
    ? field
    : undefined;
}

function resolveExtension(
  link: FileLink,
  type: MessageDescriptor,
  name: string,
  node: { readonly start: number; readonly end: number },
): ExtensionDescriptor | undefined {
  const scope = scopeNamed(link.run.root, type.parent?.fullName ?? type.file.package);
  const found = findExtension(link, scope, name);
  const at = link.span(node);
  if (found.kind === "extension") {
    if (found.extension.extendee.fullName === type.fullName) return found.extension;
    link.diagnostics.add(errors.extensionOfOther(at, found.extension, type));
    return undefined;
  }
  const inSet = found.kind === "message" && type.isMessageSet ? found.message : undefined;
  const extension = inSet?.extensions.find(
    ({ extendee, type: { kind, value } }) =>
      extendee === type &&
      kind === "singular" &&
      value.kind === "message" &&
      value.message === inSet,
  );
  if (extension === undefined) link.diagnostics.add(errors.unknownCustomOption(at, name));
  return extension;
}

/** The values of a field: several of a list, which only repeated fields have. */
function valuesOf(
  link: FileLink,
  field: AnyField,
  { value, name }: AggregateFieldNode,
): readonly OptionValueNode[] {
  if (value.kind !== "list") return [value];
  if (field.type.kind !== "singular") return value.values;
  link.diagnostics.add(errors.listOfSingular(link.span(value), name.text));
  return [];
}

function interpretValue(
  link: FileLink,
  field: AnyField,
  node: AggregateValueNode,
): SingleValue | undefined {
  const at = link.span(node);
  const type = field.type.value;
  if (node.kind === "list") return undefined;
  if (type.kind === "message" || field.type.kind === "map") {
    if (node.kind === "aggregate") return interpretAggregate(link, field, node);
    link.diagnostics.add(errors.optionNeedsMessage(at, field.name));
    return undefined;
  }
  const result = interpretTextScalar(type, node, link.file.node.source.text);
  if (!("wanted" in result)) {
    if (type.kind === "enum") checkNumberUse(link, type.enum, result.value, node);
    return result.value;
  }
  const word = node.kind === "identifier" ? node.value : "";
  const suggestion = closestName(word, result.names ?? []);
  link.diagnostics.add(errors.optionValueMismatch(at, field.name, result.wanted, suggestion));
  return undefined;
}

/** False where the field, or another one of its oneof, is set already. */
function checkUnset(
  link: FileLink,
  message: MessageValue,
  field: AnyField,
  { name }: AggregateFieldNode,
): boolean {
  const at = link.span(name);
  if (message.fields.has(field)) {
    link.diagnostics.add(errors.optionSetBefore(at, field.name));
    return false;
  }
  const oneof = field.kind === "field" ? field.oneof : undefined;
  const other = oneof?.fields.find((one) => message.fields.has(one));
  if (oneof === undefined || other === undefined) return true;
  link.diagnostics.add(errors.secondOfOneof(at, field.name, oneof.name, other.name));
  return false;
}

function checkRequired(link: FileLink, { type, fields }: MessageValue, node: AggregateNode): void {
  const missing = type.fields.filter((one) => one.isRequired && !fields.has(one));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  link.diagnostics.add(errors.requiredFieldsMissing(link.span(node), type.fullName, names));
}
