// What is wrong with the values of options, and with the names of custom ones.

import type { ExtensionDescriptor, MessageDescriptor } from "../../descriptor/index.js";
import { closestName, createDiagnostic, type Diagnostic } from "../../diagnostic/index.js";
import type { Span } from "../../source/index.js";

export function unknownCustomOption(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "unknown-option",
    message: `extension "${name}" is not defined`,
    at,
    help: "is the file imported that declares it?",
  });
}

export function shadowedOption(at: Span, name: string, resolved: string): Diagnostic {
  return createDiagnostic({
    ruleId: "unknown-option",
    message: `extension "${name}" means "${resolved}" here, which is not defined`,
    at,
    help: `the innermost scope that has the name's first part decides; ".${name}" begins at the outermost`,
  });
}

export function extensionOfOther(
  at: Span,
  { fullName, extendee }: ExtensionDescriptor,
  { fullName: wanted }: MessageDescriptor,
): Diagnostic {
  return createDiagnostic({
    ruleId: "option-not-here",
    message: `extension "${fullName}" extends "${extendee.fullName}": expected one of "${wanted}"`,
    at,
  });
}

export function noSuchField(at: Span, name: string, type: MessageDescriptor): Diagnostic {
  const suggestion = closestName(
    name,
    type.fields.map((one) => one.name),
  );
  return createDiagnostic({
    ruleId: "unknown-option",
    message: `message "${type.fullName}" has no field "${name}"`,
    at,
    help: suggestion && `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function optionPartInScalar(at: Span, name: string, isRepeated: boolean): Diagnostic {
  return createDiagnostic({
    ruleId: "option-has-no-parts",
    message: isRepeated
      ? `"${name}" is repeated: its parts cannot be set alone`
      : `"${name}" is not a message: it has no parts`,
    at,
    help: isRepeated ? `write one value: (${name}) = { ... }` : undefined,
  });
}

export function featureOfSameFile(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-not-here",
    message: `feature "${name}" cannot be set in the file that declares it`,
    at,
  });
}

export function optionSetBefore(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-set-twice",
    message: `"${name}" is set already`,
    at,
  });
}

export function secondOfOneof(at: Span, name: string, oneof: string, first: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-set-twice",
    message: `"${name}" is of oneof "${oneof}", of which "${first}" is set already`,
    at,
  });
}

export function optionNeedsMessage(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-value",
    message: `"${name}" is a message: expected its fields in braces`,
    at,
    help: `write ${name} = { field: value }, or set one field: ${name}.field = value`,
  });
}

export function optionValueMismatch(
  at: Span,
  name: string,
  wanted: string,
  suggestion?: string,
): Diagnostic {
  return createDiagnostic({
    ruleId: "option-value",
    message: `the value does not fit "${name}": expected ${wanted}`,
    at,
    help: suggestion && `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function listOfSingular(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-value",
    message: `"${name}" is not repeated: expected one value, without brackets`,
    at,
  });
}

export function notInMapEntry(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "unknown-option",
    message: `an entry of a map has no field "${name}": expected key or value`,
    at,
  });
}

export function requiredFieldsMissing(
  at: Span,
  type: string,
  names: readonly string[],
): Diagnostic {
  const list = names.map((name) => `"${name}"`).join(", ");
  return createDiagnostic({
    ruleId: "required-field-missing",
    message: `message "${type}" lacks required fields: ${list}`,
    at,
  });
}

export function typeUrlOutsideAny(at: Span, type: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-value",
    message: `message "${type}" is no google.protobuf.Any: a type URL cannot stand in it`,
    at,
  });
}

export function unknownTypeUrlPrefix(at: Span, prefix: string, known: string): Diagnostic {
  return createDiagnostic({
    ruleId: "option-value",
    message: `type URLs begin with "${known}", not with "${prefix}"`,
    at,
  });
}

export function unknownAnyType(at: Span, name: string): Diagnostic {
  return createDiagnostic({
    ruleId: "undefined-type",
    message: `message "${name}" is not defined`,
    at,
    help: "is the file imported that declares it?",
  });
}
