// What linking one file needs at hand: its names, what it may see, and where findings go.

import type { Extent } from "../ast/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import type { DeclaredFile } from "./declare.js";
import { type LoadedFile, visibleFiles } from "./loaded-file.js";
import type { PackageScope, Scope } from "./scope.js";

/** What all files of a run share. */
export interface Run {
  readonly root: PackageScope;
  readonly diagnostics: DiagnosticCollector;
  /** Where each descriptor's name stands. */
  readonly spans: Map<object, Span>;
}

/** One file being linked. */
export class FileLink {
  readonly run: Run;
  readonly declared: DeclaredFile;
  readonly file: LoadedFile;
  readonly diagnostics: DiagnosticCollector;
  /** Files whose names may be used. */
  readonly visible: ReadonlySet<LoadedFile>;
  /** Files whose names were used: the others' imports are not needed. */
  readonly used: Set<LoadedFile> = new Set();
  /** How many more suggestions to look for: each compares a name with all in sight. */
  suggestionsLeft = 200;
  /** Types that may be named, for suggestions; gathered when the first is wanted. */
  typeNames: readonly string[] | undefined;
  readonly #packages = new Map<Scope, boolean>();

  constructor(run: Run, declared: DeclaredFile) {
    this.run = run;
    this.declared = declared;
    this.file = declared.file;
    this.diagnostics = run.diagnostics;
    this.visible = visibleFiles(declared.file);
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

  span({ start, end }: Extent): Span {
    return { file: this.file.node.source, start, end };
  }
}
