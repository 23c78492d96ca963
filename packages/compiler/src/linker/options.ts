// What is said about a run of the compiler besides the files.

import type { FileSystem } from "./file-system.js";
import type { CompilerLimits } from "./limits.js";

export interface CompileOptions {
  /** Not asked for the well-known types (`google/protobuf/timestamp.proto` and so on), which are built in. */
  readonly fileSystem: FileSystem;
  /**
   * Ask the file system for well-known files too, and take those built in only where it has none. For
   * descriptors with the comments of the files at hand. Default: false.
   */
  readonly readsWellKnownFiles?: boolean;
  /**
   * The files were compiled before, as those of a descriptor set: what their authors had to keep to is not asked
   * again, namely naming style, limits and visibility, whose features no descriptor need have. Default: false.
   */
  readonly isPrecompiled?: boolean;
  readonly limits?: Partial<CompilerLimits>;
}
