// Services and their methods (Protobuf Language "Service definition").

import type { MethodNode, MethodTypeNode, OptionNode, ServiceNode } from "../ast/index.js";
import { closestName } from "../diagnostic/index.js";
import * as errors from "./errors.js";
import { parseName, parseTypeName } from "./parse-names.js";
import { parseOptionStatement } from "./parse-option.js";
import type { TokenCursor } from "./token-cursor.js";

export function parseService(cursor: TokenCursor): ServiceNode {
  const { start } = cursor.take();
  const name = parseName(cursor, "the name of the service");
  const what = `service "${name.text}"`;
  if (!cursor.isAt("{")) cursor.expect("{", `after ${what}`);
  const open = cursor.token;
  const comments = cursor.endDeclaration();
  const methods: MethodNode[] = [];
  const options: OptionNode[] = [];
  cursor.body(what, open, () => {
    if (cursor.isAt("option")) options.push(parseOptionStatement(cursor));
    else if (cursor.isAt("rpc")) methods.push(parseMethod(cursor));
    else {
      const { text } = cursor.token;
      const suggestion = text === "method" ? "rpc" : closestName(text, ["rpc", "option"]);
      const at = cursor.tokenSpan();
      cursor.fail(errors.unknownStatement(at, "of a service", "rpc or option", suggestion));
    }
  });
  return { kind: "service", name, methods, options, comments, start, end: cursor.lastEnd };
}

/** `rpc Name (stream? Input) returns (stream? Output)` and `;` or `{ options }`. */
function parseMethod(cursor: TokenCursor): MethodNode {
  const { start } = cursor.take();
  const name = parseName(cursor, "the name of the rpc");
  const what = `rpc "${name.text}"`;
  const input = parseMethodType(cursor, `after ${what}`);
  cursor.expect("returns", "after the type of the request");
  const output = parseMethodType(cursor, 'after "returns"');
  const options: OptionNode[] = [];
  if (!cursor.isAt("{")) {
    const comments = cursor.endStatement(what);
    const end = cursor.lastEnd;
    const body = undefined;
    return { kind: "method", name, input, output, options, body, comments, start, end };
  }
  const open = cursor.token;
  const comments = cursor.endDeclaration();
  cursor.body(what, open, () => {
    if (!cursor.isAt("option")) {
      const at = cursor.tokenSpan();
      const suggestion = closestName(cursor.token.text, ["option"]);
      cursor.fail(errors.unknownStatement(at, "of an rpc", "option", suggestion));
    }
    options.push(parseOptionStatement(cursor));
  });
  const end = cursor.lastEnd;
  const body = { start: open.start, end };
  return { kind: "method", name, input, output, options, body, comments, start, end };
}

function parseMethodType(cursor: TokenCursor, where: string): MethodTypeNode {
  const { start } = cursor.expect("(", where);
  const word = cursor.token;
  const stream = cursor.takeIf("stream")
    ? ({ text: "stream", start: word.start, end: word.end } as const)
    : undefined;
  const name = parseTypeName(cursor, "the name of a message");
  cursor.expect(")", `after "${name.text}"`);
  return { stream, name, start, end: cursor.lastEnd };
}
