// Values of options that are one word, number or string (Protobuf Language "Constant").

import type { ScalarValueNode } from "../ast/index.js";
import { floatOf, integerOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseStrings } from "./parse-names.js";
import type { TokenCursor } from "./token-cursor.js";

/** A string, a name, or a number with its sign; `-inf` and `-nan` are floats, `inf` and `nan` names. */
export function parseScalarValue(cursor: TokenCursor): ScalarValueNode {
  const { kind, text, start } = cursor.token;
  if (kind === "string") return { ...parseStrings(cursor, "a string"), kind };
  if (kind !== "identifier") return parseNumberValue(cursor);
  cursor.take();
  return { kind, value: text, start, end: cursor.lastEnd };
}

function parseNumberValue(cursor: TokenCursor): ScalarValueNode {
  const { start } = cursor.token;
  const isNegative = cursor.takeIf("-");
  const sign = isNegative ? -1 : 1;
  const { kind, text } = cursor.token;
  if (kind === "integer") {
    const magnitude = integerOf(cursor.take().text);
    const value = isNegative ? -magnitude : magnitude;
    return { kind, value, isNegative, start, end: cursor.lastEnd };
  }
  if (kind === "float") {
    cursor.take();
    return { kind, value: sign * floatOf(text), start, end: cursor.lastEnd };
  }
  const notFinite = cursor.braceDepth === 0 ? /^(inf|nan)$/ : /^(inf|infinity|nan)$/i;
  if (isNegative && notFinite.test(text)) {
    cursor.take();
    const value = /^i/i.test(text) ? Number.NEGATIVE_INFINITY : Number.NaN;
    return { kind: "float", value, start, end: cursor.lastEnd };
  }
  const what = isNegative ? 'a number after "-"' : "the option's value";
  cursor.fail(errors.expected(what, "", cursor.tokenSpan()));
}
