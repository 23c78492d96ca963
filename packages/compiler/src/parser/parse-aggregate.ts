// Messages as option values (Protobuf Text Format), with the tokens and comments of .proto files.

import type {
  AggregateFieldNode,
  AggregateNameNode,
  AggregateNode,
  AggregateValueNode,
  ListNode,
} from "../ast/index.js";
import * as errors from "./errors.js";
import { parseName, parseQualifiedName } from "./parse-names.js";
import { parseScalarValue } from "./parse-scalar-value.js";
import type { TokenCursor } from "./token-cursor.js";

/** `{ … }` or, within another one, `< … >`; the opening sign is next. */
export function parseAggregate(cursor: TokenCursor, depth = 0): AggregateNode {
  const close = cursor.isAt("<") ? ">" : "}";
  if (depth >= cursor.limits.maxValueDepth) {
    cursor.fail(errors.valueTooDeep(cursor.tokenSpan(), cursor.limits));
  }
  const { start } = cursor.take();
  if (close === "}") cursor.braceDepth++;
  const fields: AggregateFieldNode[] = [];
  while (!cursor.isAt(close)) {
    if (cursor.isAtEnd) cursor.fail(errors.expected(`"${close}"`, "", cursor.tokenSpan()));
    fields.push(parseAggregateField(cursor, depth));
    if (!cursor.takeIf(",")) cursor.takeIf(";");
  }
  cursor.take();
  if (close === "}") cursor.braceDepth--;
  const text = cursor.file.text.slice(start, cursor.lastEnd);
  return { kind: "aggregate", text, fields, start, end: cursor.lastEnd };
}

function parseAggregateField(cursor: TokenCursor, depth: number): AggregateFieldNode {
  const { start } = cursor.token;
  const name = parseAggregateName(cursor);
  const hasColon = cursor.takeIf(":");
  const value = parseAggregateValue(cursor, depth, hasColon);
  return { name, value, hasColon, start, end: cursor.lastEnd };
}

function parseAggregateName(cursor: TokenCursor): AggregateNameNode {
  const { start } = cursor.token;
  if (!cursor.takeIf("[")) {
    return { kind: "field", ...parseName(cursor, "the name of a field of the value") };
  }
  const { text } = parseQualifiedName(cursor, "the name of an extension");
  if (!cursor.takeIf("/")) {
    cursor.expect("]", "after the name of the extension");
    return { kind: "extension", text, start, end: cursor.lastEnd };
  }
  const type = parseQualifiedName(cursor, "the name of a message");
  cursor.expect("]", "after the name of the message");
  return { kind: "any", prefix: text, text: type.text, start, end: cursor.lastEnd };
}

function parseAggregateValue(
  cursor: TokenCursor,
  depth: number,
  hasColon: boolean,
): AggregateValueNode {
  if (cursor.isAt("{") || cursor.isAt("<")) return parseAggregate(cursor, depth + 1);
  if (cursor.isAt("[")) return parseList(cursor, depth);
  if (!hasColon) cursor.fail(errors.expected('":"', "after the field", cursor.tokenSpan()));
  return parseScalarValue(cursor);
}

/** `[a, b]`: lists within lists do not exist. */
function parseList(cursor: TokenCursor, depth: number): ListNode {
  const { start } = cursor.take();
  const values: ListNode["values"][number][] = [];
  if (!cursor.isAt("]")) {
    do {
      const isMessage = cursor.isAt("{") || cursor.isAt("<");
      values.push(isMessage ? parseAggregate(cursor, depth + 1) : parseScalarValue(cursor));
    } while (cursor.takeIf(","));
  }
  cursor.expect("]", "after the values");
  return { kind: "list", values, start, end: cursor.lastEnd };
}
