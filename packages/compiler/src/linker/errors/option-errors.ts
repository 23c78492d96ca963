// What the linker says about options.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import { withArticle } from "./article.js";

interface UnknownOption {
  readonly name: string;
  /** What it is set on: "field". */
  readonly owner: string;
  /** Where an option of that name would be known. */
  readonly elsewhere: string | undefined;
  readonly suggestion: string | undefined;
}

export function unknownOption(
  at: Span,
  { name, owner, elsewhere, suggestion }: UnknownOption,
): Diagnostic {
  const help =
    elsewhere !== undefined
      ? `"${name}" is an option of ${elsewhere}s`
      : suggestion !== undefined
        ? `did you mean "${suggestion}"?`
        : "an option of your own is written in parentheses: (name)";
  const edit = elsewhere === undefined && suggestion !== undefined;
  return createDiagnostic({
    ruleId: "unknown-option",
    message: `option "${name}" is not known for ${withArticle(owner)}`,
    at,
    help,
    edit: edit
      ? { span: { ...at, end: at.start + name.length }, replacement: suggestion }
      : undefined,
  });
}

export function optionSetTwice(at: Span, name: string, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "option-set-twice",
    message: `option "${name}" is already set`,
    at,
    label: "set again here",
    related: [{ span: first, text: "first set here" }],
  });
}

export function optionHasNoParts(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-option-value",
    message: `option "${name}" has no parts: it is a single value`,
    at,
  });
}

export function badOptionValue(
  at: Span,
  name: string,
  wanted: string,
  suggestion: string | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-option-value",
    message: `option "${name}" must be ${wanted}`,
    at,
    help: suggestion && `did you mean ${suggestion}?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function packedOnUnpackable(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "packed-on-unpackable",
    message: "only repeated numbers, bools and enums can be packed",
    at,
  });
}

export function jstypeOnNarrow(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "jstype-on-narrow",
    message: "jstype is for 64-bit integers: int64, uint64, sint64, fixed64 and sfixed64",
    at,
  });
}

export function lazyOnNonMessage(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "lazy-on-non-message",
    message: `only a field whose type is a message can be ${name}`,
    at,
  });
}

export function defaultInProto3(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "default-in-proto3",
    message: "a proto3 field has no default of its own: it is 0, false, empty or not set",
    at,
    help: 'use "optional" to tell a field that is not set from one that is 0',
  });
}

export function defaultOfMany(at: Span, kind: "repeated" | "map"): Diagnostic {
  return createDiagnostic({
    ruleId: "default-not-allowed",
    message: `a ${kind} field has no default: it is empty when it is not set`,
    at,
  });
}

export function defaultOfMessage(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "default-not-allowed",
    message: "a field whose type is a message has no default: it is not set",
    at,
  });
}

export function defaultWithoutPresence(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "default-not-allowed",
    message: "a field with implicit presence has no default of its own: it is 0, false or empty",
    at,
  });
}

export function badDefault(at: Span, type: string, wanted: string): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-default",
    message: `the default does not fit type "${type}": expected ${wanted}`,
    at,
  });
}

export function unknownEnumDefault(
  at: Span,
  written: string,
  enumName: string,
  suggestion: string | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-default",
    message: `enum "${enumName}" has no value "${written}"`,
    at,
    help: suggestion && `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function jsonNameOnExtension(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-json-name",
    message: "an extension has no json_name: in JSON it is its full name in brackets",
    at,
  });
}

export function jsonNameHasNull(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-json-name",
    message: "json_name has a null character in it",
    at,
  });
}

export function ctypeInEdition(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "option-removed",
    message: "option ctype has been removed in edition 2024",
    at,
    help: "use features.(pb.cpp).string_type",
  });
}

export function unverifiedLazyExtension(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "lazy-on-non-message",
    message: "an extension cannot be unverified_lazy",
    at,
  });
}

export function packedInEdition(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "packed-in-edition",
    message: "editions have no option packed",
    at,
    help: "use the feature repeated_field_encoding, which is PACKED by default",
  });
}

export function bracketedJsonName(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-json-name",
    message: 'json_name must not begin with "[" and end with "]": such names stand for extensions',
    at,
  });
}

export function mapEntryOption(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "map-entry-option",
    message: "map_entry cannot be set: the compiler sets it on the entries of maps",
    at,
    help: "write a map field: map<string, int32> name = 1;",
  });
}

export function messageSetInProto3(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "message-set-in-proto3",
    message: "message_set_wire_format is not allowed in proto3",
    at,
  });
}
