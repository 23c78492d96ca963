// Messages, their oneofs, and `extend` (Protobuf Language "Message definition").

import type {
  EnumNode,
  ExtendNode,
  ExtensionsNode,
  FieldNode,
  MessageNode,
  NameNode,
  OneofNode,
  OptionNode,
  ReservedNode,
  VisibilityNode,
} from "../ast/index.js";
import * as errors from "./errors.js";
import { parseEnum } from "./parse-enum.js";
import { type FieldPlace, parseField } from "./parse-field.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseOptionStatement } from "./parse-option.js";
import { parseExtensions, parseReserved } from "./parse-reserved.js";
import { parseVisibility } from "./parse-visibility.js";
import type { TokenCursor } from "./token-cursor.js";

/** The statements of a message while it is read. */
interface MessageParts {
  readonly fields: FieldNode[];
  readonly oneofs: OneofNode[];
  readonly messages: MessageNode[];
  readonly enums: EnumNode[];
  readonly extends: ExtendNode[];
  readonly extensions: ExtensionsNode[];
  readonly reserved: ReservedNode[];
  readonly options: OptionNode[];
}

/** What stands before the body of a message or group. */
interface MessageHead {
  readonly start: number;
  readonly visibility: VisibilityNode | undefined;
  readonly name: NameNode;
  readonly isGroup: boolean;
}

export function parseMessage(
  cursor: TokenCursor,
  visibility: VisibilityNode | undefined = undefined,
): MessageNode {
  const { start } = visibility ?? cursor.token;
  cursor.take();
  const name = parseName(cursor, "the name of the message");
  return parseMessageBody(cursor, { start, visibility, name, isGroup: false });
}

/** `{ … }`, which is next. */
export function parseMessageBody(cursor: TokenCursor, head: MessageHead): MessageNode {
  const { name, isGroup } = head;
  const what = `${isGroup ? "group" : "message"} "${name.text}"`;
  if (!cursor.isAt("{")) cursor.expect("{", `after ${what}`);
  // Failing here skips the whole body without recursion, however deep it goes.
  if (cursor.messageDepth >= cursor.limits.maxMessageDepth) {
    cursor.fail(errors.nestingTooDeep(cursor.span(name), cursor.limits));
  }
  const open = cursor.token;
  const comments = cursor.endDeclaration();
  const parts: MessageParts = {
    fields: [],
    oneofs: [],
    messages: [],
    enums: [],
    extends: [],
    extensions: [],
    reserved: [],
    options: [],
  };
  cursor.messageDepth++;
  cursor.body(what, open, () => parseMessageStatement(cursor, parts));
  cursor.messageDepth--;
  return {
    kind: "message",
    visibility: head.visibility,
    name,
    fields: orNothing(parts.fields),
    oneofs: orNothing(parts.oneofs),
    messages: orNothing(parts.messages),
    enums: orNothing(parts.enums),
    extends: orNothing(parts.extends),
    extensions: orNothing(parts.extensions),
    reserved: orNothing(parts.reserved),
    options: orNothing(parts.options),
    isGroup,
    comments,
    start: head.start,
    end: cursor.lastEnd,
  };
}

const NOTHING: readonly never[] = Object.freeze([]);

/** Most messages have only fields: a list of nothing need not be kept for each. */
function orNothing<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list;
}

/** What parseField() does with groups: their messages are among `messages`. */
function groupsInto(cursor: TokenCursor, messages: MessageNode[]): FieldPlace {
  return {
    parseGroupBody(start, name) {
      const message = parseMessageBody(cursor, {
        start,
        visibility: undefined,
        name,
        isGroup: true,
      });
      messages.push(message);
      return message;
    },
  };
}

function parseMessageStatement(cursor: TokenCursor, parts: MessageParts): void {
  const visibility = parseVisibility(cursor, false);
  switch (cursor.token.kind === "identifier" ? cursor.token.text : "") {
    case "message":
      parts.messages.push(parseMessage(cursor, visibility));
      break;
    case "enum":
      parts.enums.push(parseEnum(cursor, visibility));
      break;
    case "oneof":
      parseOneof(cursor, parts);
      break;
    case "option":
      parts.options.push(parseOptionStatement(cursor));
      break;
    case "reserved":
      parts.reserved.push(parseReserved(cursor, "field"));
      break;
    case "extensions":
      parts.extensions.push(parseExtensions(cursor));
      break;
    case "extend":
      parts.extends.push(parseExtend(cursor, parts.messages));
      break;
    default:
      parts.fields.push(parseField(cursor, groupsInto(cursor, parts.messages)));
  }
}

/** Its fields go to the message's, in the order of the file. */
function parseOneof(cursor: TokenCursor, parts: MessageParts): void {
  const { start } = cursor.take();
  const name = parseName(cursor, "the name of the oneof");
  const what = `oneof "${name.text}"`;
  if (!cursor.isAt("{")) cursor.expect("{", `after ${what}`);
  const open = cursor.token;
  const options: OptionNode[] = [];
  const comments = cursor.endDeclaration();
  const oneof: OneofNode & { end: number } = {
    kind: "oneof",
    name,
    options,
    comments,
    start,
    end: open.end,
  };
  const place = groupsInto(cursor, parts.messages);
  let statements = 0;
  const parseStatement = () => {
    if (cursor.isAt("option")) {
      options.push(parseOptionStatement(cursor));
      return;
    }
    // Counted before it is read: a field with a mistake is a field all the same.
    statements++;
    parts.fields.push(parseField(cursor, { oneof, ...place }));
  };
  cursor.body(what, open, parseStatement, false);
  oneof.end = cursor.lastEnd;
  if (statements === 0) cursor.report(errors.emptyOneof(cursor.span(name)));
  parts.oneofs.push(oneof);
}

/** `extend Name { … }`; messages of groups in it go to `messages`. */
export function parseExtend(cursor: TokenCursor, messages: MessageNode[]): ExtendNode {
  const { start } = cursor.take();
  const extendee = parseTypeName(cursor, "the name of the message to extend");
  const what = `extend "${extendee.text}"`;
  if (!cursor.isAt("{")) cursor.expect("{", `after "extend ${extendee.text}"`);
  const open = cursor.token;
  const comments = cursor.endDeclaration();
  const fields: FieldNode[] = [];
  const place = groupsInto(cursor, messages);
  let statements = 0;
  const parseStatement = () => {
    statements++;
    fields.push(parseField(cursor, { isExtension: true, ...place }));
  };
  cursor.body(what, open, parseStatement, false);
  if (statements === 0) cursor.report(errors.emptyExtend(cursor.span(extendee)));
  return { kind: "extend", extendee, fields, comments, start, end: cursor.lastEnd };
}
