// `reserved` in messages and enums, `extensions` in messages (Protobuf Language "Reserved",
// "Extensions").

import type {
  ExtensionsNode,
  NumberNode,
  RangeNode,
  ReservedNameNode,
  ReservedNode,
} from "../ast/index.js";
import { numberOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName, parseStrings } from "./parse-names.js";
import { parseOptionList } from "./parse-option.js";
import type { TokenCursor } from "./token-cursor.js";

/** What the numbers are of: values may be negative. */
type Numbered = "field" | "enum value";

/** What `max` means. */
const MAX_NUMBERS: { readonly [N in Numbered]: number } = {
  field: 536_870_911,
  "enum value": 2_147_483_647,
};

/** `reserved 2, 9 to 11;`, `reserved "name", "other";` or, in an edition, `reserved name, other;`. */
export function parseReserved(cursor: TokenCursor, of: Numbered): ReservedNode {
  const { start } = cursor.take();
  const ranges: RangeNode[] = [];
  const names: ReservedNameNode[] = [];
  const areNames = cursor.token.kind === "string" || cursor.token.kind === "identifier";
  do {
    if (areNames) names.push(parseReservedName(cursor));
    else ranges.push(parseRange(cursor, of));
  } while (cursor.takeIf(","));
  const comments = cursor.endStatement("the reserved statement");
  return { ranges, names, comments, start, end: cursor.lastEnd };
}

function parseReservedName(cursor: TokenCursor): ReservedNameNode {
  if (cursor.token.kind === "string") {
    return { ...parseStrings(cursor, "a name"), isQuoted: true };
  }
  const { text, start, end } = parseName(cursor, "a name to reserve");
  return { value: text, bytes: undefined, isQuoted: false, start, end };
}

/** `extensions 100 to 199, 500 to max [ … ];` */
export function parseExtensions(cursor: TokenCursor): ExtensionsNode {
  const { start } = cursor.take();
  const ranges: RangeNode[] = [];
  do {
    ranges.push(parseRange(cursor, "field"));
  } while (cursor.takeIf(","));
  const { options, brackets } = parseOptionList(cursor);
  const comments = cursor.endStatement("the extensions statement");
  return { ranges, options, brackets, comments, start, end: cursor.lastEnd };
}

function parseRange(cursor: TokenCursor, of: Numbered): RangeNode {
  const { start } = cursor.token;
  const from = parseBound(cursor, of);
  if (!cursor.takeIf("to")) return { from, to: from, isToMax: false, start, end: cursor.lastEnd };
  const isToMax = cursor.isAt("max");
  const to = isToMax ? takeMax(cursor, of) : parseBound(cursor, of);
  return { from, to, isToMax, start, end: cursor.lastEnd };
}

function takeMax(cursor: TokenCursor, of: Numbered): NumberNode {
  const { start, end } = cursor.take();
  return { value: MAX_NUMBERS[of], start, end };
}

function parseBound(cursor: TokenCursor, of: Numbered): NumberNode {
  const { start } = cursor.token;
  const isNegative = of === "enum value" && cursor.takeIf("-");
  if (cursor.token.kind !== "integer") {
    const what = isNegative ? 'a number after "-"' : "a number or a name";
    cursor.fail(errors.expected(what, "", cursor.tokenSpan()));
  }
  const magnitude = numberOf(cursor.take().text);
  return { value: isNegative ? -magnitude : magnitude, start, end: cursor.lastEnd };
}
