// Which .proto files a run is about: all below the proto directory, or those named on the command line.

import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { reasonOf, UsageError } from "./usage-error.js";

export interface ProtoSelection {
  readonly cwd: string;
  /** Where imports start from, as given on the command line; the first folder that has a file has it. */
  readonly protoDirs: readonly string[];
  /** Files and folders as given on the command line; empty for everything. */
  readonly paths: readonly string[];
}

/**
 * The selected files by import path: relative to their proto directory, with `/`, in the order of `paths`.
 *
 * @throws UsageError when the directory or a path is not there, or nothing is selected.
 */
export function findProtos(selection: ProtoSelection): readonly string[] {
  const { cwd, protoDirs, paths } = selection;
  for (const protoDir of protoDirs) {
    if (isFolder(resolve(cwd, protoDir))) continue;
    throw new UsageError(
      `Cannot find the proto directory "${protoDir}" in ${cwd}`,
      "put .proto files there, or name another one: --proto-dir <folder>",
    );
  }
  const found = new Set<string>();
  for (const path of paths.length === 0 ? protoDirs : paths) {
    for (const file of selectPath(path, selection)) found.add(file);
  }
  if (found.size === 0) {
    const where = (paths.length === 0 ? protoDirs : paths).map((path) => `"${path}"`).join(", ");
    throw new UsageError(`No .proto files in ${where}`);
  }
  return [...found];
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

function selectPath(path: string, selection: ProtoSelection): string[] {
  const { full, inside } = locate(path, selection);
  if (isFolder(full)) {
    return listProtos(full)
      .sort()
      .map((file) => (inside === "" ? file : `${inside}/${file}`));
  }
  if (!path.endsWith(".proto")) throw new UsageError(`"${path}" is not a .proto file`);
  return [inside];
}

/** A file or folder: as the user names it, or as an import would. */
function locate(
  path: string,
  { cwd, protoDirs }: ProtoSelection,
): { full: string; inside: string } {
  const roots = protoDirs.map((protoDir) => resolve(cwd, protoDir));
  const candidates = [resolve(cwd, path), ...roots.map((root) => resolve(root, path))];
  const found = candidates.filter((one) => isFolder(one) || isFile(one));
  for (const full of found) {
    for (const root of roots) {
      const inside = relative(root, full).split(sep).join("/");
      if (inside !== ".." && !inside.startsWith("../") && !isAbsolute(inside)) {
        return { full, inside };
      }
    }
  }
  if (found.length === 0) throw new UsageError(`Cannot find "${path}" in ${cwd}`);
  const dirs = protoDirs.map((protoDir) => `"${protoDir}"`).join(", ");
  throw new UsageError(
    `"${path}" is not in the proto directory ${dirs}`,
    "imports start at the proto directory; name another one: --proto-dir <folder>",
  );
}

function readFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UsageError(`Cannot read "${folder}": ${reasonOf(error)}`);
  }
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
