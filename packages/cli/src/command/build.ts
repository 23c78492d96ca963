// `trunkline build`: .proto files in, a FileDescriptorSet out, protoc's bytes.

import { resolve } from "node:path";
import { type CompileResult, compile, encodeDescriptorSet } from "@trunkline/compiler";
import type { Terminal } from "../deps/index.js";
import { readSettings, type SettingsOptions } from "./config/index.js";
import { type ErrorFormatOptions, errorFormatOf, ownsStandardOutput } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { isDescriptorSet, readInput, STANDARD } from "./proto-input.js";
import { plural, printReport } from "./report.js";
import { UsageError } from "./usage-error.js";
import { writeBytes } from "./write-outputs.js";

/** `protoDir` is where imports start from, if not where the configuration says. */
export interface BuildOptions
  extends ErrorFormatOptions,
    Pick<SettingsOptions, "config" | "protoDir"> {
  /** `-` for the standard output; undefined to check only. */
  readonly output?: string;
  readonly includeImports?: boolean;
  readonly includeSourceInfo?: boolean;
  readonly retainOptions?: boolean;
  /** What the file on the standard input is called. */
  readonly stdinName: string;
}

/**
 * Compiles `paths` (everything where there are none; `-` is the standard input) and writes the descriptor
 * set, unless there is an error. Returns the exit code.
 *
 * @throws UsageError when a folder or file is not there or cannot be written.
 */
export async function build(
  paths: readonly string[],
  options: BuildOptions,
  terminal: Terminal,
): Promise<number> {
  const { output, stdinName } = options;
  const format = errorFormatOf(options);
  if (ownsStandardOutput(format) && output === STANDARD) {
    const name = format === "json" ? "JSON" : "SARIF";
    throw new UsageError(`Cannot print ${name} and the descriptor set to the same output`);
  }
  const set = paths.find(isDescriptorSet);
  if (set !== undefined) {
    throw new UsageError(
      `"${set}" is a descriptor set: expected .proto files, or a folder of them`,
    );
  }
  const { protoDirs } = await readSettings(options, terminal.cwd);
  const { files, fileSystem, nameFile } = await readInput(
    { protoDirs, paths, stdinName },
    terminal,
  );
  const result = compile(files, { fileSystem, readsWellKnownFiles: true });
  const hasErrors = result.diagnostics.some((one) => one.severity === "error");
  if (!hasErrors && output !== undefined) writeSet(result, output, options, terminal);
  const done = output === undefined ? "checked" : `in ${output}`;
  const outcome = {
    text: output === STANDARD ? "" : `${plural(files.length, "file")} ${done}`,
    json: hasErrors ? {} : { files, ...(output && { output }) },
  };
  const { diagnostics } = result;
  printReport({ diagnostics, nameFile }, outcome, format, terminal);
  return hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

function writeSet(
  result: CompileResult,
  output: string,
  { includeImports, includeSourceInfo, retainOptions }: BuildOptions,
  terminal: Terminal,
): void {
  const set = encodeDescriptorSet(result, {
    includeImports: includeImports ?? false,
    includeSourceInfo: includeSourceInfo ?? false,
    retainOptions: retainOptions ?? false,
  });
  if (output === STANDARD) terminal.writeBytes(set);
  else writeBytes(resolve(terminal.cwd, output), set);
}
