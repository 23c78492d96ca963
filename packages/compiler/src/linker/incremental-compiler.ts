// Compiling the same files again and again, as a watcher or an editor does: what a change does not touch is
// neither read nor parsed nor linked again.
//
// A change touches the changed files and all that import them, directly or not. Those are compiled as a run
// of their own, with what they import, and take the place of what they were. Two things are known only to a
// run of all files: that a name or number is also taken in a file that neither side imports, and where a
// name that is missing could be found. So a clash or an error makes the run one of all files; the result is
// always that of compile(), but for the order of warnings.

import type { FileDescriptor } from "../descriptor/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import type { CompileResult } from "./compile-result.js";
import type { SourceReader } from "./file-system.js";
import { NameOwners } from "./name-owners.js";
import type { CompileOptions } from "./options.js";
import type { ParsedFile } from "./parsed-file.js";
import { type CompilerRun, runCompiler, withWellKnownFiles } from "./run-compiler.js";

export interface IncrementalResult extends CompileResult {
  /** Those of `files` that are new since the last result without errors; all of them in the first. */
  readonly touched: readonly FileDescriptor[];
}

/** A file as it came out of the last run that touched it. */
interface CompiledFile {
  readonly descriptor: FileDescriptor;
  readonly result: CompileResult;
  readonly warnings: readonly Diagnostic[];
  /** How many files the result has, with those that its run only imported. */
  readonly resultSize: number;
}

/**
 * Results are kept as long as one file is of them. Where they have so many times the files that there are, and
 * a few more, a run of all files makes them one: that takes long, and should be rare.
 */
const MAX_RESULT_SHARE = 4;
const MAX_RESULT_FILES = 1_000;

/**
 * Keeps what it has compiled.
 *
 * @example
 * const compiler = new IncrementalCompiler({ fileSystem });
 * compiler.compile(["a.proto", "b.proto"]);
 * compiler.compile(["a.proto", "b.proto"], ["b.proto"]).touched; // b, and a where it imports b
 */
export class IncrementalCompiler {
  readonly #options: CompileOptions;
  readonly #reader: SourceReader;
  readonly #parsed = new Map<string, ParsedFile>();
  /** Paths that changed since the last run without errors. */
  readonly #changed = new Set<string>();
  /** What the last run without errors left; empty before the first. */
  #compiled = new Map<string, CompiledFile>();
  #asked: ReadonlySet<string> = new Set();
  #owners = new NameOwners();

  constructor(options: CompileOptions) {
    this.#options = options;
    const { fileSystem, readsWellKnownFiles = false } = options;
    this.#reader = withWellKnownFiles(fileSystem, readsWellKnownFiles);
  }

  /**
   * Compiles `files`, paths as an import would name them. `changed` are the paths that may be different from
   * the last time, come or gone; without it all are compared.
   */
  compile(files: readonly string[], changed?: readonly string[]): IncrementalResult {
    for (const path of changed ?? [...this.#parsed.keys()]) this.#look(path);
    const asked = new Set(files);
    return this.#compilePart(asked) ?? this.#compileAll(asked);
  }

  /** True when one of `paths` was compiled and is no longer what it was. */
  isStale(paths: readonly string[]): boolean {
    return paths.some((path) => {
      const known = this.#parsed.get(path);
      if (known === undefined) return false;
      const bytes = this.#reader.read(path);
      return bytes === undefined || !areEqual(bytes, known.bytes);
    });
  }

  /** Forgets a file whose bytes are no longer those that were parsed. */
  #look(path: string): void {
    if (!this.isStale([path])) return;
    this.#parsed.delete(path);
    this.#changed.add(path);
  }

  /** A run of what changes touch; undefined where only one of all files can tell. */
  #compilePart(asked: ReadonlySet<string>): IncrementalResult | undefined {
    const isAsBefore = [...this.#asked].every((path) => asked.has(path));
    if (this.#compiled.size === 0 || !isAsBefore || this.#keepsTooMuch()) return undefined;
    const touched = this.#touchedBy(asked);
    const files = [...asked].filter((path) => touched.has(path));
    if (files.length === 0) {
      this.#changed.clear();
      return this.#resultOf(asked, touched);
    }
    const run = runCompiler(files, this.#options, this.#parsed);
    if (run.hasErrors) return undefined;
    for (const path of touched) {
      const before = this.#compiled.get(path);
      if (before !== undefined) this.#owners.remove(before.descriptor);
    }
    const fresh = [...run.linked].filter(
      ([path]) => touched.has(path) || !this.#compiled.has(path),
    );
    if (fresh.some(([, descriptor]) => this.#owners.clashes(descriptor))) return undefined;
    this.#keep(run, fresh);
    this.#changed.clear();
    this.#asked = asked;
    return this.#resultOf(asked, touched);
  }

  #compileAll(asked: ReadonlySet<string>): IncrementalResult {
    const run = runCompiler([...asked], this.#options, this.#parsed);
    if (run.hasErrors) {
      // What was there before stays what the next change is compared with, if it still is what it was.
      this.#rebuildOwners();
      return { ...run.result, touched: [] };
    }
    this.#compiled = new Map();
    this.#owners = new NameOwners();
    this.#keep(run, [...run.linked]);
    this.#changed.clear();
    this.#asked = asked;
    return { ...run.result, touched: run.result.files };
  }

  /** Changed and new files, and all that import one of them. */
  #touchedBy(asked: ReadonlySet<string>): ReadonlySet<string> {
    const importers = new Map<string, string[]>();
    for (const [path, { descriptor }] of this.#compiled) {
      for (const { file } of descriptor.imports) {
        const known = importers.get(file.path);
        if (known === undefined) importers.set(file.path, [path]);
        else known.push(path);
      }
    }
    const isNew = (path: string) => !this.#compiled.has(path) || !this.#asked.has(path);
    const touched = new Set([...this.#changed, ...[...asked].filter(isNew)]);
    for (const path of touched) {
      for (const importer of importers.get(path) ?? []) touched.add(importer);
    }
    return touched;
  }

  #keep(
    { result, linked }: CompilerRun,
    files: readonly (readonly [string, FileDescriptor])[],
  ): void {
    const warnings = new Map<string, Diagnostic[]>();
    for (const one of result.diagnostics) {
      const known = warnings.get(one.file);
      if (known === undefined) warnings.set(one.file, [one]);
      else known.push(one);
    }
    for (const [path, descriptor] of files) {
      const found = warnings.get(path) ?? [];
      // Newer results come later.
      this.#compiled.delete(path);
      this.#compiled.set(path, { descriptor, result, warnings: found, resultSize: linked.size });
      this.#owners.add(descriptor);
    }
  }

  #rebuildOwners(): void {
    this.#owners = new NameOwners();
    for (const { descriptor } of this.#compiled.values()) this.#owners.add(descriptor);
  }

  #keepsTooMuch(): boolean {
    const sizes = new Map(
      [...this.#compiled.values()].map(({ result, resultSize }) => [result, resultSize]),
    );
    const kept = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    return kept > this.#compiled.size * MAX_RESULT_SHARE + MAX_RESULT_FILES;
  }

  #resultOf(asked: ReadonlySet<string>, touched: ReadonlySet<string>): IncrementalResult {
    const all = [...this.#compiled.values()];
    // What is asked about is new, most of all.
    const results = [...new Set(all.map(({ result }) => result))].reverse();
    const files = [...asked].map((path) => this.#compiled.get(path)!.descriptor);
    const firstOf = <T>(ask: (result: CompileResult) => T | undefined): T | undefined => {
      for (const result of results) {
        const answer = ask(result);
        if (answer !== undefined) return answer;
      }
      return undefined;
    };
    return {
      files,
      touched: files.filter(({ path }) => touched.has(path)),
      diagnostics: all.flatMap(({ warnings }) => warnings),
      spanOf: (descriptor) => firstOf((result) => result.spanOf(descriptor)),
      optionsOf: (element) => firstOf((result) => result.optionsOf(element)),
      syntaxOf: ({ path }) => this.#parsed.get(path)?.node,
      isDescriptorProtoLoaded: results.some((result) => result.isDescriptorProtoLoaded),
    };
  }
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
