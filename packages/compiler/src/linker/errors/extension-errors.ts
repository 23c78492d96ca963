// What the linker says about extensions.

import type { MessageDescriptor } from "../../descriptor/index.js";
import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import type { Holder } from "./field-errors.js";

export function extendeeNotMessage(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "not-a-message",
    message: `cannot extend "${name}": it is not a message`,
    at,
  });
}

export function extensionInProto3(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-in-proto3",
    message: `a proto3 file cannot extend "${name}": it can only extend the options of descriptor.proto`,
    at,
    help: "a field of type google.protobuf.Any holds any message",
  });
}

export function requiredExtension(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "required-extension",
    message: `extension "${name}" cannot be required: its message may be written by who does not know it`,
    at,
  });
}

export function messageSetExtension(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "message-set-extension",
    message: `extension "${name}" of a message set must be a message, and not repeated`,
    at,
  });
}

export function notAnExtensionNumber(
  at: Span,
  number: number,
  { fullName, extensionRanges }: Pick<MessageDescriptor, "fullName" | "extensionRanges">,
): Diagnostic {
  const ranges = extensionRanges.slice(0, 4).map(({ start, end }) => {
    return start === end ? `${start}` : `${start} to ${end}`;
  });
  const more = extensionRanges.length > ranges.length ? ", ..." : "";
  return createDiagnostic({
    ruleId: "not-an-extension-number",
    message: `message "${fullName}" does not declare ${number} as a number for extensions`,
    at,
    help:
      ranges.length === 0
        ? 'it declares none: a line like "extensions 100 to 199;" would'
        : `it declares ${ranges.join(", ")}${more}`,
  });
}

export function duplicateExtensionNumber(
  at: Span,
  number: number,
  extendee: string,
  first: Holder,
): Diagnostic {
  return createDiagnostic({
    ruleId: "duplicate-extension-number",
    message: `extension number ${number} of message "${extendee}" is already used by "${first.name}"`,
    at,
    label: "used again here",
    related: [{ span: first.at, text: `"${first.name}" has it here` }],
  });
}

export function unverifiedDeclarations(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-declaration",
    message: "a range of extensions that declares some cannot be UNVERIFIED",
    at,
  });
}

export function declarationOutOfRange(at: Span, number: number): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-declaration",
    message: `declared number ${number} is not in the range that declares it`,
    at,
  });
}

export function declaredTwice(at: Span, what: string, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-declaration",
    message: `${what} is declared twice`,
    at,
    related: [{ span: first, text: "first declared here" }],
  });
}

export function incompleteDeclaration(at: Span, number: number): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-declaration",
    message: `the declaration of ${number} needs both full_name and type`,
    at,
    help: "one that is only reserved may leave out both",
  });
}

export function declarationNameNotFull(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "extension-declaration",
    message: `declared name "${name}" is not a full name with a leading dot`,
    at,
  });
}

export function undeclaredExtension(at: Span, number: number, extendee: string): Diagnostic {
  return createDiagnostic({
    ruleId: "undeclared-extension",
    message: `extension number ${number} is not declared in message "${extendee}", which declares its extensions`,
    at,
  });
}

export function reservedDeclaration(at: Span, number: number, extendee: string): Diagnostic {
  return createDiagnostic({
    ruleId: "undeclared-extension",
    message: `extension number ${number} is reserved in the declarations of message "${extendee}"`,
    at,
  });
}

export function notAsDeclared(at: Span, number: number, declared: string): Diagnostic {
  return createDiagnostic({
    ruleId: "undeclared-extension",
    message: `extension number ${number} is declared with ${declared}`,
    at,
  });
}
