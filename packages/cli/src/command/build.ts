// `trunkline build`: .proto files in, a FileDescriptorSet out, protoc's bytes.

import { isAbsolute, join, relative, resolve } from "node:path";
import {
  type CompileResult,
  compileFiles,
  encodeDescriptorSet,
  type FileSystem,
  isWellKnownFile,
} from "@trunkline/compiler";
import { type ErrorFormatOptions, errorFormatOf, ownsStandardOutput } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { findProtos, isFile } from "./find-protos.js";
import { protoFolders } from "./proto-folders.js";
import { plural, printReport } from "./report.js";
import type { Terminal } from "./terminal.js";
import { UsageError } from "./usage-error.js";
import { writeBytes } from "./write-outputs.js";

export interface BuildOptions extends ErrorFormatOptions {
  /** Where imports start from; `proto` where none is named. */
  readonly protoDir: readonly string[];
  /** `-` for the standard output; undefined to check only. */
  readonly output?: string;
  readonly includeImports?: boolean;
  readonly includeSourceInfo?: boolean;
  readonly retainOptions?: boolean;
  /** What the file on the standard input is called. */
  readonly stdinName: string;
}

const STANDARD = "-";

/**
 * Compiles `paths` (everything where there are none; `-` is the standard input) and writes the descriptor
 * set, unless there is an error. Returns the exit code.
 *
 * @throws UsageError when a folder or file is not there or cannot be written.
 */
export function build(paths: readonly string[], options: BuildOptions, terminal: Terminal): number {
  const roots = options.protoDir.map((folder) => resolve(terminal.cwd, folder));
  const { files, fileSystem } = findInputs(paths, options, terminal);
  const result = compileFiles({ files, fileSystem, readsWellKnownFiles: true });
  const hasErrors = result.diagnostics.some((one) => one.severity === "error");
  const { output } = options;
  if (!hasErrors && output !== undefined) writeSet(result, output, options, terminal);
  const nameFile = (path: string) => display(path, roots, options, terminal);
  const done = output === undefined ? "checked" : `in ${output}`;
  const outcome = {
    text: output === STANDARD ? "" : `${plural(files.length, "file")} ${done}`,
    json: hasErrors ? {} : { files, ...(output && { output }) },
  };
  const { diagnostics } = result;
  printReport({ diagnostics, nameFile }, outcome, errorFormatOf(options), terminal);
  return hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

/** The files to compile by import path, and where all files are read from. */
function findInputs(
  paths: readonly string[],
  options: BuildOptions,
  { cwd, readInput }: Terminal,
): { readonly files: readonly string[]; readonly fileSystem: FileSystem } {
  const { protoDir, stdinName, output } = options;
  const format = errorFormatOf(options);
  if (ownsStandardOutput(format) && output === STANDARD) {
    const name = format === "json" ? "JSON" : "SARIF";
    throw new UsageError(`Cannot print ${name} and the descriptor set to the same output`);
  }
  const folders = protoFolders(protoDir.map((folder) => resolve(cwd, folder)));
  if (!paths.includes(STANDARD)) {
    return { files: findProtos({ cwd, protoDirs: protoDir, paths }), fileSystem: folders };
  }
  if (paths.length > 1) throw new UsageError('"-" must be the only input');
  const input = readInput();
  const fileSystem: FileSystem = {
    ...folders,
    read: (path) => (path === stdinName ? input : folders.read(path)),
  };
  return { files: [stdinName], fileSystem };
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

/** An import path as the user would type the file's. */
function display(
  path: string,
  roots: readonly string[],
  { stdinName }: BuildOptions,
  { cwd }: Terminal,
): string {
  const root = roots.find((one) => isFile(join(one, path)));
  if (root === undefined || path === stdinName) return path;
  const shown = relative(cwd, join(root, path));
  const isOutside = shown.startsWith("..") || isAbsolute(shown) || isWellKnownFile(path);
  return (isOutside ? join(root, path) : shown).replaceAll("\\", "/");
}
