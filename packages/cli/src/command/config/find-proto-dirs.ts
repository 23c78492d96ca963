// Where .proto files are when nobody says: in proto/ or protos/, which may be a git submodule. A submodule
// is a repository of its own, whose imports may start at a folder in it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isFolder, listProtos } from "../find-protos.js";
import { loadYaml } from "./yaml.js";

const NAMES = ["proto", "protos"];

/** Folders that imports start from, relative to `base`; `proto` where there are none. */
export async function findProtoDirs(base: string): Promise<readonly string[]> {
  const name = NAMES.find((one) => isFolder(join(base, one)));
  if (name === undefined) return ["proto"];
  const inside = await modulesOf(join(base, name));
  return inside.map((folder) => (folder === "." ? name : `${name}/${folder}`));
}

/** The folders of a repository of .proto files that imports start from; `.` is itself. */
async function modulesOf(root: string): Promise<readonly string[]> {
  const named = [
    ...(await declaredIn(root, "buf.yaml")),
    ...(await declaredIn(root, "buf.work.yaml")),
  ];
  const declared = named.filter((folder) => isFolder(join(root, folder)));
  if (declared.length > 0) return declared;
  const nested = NAMES.find((one) => isFolder(join(root, one)));
  if (nested === undefined) return ["."];
  // Where all files are in that folder, imports start at it, unless one names it.
  const isAllNested = listProtos(root).every((path) => path.startsWith(`${nested}/`));
  return isAllNested && !importsFrom(root, nested) ? [nested] : ["."];
}

/** What buf's files say: `modules[].path` and `directories`. */
async function declaredIn(root: string, name: string): Promise<readonly string[]> {
  let config: unknown;
  try {
    const text = readFileSync(join(root, name), "utf8");
    config = (await loadYaml()).parse(text);
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
