// Messages, their oneofs, and `extend` (Protobuf Language "Message definition").

import type {
  EnumNode,
  ExtendNode,
  Extent,
  FieldNode,
  MessageNode,
  OneofNode,
  OptionNode,
  ReservedNode,
} from "../ast/index.js";
import * as errors from "./errors.js";
import { parseEnum } from "./parse-enum.js";
import { parseField } from "./parse-field.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseOptionList, parseOptionStatement } from "./parse-option.js";
import { parseReserved, skipExtensions } from "./parse-reserved.js";
import type { TokenCursor } from "./token-cursor.js";

/** The statements of a message while it is read. */
interface MessageParts {
  readonly fields: FieldNode[];
  readonly oneofs: OneofNode[];
  readonly messages: MessageNode[];
  readonly enums: EnumNode[];
  readonly extends: ExtendNode[];
  readonly extensionRanges: Extent[];
  readonly reserved: ReservedNode[];
  readonly options: OptionNode[];
}

export function parseMessage(cursor: TokenCursor): MessageNode {
  const { start } = cursor.take();
  const name = parseName(cursor, "the name of the message");
  const what = `message "${name.text}"`;
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
    extensionRanges: [],
    reserved: [],
    options: [],
  };
  cursor.messageDepth++;
  cursor.body(what, open, () => parseMessageStatement(cursor, parts));
  cursor.messageDepth--;
  return { kind: "message", name, ...parts, comments, start, end: cursor.lastEnd };
}

function parseMessageStatement(cursor: TokenCursor, parts: MessageParts): void {
  switch (cursor.token.kind === "identifier" ? cursor.token.text : "") {
    case "message":
      parts.messages.push(parseMessage(cursor));
      break;
    case "enum":
      parts.enums.push(parseEnum(cursor));
      break;
    case "oneof":
      parseOneof(cursor, parts);
      break;
    case "option":
      parts.options.push(parseOptionStatement(cursor));
      break;
    case "reserved":
      parts.reserved.push(parseReserved(cursor, false));
      break;
    case "extensions":
      parts.extensionRanges.push(skipExtensions(cursor));
      parseOptionList(cursor);
      cursor.endStatement("the extensions statement");
      break;
    case "extend":
      parts.extends.push(parseExtend(cursor));
      break;
    default:
      parts.fields.push(parseField(cursor, undefined));
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
  let statements = 0;
  const parseStatement = () => {
    if (cursor.isAt("option")) {
      options.push(parseOptionStatement(cursor));
      return;
    }
    // Counted before it is read: a field with a mistake is a field all the same.
    statements++;
    parts.fields.push(parseField(cursor, oneof));
  };
  cursor.body(what, open, parseStatement, false);
  oneof.end = cursor.lastEnd;
  if (statements === 0) cursor.report(errors.emptyOneof(cursor.span(name)));
  parts.oneofs.push(oneof);
}

/** `extend Name { … }`. */
export function parseExtend(cursor: TokenCursor): ExtendNode {
  const { start } = cursor.take();
  const extendee = parseTypeName(cursor, "the name of the message to extend");
  if (!cursor.isAt("{")) cursor.expect("{", `after "extend ${extendee.text}"`);
  cursor.skipBlock(`extend "${extendee.text}"`);
  return { kind: "extend", extendee, start, end: cursor.lastEnd };
}
