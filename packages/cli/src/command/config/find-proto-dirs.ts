// Where .proto files are when nobody says: in proto/ or protos/, which may be a git submodule. A submodule
// is a repository of its own, whose imports may start at a folder in it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isFolder, listProtos } from "../find-protos.js";
import { yaml } from "./yaml.js";

const NAMES = ["proto", "protos"];

/** Folders that imports start from, relative to `base`; `proto` where there are none. */
export function findProtoDirs(base: string): readonly string[] {
  const name = NAMES.find((one) => isFolder(join(base, one)));
  if (name === undefined) return ["proto"];
  const inside = modulesOf(join(base, name));
  return inside.map((folder) => (folder === "." ? name : `${name}/${folder}`));
}

/** The folders of a repository of .proto files that imports start from; `.` is itself. */
function modulesOf(root: string): readonly string[] {
  const declared = [...declaredIn(root, "buf.yaml"), ...declaredIn(root, "buf.work.yaml")].filter(
    (folder) => isFolder(join(root, folder)),
  );
  if (declared.length > 0) return declared;
  const nested = NAMES.find((one) => isFolder(join(root, one)));
  if (nested === undefined) return ["."];
  // Where all files are in that folder, imports start at it, unless one names it.
  const isAllNested = listProtos(root).every((path) => path.startsWith(`${nested}/`));
  return isAllNested && !importsFrom(root, nested) ? [nested] : ["."];
}

/** What buf's files say: `modules[].path` and `directories`. */
function declaredIn(root: string, name: string): readonly string[] {
  let config: unknown;
  try {
    const text = readFileSync(join(root, name), "utf8");
    config = yaml().parse(text);
  } catch {
    // No such file, or one that says nothing.
    return [];
  }
  const { modules, directories } = (config ?? {}) as Record<string, unknown>;
  const paths = Array.isArray(modules)
    ? modules.map((one: unknown) => (one as { path?: unknown } | null)?.path ?? ".")
    : Array.isArray(directories)
      ? directories
      : [];
  return paths.filter((path) => typeof path === "string");
}

/** True where a file imports another by a path that begins with `folder`. */
function importsFrom(root: string, folder: string): boolean {
  const pattern = new RegExp(`^\\s*import\\s+(?:\\w+\\s+)?["']${folder}/`, "m");
  return listProtos(root).some((path) => pattern.test(readFileSync(join(root, path), "utf8")));
}
