// Enums (Protobuf Language "Enum definition").

import type {
  EnumNode,
  EnumValueNode,
  NumberNode,
  OptionNode,
  ReservedNode,
} from "../ast/index.js";
import { integerOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName } from "./parse-names.js";
import { parseOptionList, parseOptionStatement } from "./parse-option.js";
import { parseReserved } from "./parse-reserved.js";
import type { TokenCursor } from "./token-cursor.js";

export function parseEnum(cursor: TokenCursor): EnumNode {
  const { start } = cursor.take();
  const name = parseName(cursor, "the name of the enum");
  const what = `enum "${name.text}"`;
  if (!cursor.isAt("{")) cursor.expect("{", `after ${what}`);
  const open = cursor.token;
  const comments = cursor.endDeclaration();
  const values: EnumValueNode[] = [];
  const reserved: ReservedNode[] = [];
  const options: OptionNode[] = [];
  cursor.body(what, open, () => {
    if (cursor.isAt("option")) options.push(parseOptionStatement(cursor));
    else if (cursor.isAt("reserved")) reserved.push(parseReserved(cursor, true));
    else values.push(parseEnumValue(cursor));
  });
  return {
    kind: "enum",
    name,
    values,
    reserved,
    options,
    comments,
    start,
    end: cursor.lastEnd,
  };
}

function parseEnumValue(cursor: TokenCursor): EnumValueNode {
  const name = parseName(cursor, "the name of an enum value");
  if (!cursor.isAt("=")) cursor.fail(errors.valueWithoutNumber(cursor.span(name)));
  cursor.take();
  const number = parseSignedNumber(cursor);
  const options = parseOptionList(cursor);
  const comments = cursor.endStatement(`enum value "${name.text}"`);
  const { start } = name;
  return { kind: "enumValue", name, number, options, comments, start, end: cursor.lastEnd };
}

function parseSignedNumber(cursor: TokenCursor): NumberNode {
  const { start } = cursor.token;
  const isNegative = cursor.takeIf("-");
  if (cursor.token.kind !== "integer") {
    cursor.fail(errors.expected("a whole number", "", cursor.tokenSpan()));
  }
  const magnitude = integerOf(cursor.take().text);
  return { value: isNegative ? -magnitude : magnitude, start, end: cursor.lastEnd };
}
