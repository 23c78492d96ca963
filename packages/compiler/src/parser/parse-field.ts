// Fields: label, type, name, number, options (Protobuf Language "Fields").

import type { FieldLabel, FieldNode, NumberNode, OneofNode, TypeNode } from "../ast/index.js";
import type { Token } from "../lexer/index.js";
import { integerOf } from "../lexer/index.js";
import * as errors from "./errors.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseOptionList } from "./parse-option.js";
import type { TokenCursor } from "./token-cursor.js";

/** A field of a message, or of `oneof`, which allows neither labels nor maps. */
export function parseField(cursor: TokenCursor, oneof: OneofNode | undefined): FieldNode {
  const { start } = cursor.token;
  const label = parseLabel(cursor);
  if (label !== undefined && oneof !== undefined) {
    cursor.report(errors.labelInOneof(cursor.span(label)));
  }
  if (cursor.isAt("group") && cursor.peek().kind === "identifier") {
    return parseGroup(cursor, label, oneof);
  }
  const type = parseType(cursor);
  if (type.kind === "map") {
    const keyword = cursor.span({ start: type.start, end: type.start + "map".length });
    if (label !== undefined) cursor.report(errors.labelOnMap(cursor.span(label)));
    if (oneof !== undefined) cursor.report(errors.mapInOneof(keyword));
  }
  if (type.kind === "name" && cursor.isAt("=") && !type.text.includes(".")) {
    cursor.fail(errors.incompleteField(cursor.span(type)));
  }
  const name = parseName(cursor, "the name of a field");
  if (type.kind === "name" && type.text === "service" && cursor.isAt("{")) {
    cursor.noteUnclosed();
    cursor.fail(errors.serviceInMessage(cursor.span(type)));
  }
  if (!cursor.isAt("=")) cursor.fail(errors.fieldWithoutNumber(cursor.span(name)));
  cursor.take();
  const number = parseFieldNumber(cursor);
  const options = parseOptionList(cursor);
  const comments = cursor.endStatement(`field "${name.text}"`);
  const end = cursor.lastEnd;
  return { kind: "field", label, type, name, number, options, oneof, comments, start, end };
}

function parseLabel(cursor: TokenCursor): FieldNode["label"] {
  const { text, start, end } = cursor.token;
  if (text !== "optional" && text !== "repeated" && text !== "required") return undefined;
  cursor.take();
  return { text: text satisfies FieldLabel, start, end };
}

function parseType(cursor: TokenCursor): TypeNode {
  const { start } = cursor.token;
  if (!cursor.isAt("map") || cursor.peek().text !== "<") {
    return { kind: "name", ...parseTypeName(cursor, "a field or another statement") };
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

function parseFieldNumber(cursor: TokenCursor): NumberNode {
  if (cursor.token.kind !== "integer") {
    cursor.fail(errors.notAFieldNumber(cursor.tokenSpan()));
  }
  const { text, start, end } = cursor.take();
  return { value: integerOf(text), start, end };
}

/** `group Name = 1 { … }` of proto2: its body is not kept, the linker refuses it. */
function parseGroup(
  cursor: TokenCursor,
  label: FieldNode["label"],
  oneof: OneofNode | undefined,
): FieldNode {
  const keyword: Token = cursor.take();
  const name = parseName(cursor, "the name of the group");
  cursor.expect("=", `after group "${name.text}"`);
  const number = parseFieldNumber(cursor);
  const options = parseOptionList(cursor);
  if (!cursor.isAt("{")) cursor.expect("{", `after group "${name.text}"`);
  const { end } = cursor.skipBlock(`group "${name.text}"`);
  const { start } = label ?? keyword;
  const type: TypeNode = { kind: "group", start: keyword.start, end: keyword.end };
  const comments = { leading: undefined, trailing: undefined, leadingDetached: [] };
  return { kind: "field", label, type, name, number, options, oneof, comments, start, end };
}
