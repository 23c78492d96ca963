// A diagnostic as plain JSON: what `--json` prints, one shape for every tool that reads it.

import type { Span } from "../source/index.js";
import type { Diagnostic, Severity } from "./diagnostic.js";
import type { RuleId } from "./rules/index.js";

/** A stretch of text by lines and columns, both from 1; the end is the first character not in it. */
export interface JsonRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface JsonDiagnostic {
  readonly severity: Severity;
  readonly ruleId: RuleId;
  readonly message: string;
  readonly file: string;
  readonly range?: JsonRange;
  readonly label?: string;
  readonly related?: readonly { readonly range: JsonRange; readonly label: string }[];
  readonly help?: string;
  readonly edit?: { readonly range: JsonRange; readonly replacement: string };
}

/** Leaves out what is absent or empty. `nameFile` says what to call a file, its import path by default. */
export function toJsonDiagnostic(
  diagnostic: Diagnostic,
  nameFile: (path: string) => string = (path) => path,
): JsonDiagnostic {
  const { severity, ruleId, message, span, label, related, help, edit } = diagnostic;
  const range = (of: Span) => toRange(of, nameFile);
  return {
    severity,
    ruleId,
    message,
    file: nameFile(diagnostic.file),
    ...(span && { range: range(span) }),
    ...(label !== "" && { label }),
    ...(related.length > 0 && {
      related: related.map((one) => ({ range: range(one.span), label: one.text })),
    }),
    ...(help !== undefined && { help }),
    ...(edit && { edit: { range: range(edit.span), replacement: edit.replacement } }),
  };
}

function toRange({ file, start, end }: Span, nameFile: (path: string) => string): JsonRange {
  const from = file.positionOf(start);
  const to = file.positionOf(end);
  return {
    file: nameFile(file.path),
    line: from.line,
    column: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
}
