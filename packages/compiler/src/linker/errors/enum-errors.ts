// What the linker says about enums.

import { createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";
import type { Holder } from "./field-errors.js";

export function emptyEnum(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "empty-enum",
    message: `enum "${name}" has no values`,
    at,
    help: `give it a first one, for what is not said: ${screamingSnake(name)}_UNSPECIFIED = 0;`,
  });
}

export function firstValueNotZero(at: Span, enumName: string, valueName: string): Diagnostic {
  return createDiagnostic({
    ruleId: "enum-first-value-zero",
    message: `the first value of enum "${enumName}" must be 0: "${valueName}" is what a field holds that was never set`,
    at,
    help: `put one before it: ${screamingSnake(enumName)}_UNSPECIFIED = 0;`,
  });
}

export function enumNumberOutOfRange(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "enum-number-out-of-range",
    message: `enum value "${name}" has a number out of range: expected -2147483648 to 2147483647`,
    at,
  });
}

export function duplicateEnumNumber(
  at: Span,
  number: number,
  enumName: string,
  first: Holder,
): Diagnostic {
  return createDiagnostic({
    ruleId: "duplicate-enum-number",
    message: `number ${number} in enum "${enumName}" is already used by "${first.name}"`,
    at,
    label: "used again here",
    related: [{ span: first.at, text: `"${first.name}" has it here` }],
    help: "if both names are meant to be the same value: option allow_alias = true;",
  });
}

export function aliasWithoutUse(at: Span, enumName: string): Diagnostic {
  return createDiagnostic({
    ruleId: "useless-allow-alias",
    message: `enum "${enumName}" allows aliases and has none`,
    at,
    help: "remove the option",
  });
}

export function aliasSetFalse(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "useless-allow-alias",
    message: "allow_alias = false is the default and has no effect",
    at,
    help: "remove the option",
  });
}

export function reservedEnumNumber(
  at: Span,
  name: string,
  number: number,
  reserved: Span,
): Diagnostic {
  return createDiagnostic({
    ruleId: "reserved-number",
    message: `enum value "${name}" has number ${number}, which is reserved`,
    at,
    related: [{ span: reserved, text: "reserved here" }],
  });
}

export function enumNameConflict(at: Span, name: string, first: Holder): Diagnostic {
  return createDiagnostic({
    ruleId: "enum-name-conflict",
    message: `enum values "${first.name}" and "${name}" are the same name without case and the enum's prefix`,
    at,
    related: [{ span: first.at, text: `"${first.name}" is here` }],
    help: "rename one of them: generated code uses the names without the prefix",
  });
}

/** `OrderState` as `ORDER_STATE`. */
function screamingSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}
