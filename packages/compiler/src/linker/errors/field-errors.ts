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
  number: bigint,
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

export function reservedFieldNumber(
  at: Span,
  name: string,
  number: bigint,
  reserved: Span,
  next: number | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-number",
    message: `field "${name}" has number ${number}, which is reserved`,
    at,
    related: [{ span: reserved, text: "reserved here" }],
    help: nextNumber(next),
    edit: next === undefined ? undefined : { span: at, replacement: String(next) },
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

export function rangesOverlap(at: Span, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-twice",
    message: "numbers are reserved twice",
    at,
    label: "reserved again here",
    related: [{ span: first, text: "first reserved here" }],
  });
}

export function rangeBackwards(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-reserved-range",
    message: "a reserved range begins with its smaller number",
    at,
  });
}

export function rangeOutOfRange(at: Span, min: bigint, max: bigint): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-reserved-range",
    message: `reserved numbers are out of range: expected ${min} to ${max}`,
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

export function requiredInProto3(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "required-in-proto3",
    message: "a proto3 field cannot be required",
    at,
    help: 'leave out "required", and check the value where the message is received',
    edit: { span: at, replacement: "optional" },
  });
}

export function groupInProto3(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "group-in-proto3",
    message: "proto3 has no groups",
    at,
    help: "declare a message and a field of that type",
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

export function extendNotSupported(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "extend-not-supported",
    message: "extensions are not supported yet",
    at,
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
