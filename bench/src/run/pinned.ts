// Keeps a program on one core, where the system has `taskset` and more than one core.

import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Command } from "@trunkline/interop";

/** The core of what is measured, and the core of what makes the load. */
export const SUBJECT_CORE = 0;
export const LOAD_CORE = 1;

/** True where programs are pinned; told with every result. */
export const isPinning: boolean =
  availableParallelism() > 1 && spawnSync("taskset", ["-c", "1", "true"]).status === 0;

/** `command`, kept on `core`, in production mode: no subject is measured with its development checks. */
export function pinned(command: Command, core: number): Command {
  const env = { ...command.env, NODE_ENV: "production" };
  if (!isPinning) return { ...command, env };
  return {
    ...command,
    file: "taskset",
    args: ["-c", String(core), command.file, ...command.args],
    env,
  };
}
