// The name that was meant where a message, a text or a mask has one that no field has.

import { findSimilar } from "../base/index.js";

/** `; did you mean "userId"?` where one of `known` is like `name`, see {@link findSimilar}; else empty. */
export function hintFor(name: string, known: readonly string[]): string {
  return askFor(findSimilar(name, known));
}

/** The same of a name that was looked for already. */
export function askFor(near: string | undefined): string {
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
