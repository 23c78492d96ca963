// What the linker says about options that not every edition and not every element has.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";

export function badFeatureSupport(at: Span, name: string, why: string): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-feature-support",
    message: `feature_support of "${name}" makes no sense: ${why}`,
    at,
  });
}

export function optionOffTarget(
  at: Span,
  name: string,
  target: string,
  targets: readonly string[],
): Diagnostic {
  return createDiagnostic({
    ruleId: "option-not-here",
    message: `option "${name}" cannot be set on ${wordsOf(target)}`,
    at,
    help: `its declaration names ${targets.join(", ")}`,
  });
}

/** `TARGET_TYPE_ENUM_ENTRY` in words. */
function wordsOf(target: string): string {
  const words = target.replace("TARGET_TYPE_", "").toLowerCase().replaceAll("_", " ");
  return /^[aeo]/.test(words) ? `an ${words}` : `a ${words}`;
}

export function optionTooNew(at: Span, name: string, since: string, edition: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-too-new",
    message: `"${name}" comes with edition ${since}, and this file is ${edition}`,
    at,
  });
}

export function optionRemoved(
  at: Span,
  name: string,
  since: string,
  why: string | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "option-removed",
    message: `"${name}" has been removed in edition ${since}`,
    at,
    help: why?.trim() || undefined,
  });
}

export function optionDeprecated(
  at: Span,
  name: string,
  since: string,
  why: string | undefined,
): Diagnostic {
  return createDiagnostic({
    severity: "warning",
    ruleId: "option-deprecated",
    message: `"${name}" is deprecated since edition ${since}`,
    at,
    help: why?.trim() || undefined,
  });
}

export function javaUtf8InEdition(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "option-removed",
    message: "editions have no option java_string_check_utf8",
    at,
    help: "use features.(pb.java).utf8_validation",
  });
}

export function liteImport(at: Span, path: string): Diagnostic {
  return createDiagnostic({
    ruleId: "lite-runtime",
    message: `"${path}" is for the lite runtime, and this file is not`,
    at,
    help: "a file that imports one with optimize_for = LITE_RUNTIME must have that option too",
  });
}

export function liteExtension(at: Span, extendee: string): Diagnostic {
  return createDiagnostic({
    ruleId: "lite-runtime",
    message: `a file for the lite runtime cannot extend "${extendee}", whose file is not`,
    at,
  });
}

export function liteService(at: Span, option: string): Diagnostic {
  return createDiagnostic({
    ruleId: "lite-runtime",
    message: `a file for the lite runtime cannot have services while ${option} is true`,
    at,
    help: `set ${option} to false, or leave it out`,
  });
}
