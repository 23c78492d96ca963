// `reserved` in messages and enums (Protobuf Language "Reserved").

import type { RangeNode, ReservedNode, StringNode } from "../ast/index.js";
import { integerOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseStrings } from "./parse-names.js";
import type { TokenCursor } from "./token-cursor.js";

/** `reserved 2, 9 to 11;` or `reserved "name", "other";`. Enums allow negative numbers. */
export function parseReserved(cursor: TokenCursor, allowsNegative: boolean): ReservedNode {
  const { start } = cursor.take();
  const ranges: RangeNode[] = [];
  const names: StringNode[] = [];
  if (cursor.token.kind === "identifier") {
    cursor.fail(errors.unquotedReservedName(cursor.tokenSpan()));
  }
  const areNames = cursor.token.kind === "string";
  do {
    if (areNames) names.push(parseStrings(cursor, "a name in quotes"));
    else ranges.push(parseRange(cursor, allowsNegative));
  } while (cursor.takeIf(","));
  cursor.endStatement("the reserved statement");
  return { ranges, names, start, end: cursor.lastEnd };
}

/** `extensions 100 to 199, 500 to max [ … ];`: only its place is kept. */
export function skipExtensions(cursor: TokenCursor): { start: number; end: number } {
  const { start, end } = cursor.take();
  do {
    parseRange(cursor, false);
  } while (cursor.takeIf(","));
  return { start, end };
}

function parseRange(cursor: TokenCursor, allowsNegative: boolean): RangeNode {
  const { start } = cursor.token;
  const from = parseBound(cursor, allowsNegative);
  if (!cursor.takeIf("to")) return { from, to: from, start, end: cursor.lastEnd };
  if (cursor.takeIf("max")) return { from, to: undefined, start, end: cursor.lastEnd };
  const to = parseBound(cursor, allowsNegative);
  return { from, to, start, end: cursor.lastEnd };
}

function parseBound(cursor: TokenCursor, allowsNegative: boolean): bigint {
  const isNegative = allowsNegative && cursor.takeIf("-");
  if (cursor.token.kind !== "integer") {
    const what = isNegative ? 'a number after "-"' : "a number or a name in quotes";
    cursor.fail(errors.expected(what, "", cursor.tokenSpan()));
  }
  const magnitude = integerOf(cursor.take().text);
  return isNegative ? -magnitude : magnitude;
}
