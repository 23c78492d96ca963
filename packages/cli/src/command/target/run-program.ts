// Programs of others, run to their end.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { codeOf, reasonOf, UsageError } from "../usage-error.js";

/** What a program may answer; generated code of the largest schemas is far below. */
const MAX_OUTPUT_BYTES = 1024 * 1024 * 1024;
/** Of what a program says when it fails, this much is shown. */
const MAX_MESSAGE_LENGTH = 4_000;
/** After so long it is told what is waited for. */
const NOTICE_MS = 10_000;

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly input?: Uint8Array;
  /** Ends the program, where nobody waits for it any more. */
  readonly signal: AbortSignal | undefined;
  readonly noticeMs?: number;
  /** What to do where the program is not there; `output` is what it said, where it was and failed. */
  help(output: string): string | undefined;
  /** Takes what the program says though all is well, and that it takes long: text with its line's end. */
  say(text: string): void;
}

/**
 * Runs a program: on PATH, in node_modules/.bin of `cwd` and above, or by its path. Its standard output.
 *
 * @throws UsageError when it is not there or fails, with what it said.
 */
export async function runProgramToEnd(run: ProgramRun): Promise<Uint8Array> {
  const { program, say } = run;
  const child = start(run);
  const notice = setTimeout(
    () => say(`Waiting for "${program}", which is still running\n`),
    run.noticeMs ?? NOTICE_MS,
  );
  try {
    const stdout = collect(child, "stdout", MAX_OUTPUT_BYTES);
    const stderr = collect(child, "stderr", MAX_OUTPUT_BYTES);
    // A program that fails at once does not read what it is given: why it failed says more.
    child.stdin?.on("error", () => {});
    child.stdin?.end(run.input ?? new Uint8Array());
    const problem = await ended(child);
    const said = stderr().toString("utf8").trim();
    if (problem !== undefined) throw failure(problem, said, run);
    if (said !== "") say(`${said}\n`);
    return stdout();
  } finally {
    clearTimeout(notice);
  }
}

function start({ program, args, cwd, signal }: ProgramRun): ChildProcess {
  const isScript = /\.[cm]?js$/.test(program);
  const command = isScript ? process.execPath : program;
  return spawn(command, isScript ? [program, ...args] : [...args], {
    cwd,
    env: { ...process.env, PATH: searchPath(cwd) },
    killSignal: "SIGKILL",
    ...(signal && { signal }),
  });
}

/** Keeps what the program writes, and ends the program where that is too much. */
function collect(child: ChildProcess, name: "stdout" | "stderr", maxBytes: number): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  child[name]?.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) child.kill("SIGKILL");
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

type Problem = { readonly error: Error } | { readonly end: string };

/** How it failed; undefined where it did not. A child of its own that goes on is not waited for. */
function ended(child: ChildProcess): Promise<Problem | undefined> {
  return new Promise((done) => {
    child.once("error", (error) => done({ error }));
    child.once("close", (status, signal) => {
      if (status === 0) done(undefined);
      else done({ end: signal === null ? `exit code ${status}` : `signal ${signal}` });
    });
  });
}

function failure(problem: Problem, output: string, { program, help }: ProgramRun): UsageError {
  if ("end" in problem) {
    const said = output.slice(0, MAX_MESSAGE_LENGTH);
    const text = said === "" ? problem.end : `${problem.end}\n${said}`;
    return new UsageError(`"${program}" failed: ${text}`, help(output));
  }
  const { error } = problem;
  if (codeOf(error) === "ABORT_ERR") return new UsageError(`"${program}" was stopped`);
  if (codeOf(error) !== "ENOENT") {
    return new UsageError(`Cannot run "${program}": ${reasonOf(error)}`);
  }
  if (!program.includes("/")) {
    return new UsageError(`Cannot find "${program}": it is not on PATH`, help(""));
  }
  return existsSync(program)
    ? new UsageError(`Cannot run "${program}": what its first line names is not there`)
    : new UsageError(`Cannot find "${program}"`, help(""));
}

function searchPath(cwd: string): string {
  const folders = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules/.bin"));
    if (dirname(folder) === folder) break;
  }
  return [...folders, process.env.PATH ?? ""].join(delimiter);
}
