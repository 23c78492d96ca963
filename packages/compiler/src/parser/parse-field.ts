// Fields: label, type, name, number, options (Protobuf Language "Fields").

import type {
  FieldLabel,
  FieldNode,
  MessageNode,
  NameNode,
  NumberNode,
  OneofNode,
  TypeNode,
  WordNode,
} from "../ast/index.js";
import { NO_COMMENTS } from "../ast/index.js";
import { numberOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseOptionList } from "./parse-option.js";
import type { TokenCursor } from "./token-cursor.js";

/** What a field stands in: a oneof allows neither labels nor maps. */
export interface FieldPlace {
  readonly oneof?: OneofNode;
  /** True in an `extend` block. */
  readonly isExtension?: boolean;
  /** Parses the body of a group, and puts its message among those of the scope. */
  parseGroupBody(start: number, name: NameNode): MessageNode;
}

export function parseField(cursor: TokenCursor, place: FieldPlace): FieldNode {
  const { oneof } = place;
  const { start } = cursor.token;
  const label = parseLabel(cursor);
  if (label !== undefined && oneof !== undefined) {
    cursor.report(errors.labelInOneof(cursor.span(label)));
  }
  if (cursor.isAt("group") && cursor.peek().kind === "identifier") {
    return parseGroup(cursor, label, place);
  }
  const type = parseType(cursor);
  if (type.kind === "map") checkMap(cursor, type, label, place);
  if (type.kind === "name" && cursor.isAt("=") && !type.text.includes(".")) {
    cursor.fail(errors.incompleteField(cursor.span(type)));
  }
  const name = parseName(cursor, "the name of a field");
  if (type.kind === "name" && type.text === "service" && cursor.isAt("{")) {
    cursor.noteUnclosed();
    cursor.fail(errors.serviceInMessage(cursor.span(type)));
  }
  const number = parseFieldNumber(cursor, name);
  const { options, brackets } = parseOptionList(cursor);
  const comments = cursor.endStatement(`field "${name.text}"`);
  const end = cursor.lastEnd;
  const kind = "field";
  return { kind, label, type, name, number, options, brackets, oneof, comments, start, end };
}

function checkMap(
  cursor: TokenCursor,
  type: TypeNode,
  label: FieldNode["label"],
  { oneof, isExtension }: FieldPlace,
): void {
  const keyword = cursor.span({ start: type.start, end: type.start + "map".length });
  if (label !== undefined) cursor.report(errors.labelOnMap(cursor.span(label)));
  if (oneof !== undefined) cursor.report(errors.mapInOneof(keyword));
  if (isExtension) cursor.report(errors.mapInExtend(keyword));
}

function parseLabel(cursor: TokenCursor): WordNode<FieldLabel> | undefined {
  const { text, start, end } = cursor.token;
  if (text !== "optional" && text !== "repeated" && text !== "required") return undefined;
  cursor.take();
  const { text: next } = cursor.token;
  if (next === "optional" || next === "repeated" || next === "required") {
    cursor.fail(errors.secondLabel(cursor.tokenSpan(), cursor.span({ start, end })));
  }
  return { text, start, end };
}

function parseType(cursor: TokenCursor): TypeNode {
  const { start } = cursor.token;
  if (!cursor.isAt("map") || cursor.peek().text !== "<") {
    const { text, end } = parseTypeName(cursor, "a field or another statement");
    return { kind: "name", text, start, end };
  }
  cursor.take();
  cursor.take();
  const key = parseTypeName(cursor, "the type of the map's keys");
  cursor.expect(",", "after the type of the map's keys");
  const value = parseTypeName(cursor, "the type of the map's values");
  if (value.text === "map" && cursor.isAt("<")) {
    cursor.fail(errors.mapOfMaps(cursor.span(value)));
  }
  cursor.expect(">", "after the type of the map's values");
  return { kind: "map", key, value, start, end: cursor.lastEnd };
}

/** `= 1` after `name`. */
function parseFieldNumber(cursor: TokenCursor, name: FieldNode["name"]): NumberNode {
  if (!cursor.isAt("=")) cursor.fail(errors.fieldWithoutNumber(cursor.span(name)));
  cursor.take();
  if (cursor.token.kind !== "integer") {
    cursor.fail(errors.notAFieldNumber(cursor.tokenSpan()));
  }
  const { text, start, end } = cursor.take();
  return { value: numberOf(text), start, end };
}

/** `group Name = 1 [ … ] { … }`: a field and its message in one. */
function parseGroup(
  cursor: TokenCursor,
  label: FieldNode["label"],
  { oneof, parseGroupBody }: FieldPlace,
): FieldNode {
  const keyword = cursor.take();
  const name = parseName(cursor, "the name of the group");
  const number = parseFieldNumber(cursor, name);
  const { options, brackets } = parseOptionList(cursor);
  const { start } = label ?? keyword;
  const message = parseGroupBody(start, name);
  return {
    kind: "field",
    label,
    type: { kind: "group", message, start: keyword.start, end: keyword.end },
    name,
    number,
    options,
    brackets,
    oneof,
    comments: NO_COMMENTS,
    start,
    end: cursor.lastEnd,
  };
}
