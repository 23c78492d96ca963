// The files of plugins that write to one folder: parts joined, and what one inserts into another's file put
// in its place.

import type { PluginFile } from "./response.js";

/**
 * Adds `added` to `files`, content by path.
 *
 * @throws RangeError with a sentence when a part has no file to go to, or a file is written twice.
 */
export function mergePluginFiles(files: Map<string, string>, added: readonly PluginFile[]): void {
  let last: string | undefined;
  for (const { name, insertionPoint, content } of added) {
    if (name === "") {
      if (last === undefined) throw new RangeError("its first file has no name");
      files.set(last, `${files.get(last)}${content}`);
    } else if (insertionPoint !== "") {
      files.set(name, insert(files.get(name), { name, insertionPoint, content }));
    } else {
      const problem = problemOf(name);
      if (problem !== undefined) throw new RangeError(`file "${name}" ${problem}`);
      if (files.has(name)) throw new RangeError(`file "${name}" is written twice`);
      files.set(name, content);
      last = name;
    }
  }
}

/** Why a path leads out of the output folder, or may do so. */
function problemOf(name: string): string | undefined {
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name) || name.includes("\\")) {
    return "is not in the output folder";
  }
  const isPlain = name.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  return isPlain ? undefined : "is not in the output folder";
}

/** Before the line of the insertion point, and indented as it is. */
function insert(into: string | undefined, { name, insertionPoint, content }: PluginFile): string {
  const marker = `@@protoc_insertion_point(${insertionPoint})`;
  const at = into?.indexOf(marker) ?? -1;
  if (into === undefined || at < 0) {
    throw new RangeError(`there is no insertion point "${insertionPoint}" in file "${name}"`);
  }
  const lineStart = into.lastIndexOf("\n", at) + 1;
  const indent = /^[ \t]*/.exec(into.slice(lineStart))![0];
  const lines = content.replace(/\n$/, "").split("\n");
  const indented = lines.map((line) => (line === "" ? line : `${indent}${line}`)).join("\n");
  return `${into.slice(0, lineStart)}${indented}\n${into.slice(lineStart)}`;
}
