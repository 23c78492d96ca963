// What the linker says about features of editions.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import { withArticle } from "./article.js";

export function featuresNeedEditions(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "features-need-editions",
    message: "features can only be set in files with an edition",
    at,
  });
}

export function unknownFeature(at: Span, name: string, suggestion: string | undefined): Diagnostic {
  return createDiagnostic({
    ruleId: "unknown-feature",
    message: `feature "${name}" does not exist`,
    at,
    help: suggestion && `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function featureTooNew(at: Span, name: string, since: string, edition: string): Diagnostic {
  return createDiagnostic({
    ruleId: "feature-too-new",
    message: `feature "${name}" comes with edition ${since}, and this file is edition ${edition}`,
    at,
  });
}

export function featureNotHere(
  at: Span,
  name: string,
  target: string,
  targets: readonly string[],
): Diagnostic {
  return createDiagnostic({
    ruleId: "feature-not-here",
    message: `feature "${name}" cannot be set on ${withArticle(target)}`,
    at,
    help: `it can be set on: ${targets.join(", ")}`,
  });
}

export function badFeatureValue(
  at: Span,
  name: string,
  values: readonly string[],
  suggestion: string | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-feature-value",
    message: `feature "${name}" must be one of ${values.join(", ")}`,
    at,
    help: suggestion && `did you mean ${suggestion}?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function uselessFeature(at: Span, name: string, why: string): Diagnostic {
  return createDiagnostic({
    ruleId: "feature-not-here",
    message: `feature "${name}" cannot be set here: ${why}`,
    at,
  });
}

export function requiredByDefault(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "required-by-default",
    message: "a file cannot make its fields required by default",
    at,
    help: "set features.field_presence = LEGACY_REQUIRED on each field that must be",
  });
}

export function closedEnumInProto3(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "closed-enum",
    message: `a proto3 message cannot have a field of enum "${name}", which is closed`,
    at,
    help: "the enums of proto2 are closed: a value they do not know is kept apart from the field",
  });
}

export function closedEnumWithoutPresence(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "closed-enum",
    message: `a field with implicit presence cannot have enum "${name}", which is closed`,
    at,
  });
}

export function mapEnumWithoutZero(at: Span, name: string, first: Span | undefined): Diagnostic {
  return createDiagnostic({
    ruleId: "map-enum-without-zero",
    message: `the first value of enum "${name}" must be 0 for it to be the value of a map`,
    at,
    related: first === undefined ? [] : [{ span: first, text: "its first value" }],
  });
}
