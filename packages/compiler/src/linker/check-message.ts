// What a message's fields must be to each other: numbers and names of their own, none of them reserved.

import type { FieldNode, MessageNode, ReservedNode } from "../ast/index.js";
import type { MessageDescriptor } from "../descriptor/index.js";
import * as errors from "./errors/index.js";
import type { FileLink } from "./file-link.js";
import { jsonNameOf } from "./json-name.js";
import { wordOf } from "./options/index.js";
import { checkReserved, type ReservedNumbers } from "./reserved-numbers.js";

/** The largest number of a field: 2^29 - 1. */
export const MAX_FIELD_NUMBER = 536_870_911n;
/** Reserving a number no field could have is useless and allowed. */
const RESERVED_BOUNDS = { min: 1n, max: MAX_FIELD_NUMBER, limit: 2_147_483_646n };
const FIRST_IMPLEMENTATION_NUMBER = 19_000n;
const LAST_IMPLEMENTATION_NUMBER = 19_999n;

/** Checks everything about `node` that needs no other message. */
export function checkMessage(
  link: FileLink,
  node: MessageNode,
  descriptor: MessageDescriptor,
): void {
  const reserved = checkReserved(link, node.reserved, RESERVED_BOUNDS);
  checkFieldNumbers(link, node, descriptor, reserved);
  checkFieldNames(link, node);
  checkJsonNames(link, node);
  for (const range of node.extensionRanges) {
    link.diagnostics.add(errors.extensionRangeInProto3(link.span(range)));
  }
  for (const option of node.options) {
    if (option.name.text === "map_entry") {
      link.diagnostics.add(errors.mapEntryOption(link.span(option)));
    }
    if (wordOf([option], "message_set_wire_format") === "true") {
      link.diagnostics.add(errors.messageSetInProto3(link.span(option)));
    }
  }
}

function checkFieldNumbers(
  link: FileLink,
  node: MessageNode,
  descriptor: MessageDescriptor,
  reserved: ReservedNumbers,
): void {
  const byNumber = new Map<bigint, FieldNode>();
  for (const field of node.fields) {
    if (!byNumber.has(field.number.value)) byNumber.set(field.number.value, field);
  }
  // Each one suggested is taken from then on, so that two mistakes get two numbers.
  let next: number | undefined;
  const nextFree = () => {
    next = nextFreeNumber(next, byNumber, reserved);
    return next;
  };
  for (const field of node.fields) {
    if (link.diagnostics.isFull) return;
    const { value } = field.number;
    const at = link.span(field.number);
    const name = field.name.text;
    const first = byNumber.get(value)!;
    const range = reserved.rangeWith(value);
    if (value < 1n || value > MAX_FIELD_NUMBER) {
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
        errors.reservedFieldNumber(at, name, value, link.span(range), nextFree()),
      );
    }
  }
}

/** The smallest number above all that are used (and above `previous`) that a field may have. */
function nextFreeNumber(
  previous: number | undefined,
  byNumber: ReadonlyMap<bigint, FieldNode>,
  reserved: ReservedNumbers,
): number | undefined {
  let next = BigInt(previous ?? 0) + 1n;
  if (previous === undefined) {
    for (const number of byNumber.keys()) {
      const isSound = number < FIRST_IMPLEMENTATION_NUMBER;
      if (isSound && number >= next) next = number + 1n;
    }
  }
  for (;;) {
    const range = reserved.rangeWith(next);
    if (next === FIRST_IMPLEMENTATION_NUMBER) next = LAST_IMPLEMENTATION_NUMBER + 1n;
    else if (range !== undefined) next = (range.to ?? MAX_FIELD_NUMBER) + 1n;
    else if (byNumber.has(next)) next += 1n;
    else break;
  }
  return next > MAX_FIELD_NUMBER ? undefined : Number(next);
}

function checkFieldNames(link: FileLink, { fields, reserved }: MessageNode): void {
  const names = reservedNames(link, reserved);
  for (const { name } of fields) {
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
  for (const { value, start, end } of reserved.flatMap((one) => one.names)) {
    const at = { start, end };
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

/** Two fields must not have the same name in JSON, unless an option for old files says they may. */
function checkJsonNames(link: FileLink, { fields, options }: MessageNode): void {
  if (wordOf(options, "deprecated_legacy_json_field_conflicts") === "true") return;
  const taken = new Map<
    string,
    { name: string; at: ReturnType<FileLink["span"]>; isCustom: boolean }
  >();
  for (const field of fields) {
    const custom = field.options.find((option) => option.name.text === "json_name");
    const isCustom = custom?.value.kind === "string";
    const byDefault = jsonNameOf(field.name.text);
    const name = custom?.value.kind === "string" ? custom.value.value : byDefault;
    const at = link.span(custom?.value ?? field.name);
    const holder = { name: field.name.text, at, isCustom: isCustom && name !== byDefault };
    const first = taken.get(name);
    if (first === undefined) taken.set(name, holder);
    // The same name twice is one mistake, and reported as that.
    else if (first.name !== field.name.text) {
      link.diagnostics.add(errors.jsonNameConflict(at, holder, first, name));
    }
  }
}
