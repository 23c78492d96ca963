// The proto directory as the compiler sees it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSystem } from "@trunkline/compiler";
import { listProtos } from "./find-protos.js";
import { reasonOf, UsageError } from "./usage-error.js";

/** Reads below `root`. Import paths have been checked: they do not lead out of it. */
export function protoFolder(root: string): FileSystem {
  let known: readonly string[] | undefined;
  return {
    read(path) {
      try {
        return readFileSync(join(root, path));
      } catch (error) {
        const reason = reasonOf(error);
        if (reason === "ENOENT" || reason === "ENOTDIR" || reason === "EISDIR") return undefined;
        throw new UsageError(`Cannot read "${join(root, path)}": ${reason}`);
      }
    },
    list() {
      known ??= listProtos(root);
      return known;
    },
  };
}
