// What the linker says about the fields of messages: numbers, names, labels, maps.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";

/** A declaration that is in the way of another, for "… has it here". */
export interface Holder {
  readonly name: string;
  readonly at: Span;
}

export function duplicateFieldNumber(
  at: Span,
  number: number,
  message: string,
  first: Holder,
  next: number | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "duplicate-field-number",
    message: `field number ${number} in message "${message}" is already used by "${first.name}"`,
    at,
    label: "used again here",
    related: [{ span: first.at, text: `"${first.name}" has it here` }],
    help: nextNumber(next),
    edit: next === undefined ? undefined : { span: at, replacement: String(next) },
  });
}

export function fieldNumberOutOfRange(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "field-number-out-of-range",
    message: `field "${name}" has a number out of range: expected 1 to 536870911`,
    at,
  });
}

export function implementationNumber(at: Span, name: string, next: number | undefined): Diagnostic {
  return createDiagnostic({
    ruleId: "implementation-number",
    message: `field "${name}" has a number from 19000 to 19999, which are kept for the language itself`,
    at,
    help: nextNumber(next),
  });
}

/** The number is in a range that is reserved or for extensions. */
export function numberIsTaken(
  at: Span,
  name: string,
  number: number,
  kind: RangeKind,
  range: Span,
  next: number | undefined,
): Diagnostic {
  const words = { reserved: "reserved", extension: "for extensions" };
  return createDiagnostic({
    ruleId: kind === "reserved" ? "reserved-number" : "extension-number",
    message: `field "${name}" has number ${number}, which is ${words[kind]}`,
    at,
    related: [{ span: range, text: `${words[kind]} here` }],
    help: nextNumber(next),
    edit: next === undefined ? undefined : { span: at, replacement: String(next) },
  });
}

export function fieldInMessageSet(at: Span, name: string, option: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "field-in-message-set",
    message: `field "${name}" stands in a message set, which has only extensions`,
    at,
    related: [{ span: option, text: "made one here" }],
  });
}

export function reservedName(at: Span, kind: string, name: string, reserved: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-name",
    message: `${kind} "${name}" has a reserved name`,
    at,
    related: [{ span: reserved, text: "reserved here" }],
  });
}

export function nameReservedTwice(at: Span, name: string, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-twice",
    message: `name "${name}" is reserved twice`,
    at,
    related: [{ span: first, text: "first reserved here" }],
  });
}

export function reservedNotAName(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    severity: "warning",
    ruleId: "reserved-not-a-name",
    message: `reserved name "${name}" could not be the name of anything`,
    at,
  });
}

export type RangeKind = "reserved" | "extension";

export function rangesOverlap(
  at: Span,
  kind: RangeKind,
  firstKind: RangeKind,
  first: Span,
): Diagnostic {
  const words = { reserved: "reserved", extension: "for extensions" };
  const isTwice = kind === firstKind;
  return createDiagnostic({
    ruleId: isTwice && kind === "reserved" ? "reserved-twice" : "ranges-overlap",
    message: isTwice
      ? `numbers are ${words[kind]} twice`
      : `numbers are ${words[kind]} that are already ${words[firstKind]}`,
    at,
    label: `${words[kind]} ${isTwice ? "again " : ""}here`,
    related: [{ span: first, text: `${isTwice ? "first " : ""}${words[firstKind]} here` }],
  });
}

export function rangeBackwards(at: Span, kind: RangeKind): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-range",
    message: `${kind === "reserved" ? "a reserved range" : "a range of extensions"} begins with its smaller number`,
    at,
  });
}

export function rangeOutOfRange(at: Span, kind: RangeKind, min: number, max: number): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-range",
    message: `${kind === "reserved" ? "reserved numbers" : "numbers of extensions"} are out of range: expected ${min} to ${max}`,
    at,
  });
}

/** `isCustom` says that a name comes from `json_name`, and not from the name of the field. */
export function jsonNameConflict(
  at: Span,
  field: Holder & { readonly isCustom: boolean },
  first: Holder & { readonly isCustom: boolean },
  jsonName: string,
): Diagnostic {
  const source = (isCustom: boolean) => (isCustom ? "by its json_name" : "by default");
  return createDiagnostic({
    ruleId: "json-name-conflict",
    message: `fields "${first.name}" and "${field.name}" are both "${jsonName}" in JSON`,
    at,
    label: `"${field.name}" is, ${source(field.isCustom)}`,
    related: [{ span: first.at, text: `"${first.name}" is, ${source(first.isCustom)}` }],
    help: "rename one of them, or give one a json_name of its own",
  });
}

export function extensionRangeInProto3(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "extensions-in-proto3",
    message: "a proto3 message cannot declare extension numbers",
    at,
    help: "a field of type google.protobuf.Any holds any message",
  });
}

export function badMapKey(at: Span, key: string): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-map-key",
    message: `the keys of a map cannot be "${key}": expected an integer type, bool or string`,
    at,
  });
}

function nextNumber(next: number | undefined): string | undefined {
  return next === undefined ? undefined : `the next free number is ${next}`;
}
