// The compiler's front end in one call: paths in, descriptors and diagnostics out.

import type { FileDescriptor } from "../descriptor/index.js";
import { type Diagnostic, DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { FileSystem } from "./file-system.js";
import { type CompilerLimits, DEFAULT_COMPILER_LIMITS } from "./limits.js";
import { linkFiles } from "./link-files.js";
import { loadFiles } from "./load-files.js";

export interface CompileInput {
  /** Paths as an import would name them, relative to the proto directory: `user/v1/user.proto`. */
  readonly files: readonly string[];
  /** Not asked for the well-known types (`google/protobuf/timestamp.proto` and so on): these are built in. */
  readonly fileSystem: FileSystem;
  readonly limits?: Partial<CompilerLimits>;
}

export interface CompileResult {
  /** One for each path asked for, in that order; none when there is an error. Imports hang below them. */
  readonly files: readonly FileDescriptor[];
  /** All findings of the run, warnings too, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the name of a descriptor of `files`, or of any part of one, stands in its source. */
  spanOf(descriptor: object): Span | undefined;
}

/**
 * Parses and links `input.files` and all they import. Does no I/O but `fileSystem.read`, and never throws
 * for what files say: that is what `diagnostics` are for.
 *
 * @example
 * const { files, diagnostics } = compileFiles({
 *   files: ["hello.proto"],
 *   fileSystem: { read: (path) => sources.get(path) },
 * });
 */
export function compileFiles(input: CompileInput): CompileResult {
  const limits = { ...DEFAULT_COMPILER_LIMITS, ...input.limits };
  const collector = new DiagnosticCollector(limits.maxDiagnostics);
  const paths = [...new Set(input.files)];
  const loaded = loadFiles(paths, input.fileSystem, limits, collector);
  const { files, spanOf } = linkFiles(loaded, limits, collector);
  // Files asked for come first in the report, then those they import.
  const order = [...paths, ...loaded.map((file) => file.path)];
  return {
    files: collector.hasErrors ? [] : paths.map((path) => files.get(path)!),
    diagnostics: collector.inOrder([...new Set(order)]),
    spanOf,
  };
}
