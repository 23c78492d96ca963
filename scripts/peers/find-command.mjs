// Looks a command up on PATH, without running it.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The full path of `name`, or undefined. */
export function findCommand(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: look in the next folder.
    }
  }
  return undefined;
}
