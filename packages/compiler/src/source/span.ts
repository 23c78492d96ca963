// A stretch of one file: what every token, node and diagnostic points at.

import type { SourceFile } from "./source-file.js";

/** From `start` up to but not including `end`, in UTF-16 units of `file.text`. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}
