// Builds before a command whose standard output is for a program to read: what the build says goes to
// standard error.

import { spawnSync } from "node:child_process";
import { root } from "../workspaces.mjs";

/** Ends the process where the build fails. */
export function buildQuietly() {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status ?? 1);
}
