// Everything the lexer says.

import { createDiagnostic, type Diagnostic } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";

export function unterminatedComment(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "unterminated-comment",
    message: "comment is never closed",
    at,
    label: "it begins here",
    help: 'close it with "*/"; comments do not nest',
  });
}

export function nestedComment(at: Span, opening: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "nested-comment",
    message: '"/*" stands in a comment: comments do not nest',
    at,
    related: [{ span: opening, text: "the comment begins here" }],
    help: 'end the first comment with "*/" before, or leave a space between the two',
  });
}

export function unterminatedString(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "unterminated-string",
    message: "string is not closed on its line",
    at,
    help: 'a line break in a string is written "\\n"; strings that follow each other are joined',
  });
}

export function badEscape(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "bad-escape",
    message: `unknown escape ${quoteSource(at)} in string`,
    at,
    help: "known are \\a \\b \\f \\n \\r \\t \\v \\\\ \\' \\\" \\?, \\123, \\xff, \\u00e9 and \\U0001f600",
  });
}

export function strayCharacters(at: Span): Diagnostic {
  const text = at.file.text.slice(at.start, at.end);
  const point = text.codePointAt(0)!;
  const isOne = text.length === (point > 0xffff ? 2 : 1);
  const code = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const named = point > 0x9f && isOne ? `"${text}" (${code})` : isOne ? code : `from ${code} on`;
  return createDiagnostic({
    ruleId: "stray-character",
    message: `${isOne ? "character" : "characters"} ${named} cannot stand here`,
    at,
    help: "outside of comments and strings a .proto file is ASCII: letters, digits, underscores and signs",
  });
}

export function nameNotAscii(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "stray-character",
    message: `name ${quoteSource(at)} has letters other than a to z`,
    at,
    help: "names are made of ASCII letters, digits and underscores",
  });
}

export function numberRunsIntoName(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "malformed-number",
    message: `${quoteSource(at)} is neither a number nor a name`,
    at,
    help: "a name cannot begin with a digit, and a number must be followed by a space or a sign",
  });
}

export function badOctal(at: Span): Diagnostic {
  const text = at.file.text.slice(at.start, at.end);
  const decimal = text.replace(/^0+(?=\d)/, "");
  return createDiagnostic({
    ruleId: "malformed-number",
    message: `${quoteSource(at)} is not an octal number: a leading 0 means octal, whose digits are 0 to 7`,
    at,
    help: `write ${shorten(decimal)} for a decimal number`,
    edit: { span: at, replacement: decimal },
  });
}

export function emptyHex(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "malformed-number",
    message: `${quoteSource(at)} has no hexadecimal digits`,
    at,
  });
}

export function emptyExponent(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "malformed-number",
    message: `${quoteSource(at)} has no digits in its exponent`,
    at,
  });
}

export function secondPoint(at: Span): Diagnostic {
  return createDiagnostic({
    ruleId: "malformed-number",
    message: `${quoteSource(at)} has more than one decimal point`,
    at,
  });
}

/** The text at `at`, in double quotes. */
function quoteSource({ file, start, end }: Span): string {
  return `"${shorten(file.text.slice(start, end))}"`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
