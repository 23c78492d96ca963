// `trunkline generate`: .proto files in; TypeScript, and what others make of them, out.

import type { Terminal } from "../deps/index.js";
import { readSettings, type SettingsOptions } from "./config/index.js";
import { type ErrorFormatOptions, errorFormatOf } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { type GenerateRun, GenerateSession, type WrittenFile } from "./generate-session.js";
import { type Notice, printNotice } from "./notice.js";
import { readInput } from "./proto-input.js";
import { plural, printReport } from "./report.js";
import { UsageError } from "./usage-error.js";

export interface GenerateOptions extends ErrorFormatOptions, SettingsOptions {
  /** What a .proto file on the standard input is called. */
  readonly stdinName: string;
  /** Go on after each change. */
  readonly watch?: boolean;
  /** Remove generated files whose .proto file is gone. */
  readonly clean?: boolean;
}

/**
 * Generates the code of `paths` (of everything where there are none) for all targets. Writes nothing when
 * there is an error. Returns the exit code.
 *
 * @throws UsageError when a folder, file or program is not there or fails, or a file cannot be written.
 */
export async function generate(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): Promise<number> {
  const { cwd } = terminal;
  checkClean(paths, options);
  const { protoDirs, targets } = await readSettings(options, cwd);
  const input = await readInput({ protoDirs, paths, stdinName: options.stdinName }, terminal);
  const staleOutputs = paths.length > 0 ? "ignore" : options.clean ? "remove" : "report";
  const programs = { signal: undefined, say: (text: string) => terminal.writeError(text) };
  const session = new GenerateSession({ targets, input, cwd, programs, staleOutputs });
  const run = await session.run();
  printRun(run, session, options, terminal);
  return run.hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

/** @throws UsageError where --clean would remove what is only not asked for */
export function checkClean(paths: readonly string[], { clean }: GenerateOptions): void {
  if (!clean || paths.length === 0) return;
  throw new UsageError(
    "Cannot use --clean with paths: it removes what is not generated, and that may be of other files",
  );
}

/** Prints what a run found and did; `elapsedMs` where it was not the first. */
export function printRun(
  run: GenerateRun,
  session: GenerateSession,
  options: GenerateOptions,
  terminal: Terminal,
  elapsedMs?: number,
): void {
  const { diagnostics, files, stale, unusedOverrides } = run;
  const format = errorFormatOf(options);
  const text = textOf(files, elapsedMs);
  const nameFile = (path: string) => session.nameFile(path);
  const json = { files, stale, unusedOverrides, ...(elapsedMs !== undefined && { elapsedMs }) };
  printReport({ diagnostics, nameFile }, { text, json }, format, terminal);
  for (const notice of noticesOf(run)) printNotice(notice, format, terminal);
}

/** A line for each file that was written or removed, and one that sums up. */
function textOf(files: readonly WrittenFile[], elapsedMs: number | undefined): string {
  const lines = files.flatMap(({ path, state }) => {
    if (state === "unchanged") return [];
    return [state === "removed" ? `${path} removed` : path];
  });
  const count = (state: WrittenFile["state"]) => files.filter((one) => one.state === state).length;
  const counts = [
    [count("written"), "written"],
    [count("removed"), "removed"],
    [count("unchanged"), "up to date"],
  ] as const;
  const parts = counts.filter(([number]) => number > 0);
  const [[first, state], ...rest] = parts.length > 0 ? parts : ([[0, "written"]] as const);
  const sum = [`${plural(first, "file")} ${state}`, ...rest.map((one) => one.join(" "))].join(", ");
  const time = elapsedMs === undefined ? "" : ` (${Math.round(elapsedMs)} ms)`;
  return [...lines, `${sum}${time}`].join("\n");
}

function noticesOf({ stale, unusedOverrides, hasErrors }: GenerateRun): readonly Notice[] {
  if (hasErrors) return [];
  const notices: Notice[] = [];
  if (unusedOverrides.length > 0) {
    notices.push({
      message: "The configuration overrides what no file has",
      items: unusedOverrides,
      help: "overrides are for full names: of a package, a message, a field or an extension",
    });
  }
  if (stale.length > 0) {
    const [has, it] = stale.length === 1 ? ["has", "it"] : ["have", "them"];
    notices.push({
      message: `${plural(stale.length, "generated file")} ${has} no .proto file any more`,
      items: stale,
      help: `trunkline generate --clean removes ${it}`,
    });
  }
  return notices;
}
