// A folder made from input files, once for each state of them: its name is a hash of what went in, so it
// is never stale, and two processes that make it at the same time do not meet.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryPath } from "./workspace.js";

const PREPARED = repositoryPath(".tools/programs");

/** What a prepared folder is made from. */
export interface Preparation {
  /** Goes into the folder's name, for whoever looks. */
  readonly name: string;
  /** Files to copy: path in the folder to path in the repository. */
  readonly files: Readonly<Record<string, string>>;
  /** What else the result depends on: versions of tools. */
  readonly versions: string;
  /** Makes the rest in `folder`, which holds the copied files; throws when it cannot. */
  make(folder: string): void;
}

/** The path of the prepared folder, which is made now if it is not there yet. */
export function preparedFolder(preparation: Preparation): string {
  const hash = createHash("sha256").update(preparation.versions);
  const files = Object.entries(preparation.files);
  for (const [to, from] of files) hash.update(to).update(readFileSync(repositoryPath(from)));
  const folder = join(PREPARED, `${preparation.name}-${hash.digest("hex").slice(0, 16)}`);
  if (existsSync(folder)) return folder;

  const unfinished = `${folder}.${process.pid}`;
  try {
    for (const [to, from] of files) {
      mkdirSync(dirname(join(unfinished, to)), { recursive: true });
      copyFileSync(repositoryPath(from), join(unfinished, to));
    }
    preparation.make(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have been quicker: then its folder is as good.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
