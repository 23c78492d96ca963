// Keeps a program on one core, where the system has `taskset` and more than one core.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import type { Command } from "@trunkline/interop";

/** The core of what is measured, and the core of what makes the load. */
export const SUBJECT_CORE = 0;
export const LOAD_CORE = 1;

/** True where programs are pinned; told with every result. */
export const isPinning: boolean =
  availableParallelism() > 1 && spawnSync("taskset", ["-c", "1", "true"]).status === 0;

/** `command` in production mode: no subject is measured with its development checks. */
export function inProduction(command: Command): Command {
  return { ...command, env: { ...command.env, NODE_ENV: "production" } };
}

/** The same, kept on `core`. */
export function pinned(command: Command, core: number): Command {
  const subject = inProduction(command);
  if (!isPinning) return subject;
  const args = ["-c", String(core), command.file, ...command.args];
  return { ...subject, file: "taskset", args };
}

/**
 * Keeps `core` from sleeping while what is returned is not disposed of, with a loop that every other program
 * displaces at once (SCHED_IDLE, sched(7)). A core that sleeps wakes late, on a virtual machine by milliseconds,
 * and the server with the least to do would wait for it most often.
 */
export function keptAwake(core: number): Disposable {
  if (!isPinning) return { [Symbol.dispose]() {} };
  const loop = spawn("nice", [
    ...["-n", "19", "chrt", "--idle", "0", "taskset", "-c", String(core)],
    ...[process.execPath, "-e", "for (;;);"],
  ]);
  // Without chrt the core sleeps, as it does where there is no taskset.
  loop.on("error", () => {});
  const end = () => loop.kill("SIGKILL");
  process.once("exit", end);
  return {
    [Symbol.dispose]() {
      process.off("exit", end);
      end();
    },
  };
}

/**
 * Moves all threads of `pid` but its main one to `core`. V8 compiles and collects garbage on threads beside that
 * of JavaScript: on the one core with it they take slices of milliseconds each, as on no machine with more cores.
 */
export function moveHelpers(pid: number, core: number): void {
  const tasks = `/proc/${pid}/task`;
  if (!isPinning || !existsSync(tasks)) return;
  for (const thread of readdirSync(tasks)) {
    if (Number(thread) !== pid) spawnSync("taskset", ["-cp", String(core), thread]);
  }
}
