// A declaration without the `export` or `local` before it, as SourceCodeInfo has it.

import type { Extent, VisibilityNode } from "../../ast/index.js";

/** From the declaration's keyword on. */
export function keywordExtent(
  text: string,
  node: Extent & { readonly visibility: VisibilityNode | undefined },
): Extent {
  if (node.visibility === undefined) return node;
  const between = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  between.lastIndex = node.visibility.end;
  between.test(text);
  return { start: between.lastIndex, end: node.end };
}
