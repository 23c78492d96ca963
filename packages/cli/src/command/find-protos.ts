// Which .proto files a run is about: all below the proto directory, or those named on the command line.

import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { reasonOf, UsageError } from "./usage-error.js";

export interface ProtoSelection {
  readonly cwd: string;
  /** As given on the command line. */
  readonly protoDir: string;
  /** Files and folders as given on the command line; empty for everything. */
  readonly paths: readonly string[];
}

/**
 * The selected files by import path: relative to the proto directory, with `/`, sorted.
 *
 * @throws UsageError when the directory or a path is not there, or nothing is selected.
 */
export function findProtos(selection: ProtoSelection): readonly string[] {
  const { cwd, protoDir, paths } = selection;
  const root = resolve(cwd, protoDir);
  if (!isFolder(root)) {
    throw new UsageError(
      `Cannot find the proto directory "${protoDir}" in ${cwd}`,
      "put .proto files there, or name another one: trunkline generate --proto-dir <folder>",
    );
  }
  const found = new Set<string>();
  for (const path of paths.length === 0 ? [protoDir] : paths) {
    for (const file of selectPath(path, root, selection)) found.add(file);
  }
  if (found.size === 0) {
    const where = (paths.length === 0 ? [protoDir] : paths).map((path) => `"${path}"`).join(", ");
    throw new UsageError(`No .proto files in ${where}`);
  }
  return [...found].sort();
}

/** All .proto files below `root`, by import path. */
export function listProtos(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string, prefix: string, above: readonly string[]) => {
    const real = realpathSync(folder);
    // A link to a folder above would lead round in a circle.
    if (above.includes(real)) return;
    for (const entry of readFolder(folder)) {
      const path = join(folder, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const isLink = entry.isSymbolicLink();
      if (isLink ? isFolder(path) : entry.isDirectory()) {
        walk(path, `${prefix}${entry.name}/`, [...above, real]);
      } else if (entry.name.endsWith(".proto") && (isLink ? isFile(path) : entry.isFile())) {
        found.push(`${prefix}${entry.name}`);
      }
    }
  };
  walk(root, "", []);
  return found;
}

function selectPath(path: string, root: string, { cwd, protoDir }: ProtoSelection): string[] {
  const full = resolve(cwd, path);
  const isThere = isFolder(full) || isFile(full);
  if (!isThere) throw new UsageError(`Cannot find "${path}" in ${cwd}`);
  const inside = relative(root, full).split(sep).join("/");
  if (inside === ".." || inside.startsWith("../") || isAbsolute(inside)) {
    throw new UsageError(
      `"${path}" is not in the proto directory "${protoDir}"`,
      "imports start at the proto directory; name another one: --proto-dir <folder>",
    );
  }
  if (isFolder(full)) {
    return listProtos(full).map((file) => (inside === "" ? file : `${inside}/${file}`));
  }
  if (!path.endsWith(".proto")) throw new UsageError(`"${path}" is not a .proto file`);
  return [inside];
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`Cannot read "${folder}": ${reasonOf(error)}`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
