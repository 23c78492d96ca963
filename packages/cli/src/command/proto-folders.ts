// The proto directories as the compiler sees them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileSystem } from "@trunkline/compiler";
import { listProtos } from "./find-protos.js";
import { codeOf, reasonOf, UsageError } from "./usage-error.js";

/** Reads below `roots`, the first that has a file. Import paths have been checked: they lead out of none. */
export function protoFolders(roots: readonly string[]): FileSystem {
  let known: readonly string[] | undefined;
  return {
    read(path) {
      for (const root of roots) {
        const bytes = readIfThere(join(root, path));
        if (bytes !== undefined) return bytes;
      }
      return undefined;
    },
    list() {
      known ??= roots.flatMap(listProtos);
      return known;
    },
  };
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw new UsageError(`Cannot read "${path}": ${reasonOf(error)}`);
  }
}
