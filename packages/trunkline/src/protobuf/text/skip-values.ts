// What a field has whose name is reserved: text of a time when there was a field is read, without it. Protobuf Text
// Format "Reserved Fields".

import type { Scanner } from "./scanner.js";

const closings: Readonly<Record<string, string>> = { "{": "}", "<": ">", "[": "]" };

/** Skips what follows the name of a field. @throws TextError where that is no value */
export function skipValues(scanner: Scanner, maxDepth: number): void {
  if (!scanner.takes(":") && !isOpening(scanner)) scanner.fail('":"');
  if (isOpening(scanner)) {
    skipBrackets(scanner, maxDepth);
    return;
  }
  scanner.takes("-");
  const { kind } = scanner.token;
  if (kind === "symbol" || kind === "end") scanner.fail("a value");
  do scanner.take();
  while (kind === "string" && scanner.token.kind === "string");
}

function isOpening({ token }: Scanner): boolean {
  return token.kind === "symbol" && Object.hasOwn(closings, token.text);
}

/** From a bracket to the one that belongs to it, whatever is between. */
function skipBrackets(scanner: Scanner, maxDepth: number): void {
  const open: string[] = [];
  do {
    const { token } = scanner;
    if (token.kind === "end") scanner.fail(`"${open.at(-1)}"`);
    if (isOpening(scanner)) {
      open.push(closings[token.text]!);
      if (open.length > maxDepth) scanner.failAt(token, `nested deeper than ${maxDepth} messages`);
    } else if (token.kind === "symbol" && /[}>\]]/.test(token.text)) {
      if (open.pop() !== token.text) scanner.fail("the bracket that belongs to the one before");
    }
    scanner.take();
  } while (open.length > 0);
}
