// The comments in a file's SourceCodeInfo, by the path of what they are about.

import type { ProtoMessage } from "../../descriptor/index.js";
import type { Path } from "../encoding.js";

export interface CommentTexts {
  readonly leading: string | undefined;
  readonly trailing: string | undefined;
  readonly detached: readonly string[];
}

/** A function that gives the comments of the element at a path; undefined where it has none. */
export function commentsOfFile(file: ProtoMessage): (path: Path) => CommentTexts | undefined {
  const byPath = new Map<string, CommentTexts>();
  for (const location of file.message(9)?.messages(1) ?? []) {
    const leading = location.has(3) ? location.string(3) : undefined;
    const trailing = location.has(4) ? location.string(4) : undefined;
    const detached = location.strings(6);
    if (leading === undefined && trailing === undefined && detached.length === 0) continue;
    byPath.set(location.int32s(1).join(), { leading, trailing, detached });
  }
  return (path) => byPath.get(path.join());
}
