// Names and strings, the small parts of every statement.

import type { NameNode, StringNode } from "../ast/index.js";
import { stringOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import type { TokenCursor } from "./token-cursor.js";

/** One name; `what` completes "expected …". */
export function parseName(cursor: TokenCursor, what: string): NameNode {
  const { text, start, end } = cursor.expectName(what);
  return { text, start, end };
}

/** `a.b.c`; spaces around the dots are left out. */
export function parseQualifiedName(cursor: TokenCursor, what: string): NameNode {
  const { start } = cursor.token;
  const parts = [cursor.expectName(what).text];
  while (cursor.takeIf(".")) parts.push(cursor.expectName('a name after "."').text);
  return { text: parts.join("."), start, end: cursor.lastEnd };
}

/** The name of a message or enum, which may begin with a dot: `.user.v1.User`. */
export function parseTypeName(cursor: TokenCursor, what: string): NameNode {
  const { start } = cursor.token;
  const dot = cursor.takeIf(".") ? "." : "";
  const { text, end } = parseQualifiedName(cursor, dot === "" ? what : 'a name after "."');
  return { text: dot + text, start, end };
}

/** One string or several in a row, which are one. */
export function parseStrings(cursor: TokenCursor, what: string): StringNode {
  if (cursor.token.kind !== "string") {
    cursor.fail(errors.expected(what, "", cursor.tokenSpan()));
  }
  const { start } = cursor.token;
  const tokens: string[] = [];
  while (cursor.token.kind === "string") tokens.push(cursor.take().text);
  const { value, bytes } = stringOf(tokens);
  return { value, bytes, start, end: cursor.lastEnd };
}
