// What comes out of a run of the compiler.

import type { FileNode } from "../ast/index.js";
import type { FileDescriptor } from "../descriptor/index.js";
import type { Diagnostic } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { InterpretedOptions } from "./interpretation/index.js";

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
