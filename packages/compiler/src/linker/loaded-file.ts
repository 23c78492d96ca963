// A file of the run: its syntax and the files it imports.

import type { FileNode, ImportNode } from "../ast/index.js";
import type { Edition } from "../descriptor/index.js";

export interface LoadedFile {
  readonly path: string;
  readonly node: FileNode;
  /** Only those that were found and could be read. */
  readonly imports: readonly LoadedImport[];
  /** True when an import is missing or unusable, so that names may be undefined for that reason. */
  readonly lacksImports: boolean;
  /** What it says it is; proto2 where it does not say. */
  readonly edition: Edition;
  /** False where that is nothing known: such a file is reported once and looked at no further. */
  readonly isSupported: boolean;
}

export interface LoadedImport {
  readonly node: ImportNode;
  readonly file: LoadedFile;
}

/** The file itself and what it imports publicly, directly or through others: what importing it shows. */
export function exportedFiles(file: LoadedFile): Set<LoadedFile> {
  const exported = new Set([file]);
  for (const one of exported) {
    for (const { node, file: imported } of one.imports) {
      if (node.modifier?.text === "public") exported.add(imported);
    }
  }
  return exported;
}

/** The files whose names may be used in `file`. */
export function visibleFiles(file: LoadedFile): Set<LoadedFile> {
  const visible = new Set([file]);
  for (const { node, file: imported } of file.imports) {
    if (node.modifier?.text !== "option") visible.add(imported);
  }
  for (const one of visible) {
    if (one === file) continue;
    for (const { node, file: imported } of one.imports) {
      if (node.modifier?.text === "public") visible.add(imported);
    }
  }
  return visible;
}

/** The files whose names options may use in `file`: `visible` and those that `import option` names. */
export function filesForOptions(
  file: LoadedFile,
  visible: ReadonlySet<LoadedFile>,
): ReadonlySet<LoadedFile> {
  const forOptions = file.imports.filter(({ node }) => node.modifier?.text === "option");
  if (forOptions.length === 0) return visible;
  return new Set([...visible, ...forOptions.flatMap((one) => [...exportedFiles(one.file)])]);
}
