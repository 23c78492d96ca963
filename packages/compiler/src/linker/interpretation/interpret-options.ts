// Options to values: names to fields and extensions, and what is assigned to what those hold (Protobuf
// Language "Option").
//
// Plain names are checked by checkOptions() already: here they are read, and reported on only where they lead
// further, as `features.(pb.go).x` does.

import type { OptionNamePartNode, OptionNode } from "../../ast/index.js";
import {
  addRecord,
  addValue,
  createMessageValue,
  type ExtensionDescriptor,
  type FieldDescriptor,
  isMessageValue,
  type MessageDescriptor,
  type MessageValue,
  type SingleValue,
} from "../../descriptor/index.js";
import * as errors from "../errors/index.js";
import type { FileLink } from "../file-link.js";
import type { Scope } from "../scope.js";
import { checkFieldUse } from "./check-use.js";
import { findExtension } from "./find-extension.js";
import { interpretOptionValue } from "./interpret-option-value.js";
import type { InterpretedOptions } from "./interpreted-options.js";

type AnyField = FieldDescriptor | ExtensionDescriptor;

/** Options of one element, and where their names are looked up. */
export interface OptionsToInterpret {
  readonly type: MessageDescriptor;
  readonly options: readonly OptionNode[];
  readonly scope: Scope;
}

/** Interprets all options of one element; those that cannot be are reported and left out. */
export function interpretOptions(
  link: FileLink,
  { type, options, scope }: OptionsToInterpret,
): InterpretedOptions {
  const records: MessageValue[] = [];
  const paths = new Map<OptionNode, readonly number[]>();
  const counts = new Map<string, number>();
  const partial: PartialMessages = new Map();
  const isCustom = ({ name }: OptionNode) => name.parts[0]?.isExtension ?? false;
  const ordered = [...options.filter((one) => !isCustom(one)), ...options.filter(isCustom)];
  for (const option of ordered) {
    if (link.refusedOptions.has(option)) continue;
    const fields = resolveName(link, { type, option, scope });
    const leaf = fields?.at(-1);
    if (fields === undefined || leaf === undefined) continue;
    if (leaf.type.kind === "singular" && isSet(records, fields)) {
      // Plain names have been compared already.
      if (isCustom(option) || fields.length > 1) {
        link.diagnostics.add(errors.optionSetBefore(link.span(option.name), option.name.text));
      }
      continue;
    }
    const value = interpretOptionValue(link, leaf, option);
    if (value === undefined) continue;
    const record = createMessageValue(type);
    addRecord(intermediate(record, fields), leaf, value);
    records.push(record);
    paths.set(option, pathOf(fields, leaf, counts));
    noteParts(partial, option, fields);
  }
  checkParts(link, partial);
  return { type, records, paths };
}

/** Messages that options set field by field, by the path to them: which fields, and the first such option. */
type PartialMessages = Map<
  string,
  { readonly type: MessageDescriptor; readonly option: OptionNode; readonly set: Set<AnyField> }
>;

function noteParts(
  partial: PartialMessages,
  option: OptionNode,
  fields: readonly AnyField[],
): void {
  let path = "";
  for (const [index, field] of fields.slice(0, -1).entries()) {
    const { value } = field.type;
    if (value.kind !== "message") return;
    path += `${field.number}.`;
    const known = partial.get(path) ?? { type: value.message, option, set: new Set() };
    known.set.add(fields[index + 1]!);
    partial.set(path, known);
  }
}

/** Nothing that is set field by field may lack a required one. */
function checkParts(link: FileLink, partial: PartialMessages): void {
  for (const { type, option, set } of partial.values()) {
    const missing = type.fields.filter((one) => one.isRequired && !set.has(one));
    if (missing.length === 0) continue;
    const names = missing.map(({ name }) => name);
    const at = link.span(option.name);
    link.diagnostics.add(errors.requiredFieldsMissing(at, type.fullName, names));
  }
}

/** The fields that the parts of the option's name mean; undefined where one means none. */
function resolveName(
  link: FileLink,
  { type, option, scope }: { type: MessageDescriptor; option: OptionNode; scope: Scope },
): AnyField[] | undefined {
  const { parts } = option.name;
  const fields: AnyField[] = [];
  let message = type;
  for (const [index, part] of parts.entries()) {
    const field = part.isExtension
      ? resolveExtensionPart(link, part, message, scope)
      : resolveFieldPart(link, part, message, index > 0);
    if (field === undefined) return undefined;
    if (parts[0]!.text === "features" && isDeclaredHere(link, field)) {
      link.diagnostics.add(errors.featureOfSameFile(link.span(part), field.fullName));
      return undefined;
    }
    checkFieldUse(link, field, part);
    fields.push(field);
    if (index === parts.length - 1) break;
    if (field.type.kind !== "singular" || field.type.value.kind !== "message") {
      if (index > 0 || part.isExtension) {
        const isRepeated = field.type.kind !== "singular";
        const at = link.span(parts[index + 1]!);
        link.diagnostics.add(errors.optionPartInScalar(at, part.text, isRepeated));
      }
      return undefined;
    }
    message = field.type.value.message;
  }
  return fields;
}

function isDeclaredHere(link: FileLink, field: AnyField): boolean {
  return field.kind === "extension" && field.file === link.descriptor;
}

function resolveFieldPart(
  link: FileLink,
  part: OptionNamePartNode,
  message: MessageDescriptor,
  isReported: boolean,
): FieldDescriptor | undefined {
  const field = message.fields.find(({ name }) => name === part.text);
  if (field === undefined && isReported) {
    link.diagnostics.add(errors.noSuchField(link.span(part), part.text, message));
  }
  return field;
}

function resolveExtensionPart(
  link: FileLink,
  part: OptionNamePartNode,
  message: MessageDescriptor,
  scope: Scope,
): ExtensionDescriptor | undefined {
  const found = findExtension(link, scope, part.text);
  if (found.kind !== "extension") link.hasUnknownName = true;
  const at = link.span(part);
  if (found.kind === "extension") {
    if (found.extension.extendee === message) return found.extension;
    // The same message by name, where a copy of descriptor.proto is linked beside the built-in one.
    if (found.extension.extendee.fullName === message.fullName) return found.extension;
    link.diagnostics.add(errors.extensionOfOther(at, found.extension, message));
  } else if (found.kind === "shadowed" && found.resolved !== part.text.replace(/^\./, "")) {
    link.diagnostics.add(errors.shadowedOption(at, part.text, found.resolved));
  } else if (!link.isLost(part.text)) {
    link.diagnostics.add(errors.unknownCustomOption(at, part.text));
  }
  return undefined;
}

/** True when one of `records` holds the field that `fields` lead to. */
function isSet(records: readonly MessageValue[], fields: readonly AnyField[]): boolean {
  return records.some((record) => {
    let message: MessageValue = record;
    for (const field of fields.slice(0, -1)) {
      const value = (message.fields.get(field) ?? recordOf(message, field))?.[0];
      if (value === undefined || !isMessageValue(value)) return false;
      message = value;
    }
    const leaf = fields.at(-1)!;
    return message.fields.has(leaf) || message.unknown.some(({ field }) => field === leaf);
  });
}

function recordOf({ unknown }: MessageValue, field: AnyField): readonly SingleValue[] | undefined {
  return unknown.find((one) => one.field === field)?.values;
}

/** The message that holds the last of `fields`, made in `record`. */
function intermediate(record: MessageValue, fields: readonly AnyField[]): MessageValue {
  let message = record;
  for (const field of fields.slice(0, -1)) {
    if (field.type.value.kind !== "message") break;
    const inner = createMessageValue(field.type.value.message);
    addValue(message, field, inner);
    message = inner;
  }
  return message;
}

function pathOf(
  fields: readonly AnyField[],
  leaf: AnyField,
  counts: Map<string, number>,
): readonly number[] {
  const path = fields.map(({ number }) => number);
  if (leaf.type.kind === "singular") return path;
  const key = path.join();
  const index = counts.get(key) ?? 0;
  counts.set(key, index + 1);
  return [...path, index];
}
