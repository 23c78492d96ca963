// `export` and `local` before messages and enums (Protobuf Language "Symbol visibility").

import type { VisibilityNode } from "../ast/index.js";
import * as errors from "./errors.js";
import type { TokenCursor } from "./token-cursor.js";

/**
 * Takes `export` or `local` where the word after it is `message` or `enum`. In a message before edition
 * 2024 these are the type of a field.
 */
export function parseVisibility(
  cursor: TokenCursor,
  isTopLevel: boolean,
): VisibilityNode | undefined {
  const { text, start, end } = cursor.token;
  if (text !== "export" && text !== "local") return undefined;
  const next = cursor.peek();
  const isDeclaration = next.text === "message" || next.text === "enum";
  if (isDeclaration && (isTopLevel || cursor.hasVisibility)) {
    cursor.take();
    return { text, start, end };
  }
  if (isTopLevel || cursor.hasVisibility) {
    cursor.fail(errors.misplacedVisibility(cursor.span({ start, end })));
  }
  return undefined;
}
