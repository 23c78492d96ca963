// Everything the parser says.

import { createDiagnostic, type Diagnostic } from "../diagnostic/index.js";
import type { SourceFile, Span } from "../source/index.js";
import type { ParserLimits } from "./limits.js";

/** `where` continues the sentence: `after message "User"`; it may be empty. */
export function expected(what: string, where: string, found: Span): Diagnostic {
  const suffix = where === "" ? "" : ` ${where}`;
  return createDiagnostic({
    ruleId: "syntax",
    message: `expected ${what}${suffix}, found ${describe(found)}`,
    at: found,
  });
}

/** `at` is empty, right after the last token. */
export function missingSemicolon(at: Span, after: string): Diagnostic {
  return createDiagnostic({
    ruleId: "missing-semicolon",
    message: `expected ";" after ${after}`,
    at,
    label: '";" is missing here',
    edit: { span: at, replacement: ";" },
  });
}

export function unclosedBody(what: string, open: Span, end: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "unclosed-body",
    message: `${what} is never closed: the file ends before its "}"`,
    at: end,
    label: '"}" is missing here at the latest',
    related: [{ span: open, text: "opened here" }],
  });
}

export function strayBrace(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "syntax",
    message: 'found "}" that closes nothing',
    at,
    help: 'is there one "}" too many before it?',
  });
}

export function unknownStatement(
  at: Span,
  where: string,
  known: string,
  suggestion: string | undefined,
): Diagnostic {
  return createDiagnostic({
    ruleId: "syntax",
    message: `${describe(at)} cannot begin a statement ${where}: expected ${known}`,
    at,
    help: suggestion === undefined ? undefined : `did you mean "${suggestion}"?`,
    edit: suggestion === undefined ? undefined : { span: at, replacement: suggestion },
  });
}

export function syntaxNotFirst(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "syntax-first",
    message: `${describe(at)} must be the first statement of the file`,
    at,
  });
}

export function incompleteField(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "syntax",
    message: `expected the type and the name of a field, found only "${textOf(at)}"`,
    at,
    help: "write both, as in: string name = 1;",
  });
}

export function serviceInMessage(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "service-in-message",
    message: "a service cannot stand in a message",
    at,
    help: 'is a "}" missing before it?',
  });
}

export function fieldWithoutNumber(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "field-without-number",
    message: `field "${textOf(at)}" has no number`,
    at,
    help: `every field has a number of its own: ${textOf(at)} = 1;`,
  });
}

export function valueWithoutNumber(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "enum-value-without-number",
    message: `enum value "${textOf(at)}" has no number`,
    at,
    help: `every value has a number: ${textOf(at)} = 0;`,
  });
}

export function notAFieldNumber(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "syntax",
    message: `expected a field number, found ${describe(at)}`,
    at,
    help: "a field number is a whole number from 1 to 536870911",
  });
}

export function labelOnMap(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "label-on-map",
    message: `a map field cannot be ${textOf(at)}`,
    at,
    help: `leave out "${textOf(at)}": a map already holds any number of entries, also none`,
  });
}

export function secondLabel(at: Span, first: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "second-label",
    message: `a field has one label at most: it is ${textOf(first)} already`,
    at,
    related: [{ span: first, text: "first label here" }],
  });
}

export function labelInOneof(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "label-in-oneof",
    message: `a field of a oneof cannot be ${textOf(at)}`,
    at,
    help:
      textOf(at) === "repeated"
        ? "put the repeated field into a message of its own and that message into the oneof"
        : `leave out "${textOf(at)}": at most one field of a oneof is set`,
  });
}

export function mapOfMaps(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "map-of-maps",
    message: "the values of a map cannot be maps",
    at,
    help: "put the inner map into a message of its own",
  });
}

export function mapInOneof(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "map-in-oneof",
    message: "a oneof cannot hold a map field",
    at,
    help: "put the map into a message of its own and that message into the oneof",
  });
}

export function mapInExtend(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "map-in-extend",
    message: "an extension cannot be a map",
    at,
    help: "put the map into a message of its own and make that message the extension",
  });
}

export function emptyExtend(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "empty-extend",
    message: `extend "${textOf(at)}" has no fields`,
    at,
  });
}

export function misplacedVisibility(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "misplaced-visibility",
    message: `"${textOf(at)}" can only stand before a message or an enum`,
    at,
    help: `leave out "${textOf(at)}"`,
  });
}

export function emptyOneof(name: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "empty-oneof",
    message: `oneof "${textOf(name)}" has no fields`,
    at: name,
  });
}

export function integerOutOfRange(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "number-out-of-range",
    message: `${describe(at)} does not fit 64 bits`,
    at,
  });
}

export function nestingTooDeep(at: Span, { maxMessageDepth }: ParserLimits): Diagnostic {
  return createDiagnostic({
    ruleId: "nesting-too-deep",
    message: `message "${textOf(at)}" is nested too deep: at most ${maxMessageDepth} levels are allowed`,
    at,
  });
}

export function valueTooDeep(at: Span, { maxValueDepth }: ParserLimits): Diagnostic {
  return createDiagnostic({
    ruleId: "nesting-too-deep",
    message: `value is nested too deep: at most ${maxValueDepth} levels are allowed`,
    at,
  });
}

export function fileTooLong(path: string, length: number, limits: ParserLimits): Diagnostic {
  return createDiagnostic({
    ruleId: "file-too-long",
    message: `file has ${length} characters: at most ${limits.maxFileLength} are allowed`,
    at: path,
  });
}

export function tooManySyntaxErrors(file: SourceFile, count: number): Diagnostic {
  return createDiagnostic({
    ruleId: "too-many-syntax-errors",
    message: `${count} syntax errors: the rest of the file was not read`,
    at: file.path,
  });
}

function textOf({ file, start, end }: Span): string {
  const text = file.text.slice(start, end);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** What stands there, for "found …". */
function describe(at: Span): string {
  const text = textOf(at);
  if (text === "") return "the end of the file";
  const isString = text.startsWith('"') || text.startsWith("'");
  if (!isString) return `"${text}"`;
  // One that is cut short ends as it began all the same.
  return `the string ${text.endsWith("...") ? text + text.charAt(0) : text}`;
}
