// Generating code, once or again after each change: what was compiled and written before is kept, so that a
// change costs what it touches.

import { join, resolve } from "node:path";
import {
  type Diagnostic,
  type FileSystem,
  IncrementalCompiler,
  type IncrementalResult,
  isWellKnownFile,
  unusedOverrides,
} from "@trunkline/compiler";
import { filePatterns, type Target } from "./config/index.js";
import type { ProtoInput } from "./proto-input.js";
import { findStaleOutputs, removeOutput } from "./stale-outputs.js";
import {
  checkTypeScript,
  type GeneratedOutput,
  generatePython,
  generateTypeScriptFiles,
  runPlugin,
  type TargetInput,
  typeScriptPaths,
} from "./target/index.js";
import { writeOutput } from "./write-outputs.js";

/** What one run found and did. */
export interface GenerateRun {
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
  readonly files: readonly WrittenFile[];
  /** Generated files that this run would not write any more, and that were not to be removed. */
  readonly stale: readonly string[];
  /** Names that policies are for and no file has; told once for the files that there are. */
  readonly unusedOverrides: readonly string[];
}

/** One file of the outcome, as the user would type it. */
export interface WrittenFile {
  readonly path: string;
  readonly proto?: string;
  readonly state: "written" | "unchanged" | "removed";
}

/** What is done about generated files that are no longer made: `ignore` where not all files are generated. */
export type StaleOutputs = "ignore" | "report" | "remove";

export interface SessionOptions {
  readonly targets: readonly Target[];
  readonly input: ProtoInput;
  readonly cwd: string;
  readonly programs: TargetInput["programs"];
  readonly staleOutputs: StaleOutputs;
}

export class GenerateSession {
  readonly #staleOutputs: StaleOutputs;
  readonly #targets: readonly Target[];
  readonly #cwd: string;
  readonly #programs: TargetInput["programs"];
  readonly #compiler: IncrementalCompiler;
  #input: ProtoInput;
  /** True when files have come or gone since the last run without errors, and before it. */
  #isListNew = true;
  /** Import paths of files whose code is not written yet. */
  readonly #pending = new Set<string>();
  /** What cannot be TypeScript, by import path of the file that it was found for. */
  readonly #problems = new Map<string, readonly Diagnostic[]>();
  /** Import paths of files whose code was made before, for each target. */
  readonly #done = new Map<Target, Set<string>>();

  constructor({ targets, input, cwd, programs, staleOutputs }: SessionOptions) {
    this.#staleOutputs = staleOutputs;
    this.#programs = programs;
    this.#targets = targets;
    this.#cwd = cwd;
    this.#input = input;
    const fileSystem: FileSystem = {
      read: (path) => this.#input.fileSystem.read(path),
      list: () => this.#input.fileSystem.list?.() ?? [],
    };
    this.#compiler = new IncrementalCompiler({
      fileSystem,
      isPrecompiled: input.descriptors !== undefined,
    });
  }

  /** Takes what there is to compile now, where files have come or gone. */
  replaceInput(input: ProtoInput): void {
    if (input !== this.#input) this.#isListNew = true;
    this.#input = input;
  }

  /** True when one of these import paths is no longer what was compiled. */
  isStale(paths: readonly string[]): boolean {
    return this.#compiler.isStale(paths);
  }

  nameFile(path: string): string {
    return this.#input.nameFile(path);
  }

  /**
   * Compiles what is new and writes its code, or nothing where there is an error. `changed` are the import
   * paths of files that may be new since the last run; without it all are looked at. Ends before another begins.
   *
   * @throws UsageError when a program is not there or fails, or a file cannot be written.
   */
  async run(changed?: readonly string[]): Promise<GenerateRun> {
    const files = this.#input.files.filter((path) => !isWellKnownFile(path)).sort();
    const result = this.#compiler.compile(files, changed);
    for (const { path } of result.touched) this.#pending.add(path);
    this.#check(result);
    const diagnostics = [...result.diagnostics, ...[...this.#problems.values()].flat()];
    const hasErrors = diagnostics.some((one) => one.severity === "error");
    if (hasErrors) return { diagnostics, hasErrors, files: [], stale: [], unusedOverrides: [] };
    const written = await this.#writeAll(result);
    this.#pending.clear();
    const done = { diagnostics, hasErrors, files: written, stale: [], unusedOverrides: [] };
    // What is not asked for now may be there all the same.
    if (this.#staleOutputs === "ignore" || !this.#isListNew) return done;
    this.#isListNew = false;
    const stale = this.#findStale(result);
    const unusedOverrides = this.#findUnusedOverrides(result);
    if (this.#staleOutputs === "report") {
      return { ...done, stale: stale.map(({ path }) => path), unusedOverrides };
    }
    for (const { folder, name } of stale) removeOutput(folder, name);
    const removed = stale.map(({ path }) => ({ path, state: "removed" as const }));
    return { ...done, files: [...written, ...removed], unusedOverrides };
  }

  #findUnusedOverrides(result: IncrementalResult): readonly string[] {
    return this.#targets.flatMap((target) =>
      target.kind === "typescript" ? unusedOverrides(target.policies, result.files) : [],
    );
  }

  /** TypeScript of files that are gone or no longer chosen, by the folder that it is in. */
  #findStale(result: IncrementalResult): readonly StaleFile[] {
    const current = new Map<string, Set<string>>();
    for (const target of this.#targets.filter(({ kind }) => kind === "typescript")) {
      const files = result.files.filter(({ path }) => filePatterns(target.files)(path));
      const paths = current.get(target.out) ?? new Set();
      current.set(target.out, paths);
      for (const path of typeScriptPaths({ ...this.#inputOf(target, result), files }))
        paths.add(path);
    }
    return [...current].flatMap(([out, paths]) => {
      const folder = resolve(this.#cwd, out);
      return findStaleOutputs(folder, paths).map((name) => ({
        folder,
        name,
        path: displayed(out, name),
      }));
    });
  }

  #check(result: IncrementalResult): void {
    const targets = this.#targets.filter(({ kind }) => kind === "typescript");
    const paths = new Set(result.files.map(({ path }) => path));
    for (const path of this.#problems.keys()) {
      if (!paths.has(path) || this.#pending.has(path)) this.#problems.delete(path);
    }
    for (const file of result.touched) {
      const target = targets.find(({ files }) => filePatterns(files)(file.path));
      if (target === undefined) continue;
      const input = { ...this.#inputOf(target, result), files: [file], isDone: () => true };
      const found = checkTypeScript(input);
      if (found.length > 0) this.#problems.set(file.path, found);
    }
  }

  /** What a target gets of what was compiled. */
  #inputOf(target: Target, result: IncrementalResult): TargetInput {
    const isChosen = filePatterns(target.files);
    const done = this.#done.get(target);
    return {
      result,
      input: this.#input,
      cwd: this.#cwd,
      programs: this.#programs,
      files: result.files.filter(({ path }) => this.#pending.has(path) && isChosen(path)),
      isDone: (path) => (done?.has(path) ?? false) && !this.#pending.has(path),
    };
  }

  /** All content first: what cannot be generated must not leave half of the files new. */
  async #writeAll(result: IncrementalResult): Promise<readonly WrittenFile[]> {
    const byFolder = new Map<string, GeneratedOutput[]>();
    for (const target of this.#targets) {
      const outputs = byFolder.get(target.out) ?? [];
      byFolder.set(target.out, outputs);
      await this.#makeOutputs(target, this.#inputOf(target, result), outputs);
    }
    return [...byFolder].flatMap(([out, outputs]) =>
      outputs.map(({ path, content, proto, isKept }) => {
        const isWritten = writeOutput(join(resolve(this.#cwd, out), path), content, isKept);
        return {
          path: displayed(out, path),
          ...(proto !== undefined && { proto: this.nameFile(proto) }),
          state: isWritten ? ("written" as const) : ("unchanged" as const),
        };
      }),
    );
  }

  /** Adds the files of `target` to those of others that are written to the same folder. */
  async #makeOutputs(
    target: Target,
    input: TargetInput,
    outputs: GeneratedOutput[],
  ): Promise<void> {
    if (input.files.length === 0) return;
    if (target.kind === "typescript") {
      const made = generateTypeScriptFiles(target, input);
      outputs.push(...made);
      const done = this.#done.get(target) ?? new Set();
      this.#done.set(target, done);
      for (const { proto } of made) if (proto !== undefined) done.add(proto);
    } else if (target.kind === "python") {
      outputs.push(...(await generatePython(target, input)));
    } else {
      await runIntoOutputs(target, input, outputs);
    }
  }
}

interface StaleFile {
  readonly folder: string;
  /** From the folder on. */
  readonly name: string;
  /** As the user would type it. */
  readonly path: string;
}

function displayed(out: string, path: string): string {
  return join(out, path).replaceAll("\\", "/");
}

/** A plugin may write files, and insert into those that are there. */
async function runIntoOutputs(
  target: Target & { readonly kind: "plugin" },
  input: TargetInput,
  outputs: GeneratedOutput[],
): Promise<void> {
  const before = new Map(outputs.map((one) => [one.path, one]));
  const contents = new Map(outputs.map(({ path, content }) => [path, content]));
  await runPlugin(target, input, contents);
  outputs.length = 0;
  for (const [path, content] of contents) {
    const { proto, isKept = false } = before.get(path) ?? {};
    outputs.push({ path, content, proto, isKept });
  }
}
