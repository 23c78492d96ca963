// What linking one file needs at hand: its names, what it may see, and where findings go.

import type { Extent, NameNode, OptionNode } from "../ast/index.js";
import type {
  Edition,
  EnumValueDescriptor,
  ExtensionDescriptor,
  FieldLike,
  FileDescriptor,
  MessageDescriptor,
} from "../descriptor/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { DeclaredRange } from "./declared-range.js";
import type { DeclaredSupport } from "./declared-support.js";
import { filesForOptions, type LoadedFile, visibleFiles } from "./loaded-file.js";
import type { Mutable } from "./mutable.js";
import type { PackageScope, Scope } from "./scope.js";

/** Syntax that declares something. */
export interface NamedNode extends Extent {
  /** Undefined for a file without a package statement. */
  readonly name: NameNode | undefined;
}

/** What all files of a run share. */
export interface Run {
  readonly root: PackageScope;
  readonly diagnostics: DiagnosticCollector;
  /** See CompileOptions. */
  readonly isPrecompiled: boolean;
  /** By file, the syntax that each descriptor was made from. */
  readonly nodes: Map<LoadedFile, Map<object, NamedNode>>;
  /** Extensions of each message by number. */
  readonly extensions: Map<MessageDescriptor, Map<number, ExtensionDescriptor>>;
  /** What the extension ranges of each message declare. */
  readonly declaredRanges: Map<MessageDescriptor, readonly DeclaredRange[]>;
  /** What fields and enum values say of their use as options; most say nothing. */
  readonly support: Map<FieldLike | EnumValueDescriptor, DeclaredSupport>;
  /** Where the name of a descriptor stands. */
  spanOf(descriptor: object): Span | undefined;
}

/** One file being linked. */
export class FileLink {
  readonly run: Run;
  readonly descriptor: Mutable<FileDescriptor>;
  readonly file: LoadedFile;
  readonly diagnostics: DiagnosticCollector;
  readonly edition: Edition;
  /** The syntax that each descriptor of the file was made from. */
  readonly nodes: Map<object, NamedNode> = new Map();
  /** Files whose names may be used, but for those imported for options only. */
  readonly visible: ReadonlySet<LoadedFile>;
  /** Files whose names options may use: those imported for options too. */
  readonly visibleToOptions: ReadonlySet<LoadedFile>;
  /** Files whose names were used: the others' imports are not needed. */
  readonly used: Set<LoadedFile> = new Set();
  /** True when the name of a type or an option means nothing: what it was meant to be may be in any file. */
  hasUnknownName = false;
  /** The message that holds the options being interpreted: `FieldOptions`. Undefined within an Any. */
  optionsType: string | undefined;
  /** True when a label that proto2 demands is missing somewhere. */
  hasMissingLabel = false;
  /** Options that have been reported on: what they would mean is of no interest. */
  readonly refusedOptions: Set<OptionNode> = new Set();
  /** How many more suggestions to look for: each compares a name with all in sight. */
  suggestionsLeft = 200;
  /** Types that may be named, for suggestions; gathered when the first is wanted. */
  typeNames: readonly string[] | undefined;
  readonly #packages = new Map<Scope, boolean>();

  constructor(run: Run, file: LoadedFile, descriptor: Mutable<FileDescriptor>) {
    this.run = run;
    this.descriptor = descriptor;
    this.file = file;
    this.diagnostics = run.diagnostics;
    this.edition = descriptor.edition;
    run.nodes.set(file, this.nodes);
    this.visible = visibleFiles(file);
    this.visibleToOptions = filesForOptions(this.file, this.visible);
  }

  /** True when a file in sight adds to the package. */
  seesPackage(scope: PackageScope): boolean {
    let isSeen = this.#packages.get(scope);
    if (isSeen === undefined) {
      const [few, many] =
        scope.files.size < this.visible.size
          ? [scope.files, this.visible]
          : [this.visible, scope.files];
      isSeen = [...few].some((file) => many.has(file));
      this.#packages.set(scope, isSeen);
    }
    return isSeen;
  }

  /** The same for the names in options. */
  seesPackageForOptions(scope: PackageScope): boolean {
    if (this.seesPackage(scope)) return true;
    return (
      this.visibleToOptions !== this.visible &&
      [...scope.files].some((file) => this.visibleToOptions.has(file))
    );
  }

  /** True when `name` may have been declared in text that could not be read, or in a file that is not there. */
  isLost(name: string): boolean {
    const parts = name.split(".");
    for (const { lacksImports, node } of this.visibleToOptions) {
      if (lacksImports || parts.some((part) => node.lostNames.has(part))) return true;
    }
    return false;
  }

  span({ start, end }: Extent): Span {
    return { file: this.file.node.source, start, end };
  }
}
