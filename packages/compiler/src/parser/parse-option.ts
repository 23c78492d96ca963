// Options: statements, bracketed lists and their values (Protobuf Language "Option").

import type { NameNode, OptionNode, OptionValueNode } from "../ast/index.js";
import { floatOf, integerOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName, parseStrings, parseTypeName } from "./parse-names.js";
import type { TokenCursor } from "./token-cursor.js";

const MAX_UINT64 = 2n ** 64n - 1n;
const MAX_NEGATIVE_INT64 = 2n ** 63n;

/** `option name = value;` */
export function parseOptionStatement(cursor: TokenCursor): OptionNode {
  const { start } = cursor.take();
  const name = parseOptionName(cursor);
  cursor.expect("=", `after option "${name.text}"`);
  const value = parseOptionValue(cursor);
  cursor.endStatement(`option "${name.text}"`);
  return { name, value, start, end: cursor.lastEnd };
}

/** `[name = value, …]` where it is next; otherwise an empty list. */
export function parseOptionList(cursor: TokenCursor): readonly OptionNode[] {
  const options: OptionNode[] = [];
  if (!cursor.takeIf("[")) return options;
  cursor.bracketDepth++;
  do {
    const { start } = cursor.token;
    const name = parseOptionName(cursor);
    cursor.expect("=", `after option "${name.text}"`);
    const value = parseOptionValue(cursor);
    options.push({ name, value, start, end: cursor.lastEnd });
  } while (cursor.takeIf(","));
  cursor.expect("]", "after the options");
  cursor.bracketDepth--;
  return options;
}

/** `name`, `name.part`, `(custom.option).part`. */
function parseOptionName(cursor: TokenCursor): NameNode {
  const { start } = cursor.token;
  const parts: string[] = [];
  do {
    if (cursor.takeIf("(")) {
      parts.push(`(${parseTypeName(cursor, "the name of an option").text})`);
      cursor.expect(")", "after the option's name");
    } else {
      parts.push(parseName(cursor, "the name of an option").text);
    }
  } while (cursor.takeIf("."));
  return { text: parts.join("."), start, end: cursor.lastEnd };
}

function parseOptionValue(cursor: TokenCursor): OptionValueNode {
  const { kind, text, start } = cursor.token;
  if (kind === "string") {
    return { ...parseStrings(cursor, "a string"), kind: "string" };
  }
  if (cursor.isAt("{")) {
    const extent = cursor.skipBlock("the option's value");
    return { kind: "aggregate", text: cursor.file.text.slice(extent.start, extent.end), ...extent };
  }
  if (kind === "identifier") {
    cursor.take();
    return { kind: "identifier", value: text, start, end: cursor.lastEnd };
  }
  return parseNumberValue(cursor);
}

/** An integer or float with its sign; `-inf` and `-nan` are floats, `inf` and `nan` names. */
function parseNumberValue(cursor: TokenCursor): OptionValueNode {
  const { start } = cursor.token;
  const isNegative = cursor.takeIf("-");
  const sign = isNegative ? -1 : 1;
  const { kind, text } = cursor.token;
  if (kind === "integer") {
    const magnitude = integerOf(cursor.take().text);
    const extent = { start, end: cursor.lastEnd };
    if (magnitude > (isNegative ? MAX_NEGATIVE_INT64 : MAX_UINT64)) {
      cursor.report(errors.integerOutOfRange(cursor.span(extent)));
    }
    return { kind: "integer", value: isNegative ? -magnitude : magnitude, ...extent };
  }
  if (kind === "float") {
    cursor.take();
    return { kind: "float", value: sign * floatOf(text), start, end: cursor.lastEnd };
  }
  if (isNegative && (text === "inf" || text === "nan")) {
    cursor.take();
    const value = text === "inf" ? Number.NEGATIVE_INFINITY : Number.NaN;
    return { kind: "float", value, start, end: cursor.lastEnd };
  }
  const what = isNegative ? 'a number after "-"' : "the option's value";
  cursor.fail(errors.expected(what, "", cursor.tokenSpan()));
}
