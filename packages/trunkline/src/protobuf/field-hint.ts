// The name that was meant where a text or a mask has one that no field has.

import { findSimilar } from "../base/index.js";

/** `; did you mean "userId"?` where one of `known` is so like `name` that it was meant; else empty. */
export function hintFor(name: string, known: readonly string[]): string {
  const near = findSimilar(name, known);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
