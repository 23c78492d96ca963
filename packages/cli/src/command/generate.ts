// `trunkline generate`: .proto files in, TypeScript out.

import { join, resolve } from "node:path";
import {
  type CompileResult,
  checkFile,
  compileFiles,
  createDiagnostic,
  type Diagnostic,
  encodeFileDescriptor,
  type FileDescriptor,
  generateTypeScript,
  isWellKnownFile,
  outputPath,
} from "@trunkline/compiler";
import { type ErrorFormatOptions, errorFormatOf } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { findProtos } from "./find-protos.js";
import { importSuffixFor } from "./import-suffix.js";
import { protoFolders } from "./proto-folders.js";
import { type Outcome, plural, printReport } from "./report.js";
import type { Terminal } from "./terminal.js";
import { writeOutput } from "./write-outputs.js";

export interface GenerateOptions extends ErrorFormatOptions {
  readonly protoDir: string;
  readonly out: string;
  readonly runtimeImport: string;
}

/**
 * Generates the code of `paths` (of everything where there are none) and of all they import. Writes
 * nothing when there is an error. Returns the exit code.
 *
 * @throws UsageError when a folder or file is not there or cannot be written.
 */
export function generate(
  paths: readonly string[],
  options: GenerateOptions,
  terminal: Terminal,
): number {
  const { cwd } = terminal;
  const protos = findProtos({ cwd, protoDirs: [options.protoDir], paths });
  const result = compileFiles({
    files: protos.filter((path) => !comesWithRuntime(path)).sort(),
    fileSystem: protoFolders([resolve(cwd, options.protoDir)]),
  });
  const files = withImports(result.files);
  const diagnostics = [...result.diagnostics, ...checkOutput(files, result)];
  const hasErrors = diagnostics.some((one) => one.severity === "error");
  const outputs = hasErrors ? [] : writeAll(result, files, options, cwd);
  const nameFile = (path: string) =>
    isWellKnownFile(path) ? path : display(options.protoDir, path);
  printReport({ diagnostics, nameFile }, outcomeOf(outputs), errorFormatOf(options), terminal);
  return hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

interface GeneratedOutput {
  readonly path: string;
  readonly proto: string;
  readonly state: "written" | "unchanged";
}

function outcomeOf(outputs: readonly GeneratedOutput[]): Outcome {
  const written = outputs.filter((one) => one.state === "written");
  const unchanged = outputs.length - written.length;
  const rest = unchanged > 0 ? `, ${unchanged} up to date` : "";
  const sum =
    written.length === 0
      ? `${plural(unchanged, "file")} up to date`
      : `${plural(written.length, "file")} written${rest}`;
  return { text: [...written.map(({ path }) => path), sum].join("\n"), json: { files: outputs } };
}

/** The runtime carries the code of the well-known types; descriptor.proto is often copied beside them. */
function comesWithRuntime(path: string): boolean {
  return isWellKnownFile(path);
}

/** `files` and what they import, without what comes with the runtime. */
function withImports(files: readonly FileDescriptor[]): readonly FileDescriptor[] {
  const all = new Set(files);
  for (const file of all) {
    for (const { file: imported } of file.imports) {
      if (!comesWithRuntime(imported.path)) all.add(imported);
    }
  }
  return [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What is a valid .proto file and cannot be TypeScript, or not yet. */
function checkOutput(files: readonly FileDescriptor[], result: CompileResult): Diagnostic[] {
  return files.flatMap((file) =>
    checkFile(file).map(({ ruleId, message, element, help }) =>
      createDiagnostic({ ruleId, message, at: result.spanOf(element) ?? file.path, help }),
    ),
  );
}

function writeAll(
  result: CompileResult,
  files: readonly FileDescriptor[],
  { out, protoDir, runtimeImport }: GenerateOptions,
  cwd: string,
): readonly GeneratedOutput[] {
  const importSuffix = importSuffixFor(resolve(cwd, out));
  const encodeDescriptor = (file: FileDescriptor) => encodeFileDescriptor(result, file);
  // All text first: what cannot be generated must not leave half of the files new.
  const texts = files.map((file) =>
    generateTypeScript(file, { importSuffix, runtimeImport, encodeDescriptor }),
  );
  return files.map((file, index) => {
    const path = outputPath(file.path);
    const isWritten = writeOutput(join(resolve(cwd, out), path), texts[index]!);
    const state = isWritten ? "written" : "unchanged";
    return { path: display(out, path), proto: display(protoDir, file.path), state };
  });
}

/** A path as the user would type it. */
function display(folder: string, path: string): string {
  return join(folder, path).replaceAll("\\", "/");
}
