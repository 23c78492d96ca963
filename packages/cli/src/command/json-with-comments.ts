// JSON as tsconfig.json has it: with comments and commas after the last element.

/** @throws SyntaxError when it is not even that. */
export function parseJsonWithComments(text: string): unknown {
  const tokens =
    /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*[}\]])/g;
  const plain = text
    .replace(/^\ufeff/, "")
    .replace(tokens, (token) => (token.startsWith('"') ? token : " "));
  return JSON.parse(plain);
}
