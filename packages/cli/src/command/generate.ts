// `trunkline generate`: .proto files in; TypeScript, and what others make of them, out.

import { join, resolve } from "node:path";
import {
  type CompileResult,
  compileFiles,
  type Diagnostic,
  isWellKnownFile,
} from "@trunkline/compiler";
import { filePatterns, readSettings, type SettingsOptions, type Target } from "./config/index.js";
import { type ErrorFormatOptions, errorFormatOf } from "./error-format.js";
import { EXIT_DIAGNOSTICS, EXIT_OK } from "./exit-codes.js";
import { type ProtoInput, readInput } from "./proto-input.js";
import { type Outcome, plural, printReport } from "./report.js";
import {
  checkTypeScript,
  type GeneratedOutput,
  generatePython,
  generateTypeScriptFiles,
  runPlugin,
  type TargetInput,
} from "./target/index.js";
import type { Terminal } from "./terminal.js";
import { writeOutput } from "./write-outputs.js";

export interface GenerateOptions extends ErrorFormatOptions, SettingsOptions {
  /** What a .proto file on the standard input is called. */
  readonly stdinName: string;
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
  const result = compileFiles({
    files: input.files.filter((path) => !isWellKnownFile(path)).sort(),
    fileSystem: input.fileSystem,
  });
  const diagnostics = [...result.diagnostics, ...checkTargets(targets, result, input, cwd)];
  const hasErrors = diagnostics.some((one) => one.severity === "error");
  const outputs = hasErrors ? [] : writeAll(targets, result, input, cwd);
  const nameFile = (path: string) => input.nameFile(path);
  printReport({ diagnostics, nameFile }, outcomeOf(outputs), errorFormatOf(options), terminal);
  return hasErrors ? EXIT_DIAGNOSTICS : EXIT_OK;
}

/** What a target gets of what was compiled. */
function inputOf(
  target: Target,
  result: CompileResult,
  input: ProtoInput,
  cwd: string,
): TargetInput {
  const isChosen = filePatterns(target.files);
  return { result, input, cwd, files: result.files.filter(({ path }) => isChosen(path)) };
}

function checkTargets(
  targets: readonly Target[],
  result: CompileResult,
  input: ProtoInput,
  cwd: string,
): readonly Diagnostic[] {
  const [typescript] = targets.filter(({ kind }) => kind === "typescript");
  return typescript === undefined ? [] : checkTypeScript(inputOf(typescript, result, input, cwd));
}

/** One file of the outcome, as the user would type it. */
interface WrittenFile {
  readonly path: string;
  readonly proto?: string;
  readonly state: "written" | "unchanged";
}

/** All content first: what cannot be generated must not leave half of the files new. */
function writeAll(
  targets: readonly Target[],
  result: CompileResult,
  input: ProtoInput,
  cwd: string,
): readonly WrittenFile[] {
  const byFolder = new Map<string, GeneratedOutput[]>();
  for (const target of targets) {
    const outputs = byFolder.get(target.out) ?? [];
    byFolder.set(target.out, outputs);
    makeOutputs(target, inputOf(target, result, input, cwd), outputs);
  }
  return [...byFolder].flatMap(([out, outputs]) =>
    outputs.map(({ path, content, proto, isKept }) => {
      const isWritten = writeOutput(join(resolve(cwd, out), path), content, isKept);
      return {
        path: join(out, path).replaceAll("\\", "/"),
        ...(proto !== undefined && { proto: input.nameFile(proto) }),
        state: isWritten ? ("written" as const) : ("unchanged" as const),
      };
    }),
  );
}

/** Adds the files of `target` to those of others that are written to the same folder. */
function makeOutputs(target: Target, input: TargetInput, outputs: GeneratedOutput[]): void {
  if (input.files.length === 0) return;
  if (target.kind === "typescript") {
    outputs.push(...generateTypeScriptFiles(target, input));
  } else if (target.kind === "python") {
    outputs.push(...generatePython(target, input));
  } else {
    const contents = new Map(outputs.map(({ path, content }) => [path, content]));
    runPlugin(target, input, contents);
    const before = new Map(outputs.map((one) => [one.path, one]));
    outputs.length = 0;
    for (const [path, content] of contents) {
      const { proto, isKept = false } = before.get(path) ?? {};
      outputs.push({ path, content, proto, isKept });
    }
  }
}

function outcomeOf(outputs: readonly WrittenFile[]): Outcome {
  const written = outputs.filter((one) => one.state === "written");
  const unchanged = outputs.length - written.length;
  const rest = unchanged > 0 ? `, ${unchanged} up to date` : "";
  const sum =
    written.length === 0
      ? `${plural(unchanged, "file")} up to date`
      : `${plural(written.length, "file")} written${rest}`;
  return { text: [...written.map(({ path }) => path), sum].join("\n"), json: { files: outputs } };
}
