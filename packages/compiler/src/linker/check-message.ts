// What a message's fields must be to each other: numbers and names of their own, none of them reserved.

import type {
  Extent,
  FieldNode,
  MessageNode,
  OptionNode,
  RangeNode,
  ReservedNode,
} from "../ast/index.js";
import { EDITIONS, type Features, type MessageDescriptor } from "../descriptor/index.js";
import { fieldName } from "./declare.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { jsonNameOf } from "./json-name.js";
import { checkRanges, type NumberRange, type NumberRanges } from "./number-ranges.js";
import { optionNamed, wordOf } from "./options/index.js";
import { MAX_MESSAGE_SET_NUMBER } from "./to-range.js";

/** The largest number of a field: 2^29 - 1. */
const MAX_FIELD_NUMBER = 536_870_911;
/** The largest number of an extension of a message set, and the largest that may be reserved for nothing. */
const MAX_RANGE_NUMBER = MAX_MESSAGE_SET_NUMBER;
export const FIRST_IMPLEMENTATION_NUMBER = 19_000;
export const LAST_IMPLEMENTATION_NUMBER = 19_999;

/** Checks everything about `node` that needs no other message. */
export function checkMessage(
  link: FileLink,
  node: MessageNode,
  descriptor: MessageDescriptor,
): void {
  const max = descriptor.isMessageSet ? MAX_RANGE_NUMBER : MAX_FIELD_NUMBER;
  const ranges = checkRanges(
    link,
    [...rangesOf(node.reserved, "reserved"), ...rangesOf(node.extensions, "extension")],
    {
      reserved: { min: 1, max: MAX_RANGE_NUMBER },
      extension: { min: 1, max },
    },
  );
  checkFieldNumbers(link, node, descriptor, ranges);
  checkFieldNames(link, node);
  checkJsonNames(link, node, descriptor.features);
  if (link.edition === EDITIONS.proto3) {
    for (const { start } of node.extensions) {
      const at = link.span({ start, end: start + "extensions".length });
      link.diagnostics.add(errors.extensionRangeInProto3(at));
    }
  }
  for (const option of node.options) {
    if (option.name.text === "map_entry") {
      link.diagnostics.add(errors.mapEntryOption(link.span(option)));
    }
    if (wordOf([option], "message_set_wire_format") === "true") {
      checkMessageSet(link, node, option);
    }
  }
}

/** The ranges of `reserved` or `extensions` statements. */
export function rangesOf(
  statements: readonly { readonly ranges: readonly RangeNode[] }[],
  kind: NumberRange["kind"],
): NumberRange[] {
  return statements.flatMap(({ ranges }) =>
    ranges.map((node) => ({ kind, start: node.from.value, end: node.to.value, node })),
  );
}

function checkMessageSet(link: FileLink, { fields }: MessageNode, option: OptionNode): void {
  if (link.edition === EDITIONS.proto3) {
    link.diagnostics.add(errors.messageSetInProto3(link.span(option)));
    return;
  }
  for (const { name } of fields) {
    link.diagnostics.add(errors.fieldInMessageSet(link.span(name), name.text, link.span(option)));
  }
}

function checkFieldNumbers(
  link: FileLink,
  node: MessageNode,
  descriptor: MessageDescriptor,
  ranges: NumberRanges,
): void {
  const byNumber = new Map<number, FieldNode>();
  for (const field of node.fields) {
    if (!byNumber.has(field.number.value)) byNumber.set(field.number.value, field);
  }
  // Each one suggested is taken from then on, so that two mistakes get two numbers.
  let next: number | undefined;
  const nextFree = () => {
    next = nextFreeNumber(next, byNumber, ranges);
    return next;
  };
  for (const field of node.fields) {
    if (link.diagnostics.isFull) return;
    const { value } = field.number;
    const at = link.span(field.number);
    const name = field.name.text;
    const first = byNumber.get(value)!;
    const range = ranges.rangeWith(value);
    if (value < 1 || value > MAX_FIELD_NUMBER) {
      link.diagnostics.add(errors.fieldNumberOutOfRange(at, name));
    } else if (first !== field) {
      const holder = { name: first.name.text, at: link.span(first.number) };
      link.diagnostics.add(
        errors.duplicateFieldNumber(at, value, descriptor.name, holder, nextFree()),
      );
    } else if (value >= FIRST_IMPLEMENTATION_NUMBER && value <= LAST_IMPLEMENTATION_NUMBER) {
      link.diagnostics.add(errors.implementationNumber(at, name, nextFree()));
    } else if (range !== undefined) {
      link.diagnostics.add(
        errors.numberIsTaken(at, name, value, range.kind, link.span(range.node), nextFree()),
      );
    }
  }
}

/** The smallest number above all that are used (and above `previous`) that a field may have. */
function nextFreeNumber(
  previous: number | undefined,
  byNumber: ReadonlyMap<number, FieldNode>,
  ranges: NumberRanges,
): number | undefined {
  let next = (previous ?? 0) + 1;
  if (previous === undefined) {
    for (const number of byNumber.keys()) {
      const isSound = number < FIRST_IMPLEMENTATION_NUMBER;
      if (isSound && number >= next) next = number + 1;
    }
  }
  for (;;) {
    const range = ranges.rangeWith(next);
    if (next === FIRST_IMPLEMENTATION_NUMBER) next = LAST_IMPLEMENTATION_NUMBER + 1;
    else if (range !== undefined) next = range.end + 1;
    else if (byNumber.has(next)) next += 1;
    else break;
  }
  return next > MAX_FIELD_NUMBER ? undefined : next;
}

function checkFieldNames(link: FileLink, { fields, reserved }: MessageNode): void {
  const names = reservedNames(link, reserved);
  for (const field of fields) {
    const name = { ...field.name, text: fieldName(field) };
    const at = names.get(name.text);
    if (at !== undefined) {
      link.diagnostics.add(errors.reservedName(link.span(name), "field", name.text, link.span(at)));
    }
  }
}

/** Reserved names by name; reports those that stand there twice or could be no name. */
export function reservedNames(
  link: FileLink,
  reserved: readonly ReservedNode[],
): ReadonlyMap<string, { start: number; end: number }> {
  const names = new Map<string, { start: number; end: number }>();
  for (const { value, start, end, isQuoted } of reserved.flatMap((one) => one.names)) {
    const at = { start, end };
    checkQuotes(link, at, value, isQuoted);
    const first = names.get(value);
    if (first !== undefined) {
      link.diagnostics.add(errors.nameReservedTwice(link.span(at), value, link.span(first)));
    } else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(value)) {
      link.diagnostics.add(errors.reservedNotAName(link.span(at), value));
    }
    if (first === undefined) names.set(value, at);
  }
  return names;
}

/** Editions write the names as names, proto2 and proto3 in quotes. */
function checkQuotes(link: FileLink, at: Extent, name: string, isQuoted: boolean): void {
  const isEdition = link.edition >= EDITIONS[2023];
  if (isQuoted && isEdition) link.diagnostics.add(errors.reservedNameQuoted(link.span(at), name));
  if (!isQuoted && !isEdition) {
    link.diagnostics.add(errors.reservedNameNotQuoted(link.span(at), name));
  }
}

/** Two fields must not have the same name in JSON, unless an option for old files says they may. */
function checkJsonNames(
  link: FileLink,
  { fields, options }: MessageNode,
  { json_format }: Features,
): void {
  if (wordOf(options, "deprecated_legacy_json_field_conflicts") === "true") return;
  const taken = new Map<
    string,
    { name: string; at: ReturnType<FileLink["span"]>; isCustom: boolean }
  >();
  for (const field of fields) {
    const custom = optionNamed(field.options, "json_name");
    const isCustom = custom?.value.kind === "string";
    const byDefault = jsonNameOf(fieldName(field));
    const name = custom?.value.kind === "string" ? custom.value.value : byDefault;
    const at = link.span(custom?.value ?? field.name);
    const holder = { name: field.name.text, at, isCustom: isCustom && name !== byDefault };
    const first = taken.get(name);
    if (first === undefined) taken.set(name, holder);
    // The same name twice is one mistake, and reported as that.
    else if (first.name !== field.name.text) {
      const isLegacy = json_format === "LEGACY_BEST_EFFORT";
      const isWarning = isLegacy && !(holder.isCustom && first.isCustom);
      const conflict = errors.jsonNameConflict(at, holder, first, name);
      link.diagnostics.add(isWarning ? { ...conflict, severity: "warning" } : conflict);
    }
  }
}
