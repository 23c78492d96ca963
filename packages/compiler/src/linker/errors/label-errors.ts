// What the linker says about labels, groups and other syntax that not every edition has.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";

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

export function groupInEdition(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "group-in-edition",
    message: "editions have no groups",
    at,
    help: "declare a message and a field of that type with [features.message_encoding = DELIMITED]",
  });
}

/** `at` is the field's first token. */
export function labelMissing(at: Span, name: string, hasSyntax: boolean): Diagnostic {
  return createDiagnostic({
    ruleId: "label-missing",
    message: `proto2 field "${name}" has no label: expected optional, required or repeated`,
    at,
    help: hasSyntax
      ? undefined
      : 'the file has no syntax statement, which makes it proto2; for proto3 begin it with: syntax = "proto3";',
    edit: hasSyntax ? { span: { ...at, end: at.start }, replacement: "optional " } : undefined,
  });
}

export function labelInEdition(at: Span, label: "optional" | "required"): Diagnostic {
  const feature = label === "required" ? "LEGACY_REQUIRED" : "EXPLICIT";
  return createDiagnostic({
    ruleId: "label-in-edition",
    message: `editions have no label "${label}"`,
    at,
    help: `leave it out: presence is the feature field_presence = ${feature}${label === "optional" ? ", the default" : ""}`,
  });
}

export function groupNameNotCapital(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "group-name",
    message: `the name of group "${name}" must begin with a capital letter: its field has the name in lower case`,
    at,
  });
}

export function reservedNameNotQuoted(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-name-quotes",
    message: `reserved name "${name}" must be in quotes`,
    at,
    help: `write "${name}"`,
    edit: { span: at, replacement: `"${name}"` },
  });
}

export function reservedNameQuoted(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-name-quotes",
    message: `in an edition reserved name "${name}" must not be in quotes`,
    at,
    edit: { span: at, replacement: name },
  });
}

export function visibilityTooNew(at: Span, word: string): Diagnostic {
  return createDiagnostic({
    ruleId: "visibility-too-new",
    message: `"${word}" comes with edition 2024`,
    at,
    help: "leave it out: before edition 2024 everything can be used from other files",
  });
}

export function importOptionTooNew(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "import-option-too-new",
    message: '"import option" comes with edition 2024',
    at,
  });
}
