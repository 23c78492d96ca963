// The compiler's front end in one call: paths in, descriptors and diagnostics out.

import type { FileNode } from "../ast/index.js";
import type { FileDescriptor } from "../descriptor/index.js";
import { type Diagnostic, DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { FileSystem } from "./file-system.js";
import type { InterpretedOptions } from "./interpretation/index.js";
import { type CompilerLimits, DEFAULT_COMPILER_LIMITS } from "./limits.js";
import { linkFiles } from "./link-files.js";
import { loadFiles } from "./load-files.js";
import { readWellKnownFile } from "./well-known/index.js";

export interface CompileInput {
  /** Paths as an import would name them, relative to the proto directory: `user/v1/user.proto`. */
  readonly files: readonly string[];
  /** Not asked for the well-known types (`google/protobuf/timestamp.proto` and so on), which are built in. */
  readonly fileSystem: FileSystem;
  /**
   * Ask the file system for well-known files too, and take those built in only where it has none. For
   * descriptors with the comments of the files at hand. Default: false.
   */
  readonly readsWellKnownFiles?: boolean;
  readonly limits?: Partial<CompilerLimits>;
}

export interface CompileResult {
  /** One for each path asked for, in that order; none when there is an error. Imports hang below them. */
  readonly files: readonly FileDescriptor[];
  /** All findings of the run, warnings too, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the name of a descriptor of `files`, or of any part of one, stands in its source. */
  spanOf(descriptor: object): Span | undefined;
  /**
   * What the options of a descriptor say, or of one range of a message's extensions; undefined where it has
   * none.
   */
  optionsOf(element: object): InterpretedOptions | undefined;
  /** The syntax of one of `files`, or of one that these import. */
  syntaxOf(file: FileDescriptor): FileNode | undefined;
  /** True when google/protobuf/descriptor.proto is among the files of the run. */
  readonly isDescriptorProtoLoaded: boolean;
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
  const fileSystem = withWellKnownFiles(input.fileSystem, input.readsWellKnownFiles ?? false);
  const loaded = loadFiles(paths, fileSystem, limits, collector);
  const { files, spanOf, options } = linkFiles(loaded, limits, collector);
  // Files asked for come first in the report, then those they import.
  const order = [...paths, ...loaded.map((file) => file.path)];
  return {
    files: collector.hasErrors ? [] : paths.map((path) => files.get(path)!),
    diagnostics: collector.inOrder([...new Set(order)]),
    spanOf,
    optionsOf: (element) => options.get(element),
    syntaxOf: ({ path }) => loaded.find((file) => file.path === path)?.node,
    isDescriptorProtoLoaded: files.has("google/protobuf/descriptor.proto"),
  };
}

function withWellKnownFiles(fileSystem: FileSystem, isAskedFirst: boolean): FileSystem {
  return {
    ...fileSystem,
    read: (path) =>
      isAskedFirst
        ? (fileSystem.read(path) ?? readWellKnownFile(path))
        : (readWellKnownFile(path) ?? fileSystem.read(path)),
    list: () => fileSystem.list?.() ?? [],
  };
}
