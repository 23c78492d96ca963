// Generated files whose .proto file is gone, or is no longer chosen: found by the header that each has, so
// that nothing else in the folder is ever taken for one.

import {
  closeSync,
  type Dirent,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { generatedFrom, outputPath } from "@trunkline/compiler";
import { reasonOf, UsageError } from "./usage-error.js";

/**
 * Paths, from `folder` on and with `/`, of the files in it that were generated and are not in `current`. A file
 * counts where its first line names the .proto file that it is of, and it is where the code of that goes.
 */
export function findStaleOutputs(folder: string, current: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  const walk = (prefix: string) => {
    for (const entry of entriesOf(join(folder, prefix))) {
      const { name } = entry;
      const path = `${prefix}${name}`;
      // Links are left alone: what they lead to may not be ours.
      if (entry.isDirectory()) {
        if (name !== "node_modules" && !name.startsWith(".")) walk(`${path}/`);
      } else if (entry.isFile() && name.endsWith(SUFFIX) && !current.has(path)) {
        if (isGeneratedAt(join(folder, path), path)) found.push(path);
      }
    }
  };
  walk("");
  return found.sort();
}

const SUFFIX = outputPath("");
/** More than the longest header: import paths are no longer than file names may be. */
const HEADER_BYTES = 8_192;

function isGeneratedAt(file: string, path: string): boolean {
  const proto = generatedFrom(startOf(file));
  return proto !== undefined && outputPath(proto) === path;
}

function startOf(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, HEADER_BYTES, 0));
  } catch {
    // What cannot be read is not known to be generated.
    return "";
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Removes a file of `folder`, and the folders in it that are then empty. @throws UsageError when it cannot */
export function removeOutput(folder: string, path: string): void {
  const file = join(folder, path);
  try {
    unlinkSync(file);
  } catch (error) {
    throw new UsageError(`Cannot remove "${file}": ${reasonOf(error)}`);
  }
  for (let at = dirname(path); at !== "."; at = dirname(at)) {
    try {
      rmdirSync(join(folder, at));
    } catch {
      // It is not empty.
      return;
    }
  }
}
