// What goes into a run of the compiler, and what comes out.

import type { FileNode } from "../ast/index.js";
import type { FileDescriptor } from "../descriptor/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { FileSystem } from "./file-system.js";
import type { InterpretedOptions } from "./interpretation/index.js";
import type { CompilerLimits } from "./limits.js";

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
