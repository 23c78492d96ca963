// What the linker says about names: declared twice, not declared, not in sight.

import { createDiagnostic, type Diagnostic, type SuggestedEdit } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import { withArticle } from "./article.js";

export function secondPackage(at: Span, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "second-package",
    message: "file has two package statements",
    at,
    label: "second one here",
    related: [{ span: first, text: "first one here" }],
  });
}

export function packageTooLong(at: Span, maxLength: number, maxDepth: number): Diagnostic {
  return createDiagnostic({
    ruleId: "name-too-long",
    message: `package name is too long: at most ${maxLength} characters and ${maxDepth} names are allowed`,
    at,
  });
}

export function nameTooLong(at: Span, maxLength: number): Diagnostic {
  return createDiagnostic({
    ruleId: "name-too-long",
    message: `full name is too long: at most ${maxLength} characters are allowed`,
    at,
  });
}

export function packageIsTaken(at: Span, name: string, kind: string, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "duplicate-name",
    message: `"${name}" cannot be a package: ${withArticle(kind)} has that name`,
    at,
    related: [{ span: first, text: `the ${kind} is here` }],
  });
}

export function nameIsPackage(at: Span, kind: string, fullName: string): Diagnostic {
  return createDiagnostic({
    ruleId: "duplicate-name",
    message: `${kind} "${fullName}" has the name of a package`,
    at,
  });
}

interface DuplicateName {
  readonly fullName: string;
  readonly kind: string;
  readonly firstKind: string;
  readonly firstAt: Span;
  /** What stands at the second of them; left out, that it is declared again. */
  readonly label?: string;
}

export function duplicateName(
  at: Span,
  { fullName, kind, firstKind, firstAt, label = "declared again here" }: DuplicateName,
): Diagnostic {
  const isElsewhere = firstAt.file !== at.file;
  const where = isElsewhere ? ` in "${firstAt.file.path}"` : "";
  const other = kind === firstKind ? "" : ` as ${withArticle(firstKind)}`;
  return createDiagnostic({
    ruleId: "duplicate-name",
    message: `${kind} "${fullName}" is already declared${other}${where}`,
    at,
    label: kind === "map entry" ? "this map makes a message of that name" : label,
    related: [{ span: firstAt, text: "first declared here" }],
    help:
      kind === "enum value"
        ? "values of an enum stand beside the enum, not in it: give them its name as a prefix"
        : undefined,
  });
}

export function undefinedType(
  at: Span,
  name: string,
  suggestion: { readonly name: string; readonly importPath: string | undefined } | undefined,
): Diagnostic {
  const importNote = suggestion?.importPath && `, and import "${suggestion.importPath}"`;
  return createDiagnostic({
    ruleId: "undefined-type",
    message: `type "${name}" is not defined`,
    at,
    help: suggestion && `did you mean "${suggestion.name}"${importNote ? importNote : ""}?`,
    edit: suggestion && { span: at, replacement: suggestion.name },
  });
}

/** The name exists in the run, but in a file that is not imported. */
export function typeNotImported(
  at: Span,
  name: string,
  path: string,
  edit: SuggestedEdit | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "type-not-imported",
    message: `type "${name}" is defined in "${path}", which this file does not import`,
    at,
    help: `add: import "${path}";`,
    edit,
  });
}

/** The first part of a dotted name was found in an inner scope, and the rest is not in there. */
export function shadowedType(at: Span, name: string, resolved: string): Diagnostic {
  return createDiagnostic({
    ruleId: "undefined-type",
    message: `type "${name}" is taken as "${resolved}" here, which is not defined`,
    at,
    help: `the innermost scope is searched first; write ".${name}" to begin at the outermost`,
    edit: { span: at, replacement: `.${name}` },
  });
}

export function notAType(at: Span, name: string, kind: string, declared: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "not-a-type",
    message: `"${name}" is ${withArticle(kind)}, not a type`,
    at,
    related: [{ span: declared, text: "declared here" }],
  });
}

export function packageNotAType(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "not-a-type",
    message: `"${name}" is a package, not a type`,
    at,
  });
}

export function methodTypeIsScalar(at: Span, scalar: string): Diagnostic {
  return createDiagnostic({
    ruleId: "not-a-message",
    message: `an rpc takes and returns messages: "${scalar}" is a scalar type`,
    at,
    help: "put it into a message of its own, which can grow more fields later",
  });
}

export function methodTypeIsEnum(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "not-a-message",
    message: `an rpc takes and returns messages: "${name}" is an enum`,
    at,
    help: "put it into a message of its own, which can grow more fields later",
  });
}
