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
