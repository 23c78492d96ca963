// Enums (Protobuf Language "Enum definition").

import type {
  EnumNode,
  EnumValueNode,
  NumberNode,
  OptionNode,
  ReservedNode,
  VisibilityNode,
} from "../ast/index.js";
import { numberOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName } from "./parse-names.js";
import { parseOptionList, parseOptionStatement } from "./parse-option.js";
import { parseReserved } from "./parse-reserved.js";
import type { TokenCursor } from "./token-cursor.js";

export function parseEnum(
  cursor: TokenCursor,
  visibility: VisibilityNode | undefined = undefined,
): EnumNode {
  const { start } = visibility ?? cursor.token;
  cursor.take();
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
    else if (cursor.isAt("reserved")) reserved.push(parseReserved(cursor, "enum value"));
    else values.push(parseEnumValue(cursor));
  });
  return {
    kind: "enum",
    visibility,
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
  const { options, brackets } = parseOptionList(cursor);
  const comments = cursor.endStatement(`enum value "${name.text}"`);
  const { start } = name;
  const end = cursor.lastEnd;
  return { kind: "enumValue", name, number, options, brackets, comments, start, end };
}

function parseSignedNumber(cursor: TokenCursor): NumberNode {
  const { start } = cursor.token;
  const isNegative = cursor.takeIf("-");
  if (cursor.token.kind !== "integer") {
    cursor.fail(errors.expected("a whole number", "", cursor.tokenSpan()));
  }
  const magnitude = numberOf(cursor.take().text);
  return { value: isNegative ? -magnitude : magnitude, start, end: cursor.lastEnd };
}
