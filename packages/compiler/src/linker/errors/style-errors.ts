// What the linker says about naming style, visibility and limits of editions.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import { withArticle } from "./article.js";

const LEGACY_STYLE = "features.enforce_naming_style = STYLE_LEGACY switches this check off";

export function badNameStyle(
  at: Span,
  kind: string,
  name: string,
  style: string,
  suggestion: string | undefined,
): Diagnostic {
  const instead = suggestion === undefined ? "" : `"${suggestion}", say; `;
  return createDiagnostic({
    ruleId: "naming-style",
    message: `the name of ${kind} "${name}" must be ${style}`,
    at,
    help: `${instead}${LEGACY_STYLE}`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

/** `other` is the field whose accessors would have the name; undefined for `descriptor`. */
export function accessorName(
  at: Span,
  kind: string,
  name: string,
  other: string | undefined,
): Diagnostic {
  const why = other === undefined ? "messages" : `field "${other}"`;
  return createDiagnostic({
    ruleId: "accessor-name",
    message: `the name of ${kind} "${name}" is what generated code calls a part of ${why}`,
    at,
    help: "rename it; features.enforce_naming_style = STYLE2024 switches this check off",
  });
}

export function tooManyParts(
  at: Span,
  kind: string,
  name: string,
  parts: string,
  count: number,
  max: number,
): Diagnostic {
  return createDiagnostic({
    ruleId: "too-many-parts",
    message: `${kind} "${name}" has ${count} ${parts}: at most ${max} are allowed`,
    at,
    help: "features.enforce_proto_limits = LEGACY_NO_EXPLICIT_LIMITS switches this check off",
  });
}

export function typeIsLocal(
  at: Span,
  name: string,
  path: string,
  declared: Span,
  defaultOf: string | undefined,
): Diagnostic {
  const why =
    defaultOf === undefined
      ? "declared local here"
      : `local by features.default_symbol_visibility = ${defaultOf}`;
  return createDiagnostic({
    ruleId: "type-is-local",
    message: `type "${name}" is local to "${path}"`,
    at,
    related: [{ span: declared, text: why }],
    help: 'declare it with "export" to use it in other files',
  });
}

export function nestedExport(at: Span, kind: string, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "nested-export",
    message: `${withArticle(kind)} within a message cannot be exported: "${name}" stands in one, and default_symbol_visibility is STRICT`,
    at,
    help: "move it to the top of a file",
  });
}
