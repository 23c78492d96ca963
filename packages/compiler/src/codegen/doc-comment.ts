// Comments of the .proto file as documentation of what is generated.

import type { Comments } from "../descriptor/index.js";

/** Lines of a doc comment with `indent` before each; none where there is nothing to say. */
export function docComment(
  element: { readonly comments: Comments; readonly isDeprecated: boolean },
  indent = "",
): string[] {
  const { leading, trailing } = element.comments;
  const parts = [leading, trailing].filter((part) => part !== undefined).map(toLines);
  if (element.isDeprecated) parts.push(["@deprecated"]);
  const lines = parts.filter((part) => part.length > 0).flatMap(separate);
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** An empty line before every part but the first. */
function separate(part: readonly string[], index: number): readonly string[] {
  return index === 0 ? part : ["", ...part];
}

/** The lines without the one space that follows the marker, and nothing that ends a comment. */
function toLines(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trimEnd().replaceAll("*/", "*\\/"));
  while (lines.length > 0 && lines[0] === "") lines.shift();
  while (lines.length > 0 && lines.at(-1) === "") lines.pop();
  const isSpaced = lines.every((line) => line === "" || line.startsWith(" "));
  return isSpaced ? lines.map((line) => line.slice(1)) : lines;
}
