// One run of the front end: load, parse, link. compile() is one with nothing from before, and
// IncrementalCompiler one after another.

import type { FileDescriptor } from "../descriptor/index.js";
import { DiagnosticCollector } from "../diagnostic/index.js";
import type { CompileResult } from "./compile-result.js";
import { createSourceReader, type FileSystem, type SourceReader } from "./file-system.js";
import { DEFAULT_COMPILER_LIMITS } from "./limits.js";
import { linkFiles } from "./link-files.js";
import { loadFiles } from "./load-files.js";
import type { CompileOptions } from "./options.js";
import type { ParsedFile } from "./parsed-file.js";
import { readWellKnownFile } from "./well-known/index.js";

export interface CompilerRun {
  readonly result: CompileResult;
  /** All files of the run, imported ones included, by path; sound only where no error was reported. */
  readonly linked: ReadonlyMap<string, FileDescriptor>;
  readonly hasErrors: boolean;
}

/** Files that `parsed` has are not read; those that are read are added to it. */
export function runCompiler(
  asked: readonly string[],
  options: CompileOptions,
  parsed: Map<string, ParsedFile>,
): CompilerRun {
  const limits = { ...DEFAULT_COMPILER_LIMITS, ...options.limits };
  const collector = new DiagnosticCollector(limits.maxDiagnostics);
  const paths = [...new Set(asked)];
  const { fileSystem, readsWellKnownFiles = false } = options;
  const reader = withWellKnownFiles(fileSystem, readsWellKnownFiles);
  const run = { limits, diagnostics: collector, isPrecompiled: options.isPrecompiled ?? false };
  const loaded = loadFiles(paths, reader, { ...run, parsed });
  const { files, spanOf, options: interpreted } = linkFiles(loaded, run);
  // Files asked for come first in the report, then those they import.
  const order = [...paths, ...loaded.map((file) => file.path)];
  const nodes = new Map(loaded.map((file) => [file.path, file.node]));
  const { hasErrors } = collector;
  return {
    result: {
      files: hasErrors ? [] : paths.map((path) => files.get(path)!),
      diagnostics: collector.inOrder([...new Set(order)]),
      spanOf,
      optionsOf: (element) => interpreted.get(element),
      syntaxOf: ({ path }) => nodes.get(path),
      isDescriptorProtoLoaded: files.has("google/protobuf/descriptor.proto"),
    },
    linked: files,
    hasErrors,
  };
}

export function withWellKnownFiles(fileSystem: FileSystem, isAskedFirst: boolean): SourceReader {
  const { read, list } = createSourceReader(fileSystem);
  return {
    read: (path) =>
      isAskedFirst
        ? (read(path) ?? readWellKnownFile(path))
        : (readWellKnownFile(path) ?? read(path)),
    list,
  };
}
