// Programs of others, run to their end.

import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { UsageError } from "../usage-error.js";

/** What a program may answer; generated code of the largest schemas is far below. */
const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;
/** Of what a program says when it fails, this much is shown. */
const MAX_MESSAGE_LENGTH = 4_000;

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: Uint8Array;
  /** What to do where the program is not there. */
  readonly help: string | undefined;
}

/**
 * Runs a program: on PATH, in node_modules/.bin of `cwd` and above, or by its path. Its standard output.
 *
 * @throws UsageError when it is not there or fails, with what it said.
 */
export function runProgramToEnd({ program, args, cwd, input, help }: ProgramRun): Uint8Array {
  const isScript = /\.[cm]?js$/.test(program);
  const command = isScript ? process.execPath : program;
  const result = spawnSync(command, isScript ? [program, ...args] : [...args], {
    cwd,
    input: input ?? new Uint8Array(),
    maxBuffer: MAX_OUTPUT_BYTES,
    env: { ...process.env, PATH: searchPath(cwd) },
  });
  const problem = problemOf(result);
  if (problem === "ENOENT")
    throw new UsageError(`Cannot find "${program}": it is not on PATH`, help);
  if (problem !== undefined) throw new UsageError(`"${program}" failed: ${problem}`);
  return result.stdout;
}

function problemOf({
  error,
  status,
  signal,
  stderr,
}: SpawnSyncReturns<Buffer>): string | undefined {
  if (error !== undefined) return (error as NodeJS.ErrnoException).code ?? error.message;
  if (status === 0) return undefined;
  const said = stderr.toString("utf8").trim().slice(0, MAX_MESSAGE_LENGTH);
  const end = signal === null ? `exit code ${status}` : `signal ${signal}`;
  return said === "" ? end : `${end}\n${said}`;
}

function searchPath(cwd: string): string {
  const folders = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules/.bin"));
    if (dirname(folder) === folder) break;
  }
  return [...folders, process.env.PATH ?? ""].join(delimiter);
}
