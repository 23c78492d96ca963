// `trunkline generate`: .proto files in; TypeScript, and what others make of them, out.

import { readSettings, type SettingsOptions } from "./config/index.js";
import { type ErrorFormatOptions, errorFormatOf } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { type GenerateRun, GenerateSession } from "./generate-session.js";
import { readInput } from "./proto-input.js";
import { plural, printReport } from "./report.js";
import type { Terminal } from "./terminal.js";

export interface GenerateOptions extends ErrorFormatOptions, SettingsOptions {
  /** What a .proto file on the standard input is called. */
  readonly stdinName: string;
  /** Go on after each change. */
  readonly watch?: boolean;
}

/**
 * Generates the code of `paths` (of everything where there are none) for all targets. Writes nothing when
 * there is an error. Returns the exit code.
 *
 * @throws UsageError when a folder, file or program is not there or fails, or a file cannot be written.
 */
export function generate(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): number {
  const { cwd } = terminal;
  const { protoDirs, targets } = readSettings(options, cwd);
  const input = readInput({ protoDirs, paths, stdinName: options.stdinName }, terminal);
  const session = new GenerateSession(targets, input, cwd);
  const run = session.run();
  printRun(run, session, options, terminal);
  return run.hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

/** Prints what a run found and did; `elapsedMs` where it was not the first. */
export function printRun(
  { diagnostics, files }: GenerateRun,
  session: GenerateSession,
  options: GenerateOptions,
  terminal: Terminal,
  elapsedMs?: number,
): void {
  const written = files.filter((one) => one.state === "written");
  const unchanged = files.length - written.length;
  const rest = unchanged > 0 ? `, ${unchanged} up to date` : "";
  const time = elapsedMs === undefined ? "" : ` (${Math.round(elapsedMs)} ms)`;
  const sum =
    written.length === 0
      ? `${plural(unchanged, "file")} up to date${time}`
      : `${plural(written.length, "file")} written${rest}${time}`;
  const text = [...written.map(({ path }) => path), sum].join("\n");
  const nameFile = (path: string) => session.nameFile(path);
  const json = { files, ...(elapsedMs !== undefined && { elapsedMs }) };
  printReport({ diagnostics, nameFile }, { text, json }, errorFormatOf(options), terminal);
}
