// From the paths asked for to all files they need, each parsed once, imported ones before importing ones.
//
// The walk over imports keeps its own stack: a chain of ten thousand files is no deeper than one.

import type { FileNode, ImportNode } from "../ast/index.js";
import { EDITIONS, type Edition } from "../descriptor/index.js";
import type { DiagnosticCollector } from "../diagnostic/index.js";
import type { Span } from "../source/index.js";
import * as errors from "./errors/index.js";
import type { SourceReader } from "./file-system.js";
import type { CompilerLimits } from "./limits.js";
import type { LoadedFile, LoadedImport } from "./loaded-file.js";
import { type ParsedFile, parseSource } from "./parsed-file.js";

/** A file whose imports are being followed. */
interface OpenFile {
  readonly path: string;
  readonly node: FileNode;
  readonly imports: LoadedImport[];
  lacksImports: boolean;
  readonly edition: Edition;
  readonly isSupported: boolean;
  /** Imports looked at, by path. */
  readonly seen: Map<string, ImportNode>;
  /** Index of the next import to follow. */
  next: number;
  /** The import being followed. */
  following: ImportNode | undefined;
}

/** Loads `paths` and everything they import, in an order where each file comes after its imports. */
export function loadFiles(
  paths: readonly string[],
  reader: SourceReader,
  run: LoadRun,
): readonly LoadedFile[] {
  return new FileLoader(reader, run).load(paths);
}

/** What a run has for loading its files. */
export interface LoadRun {
  readonly limits: CompilerLimits;
  readonly diagnostics: DiagnosticCollector;
  /** Files that need not be read; those that are read are added. */
  readonly parsed: Map<string, ParsedFile>;
}

class FileLoader {
  readonly #reader: SourceReader;
  readonly #limits: CompilerLimits;
  readonly #diagnostics: DiagnosticCollector;
  readonly #parsed: Map<string, ParsedFile>;
  /** Done files; undefined for paths that could not be read, so that each is reported once a place. */
  readonly #loaded = new Map<string, LoadedFile | undefined>();
  readonly #stack: OpenFile[] = [];
  readonly #openPaths = new Set<string>();

  constructor(reader: SourceReader, { limits, diagnostics, parsed }: LoadRun) {
    this.#reader = reader;
    this.#limits = limits;
    this.#diagnostics = diagnostics;
    this.#parsed = parsed;
  }

  load(paths: readonly string[]): readonly LoadedFile[] {
    for (const path of paths) {
      if (this.#loaded.has(path)) continue;
      if (!this.#open(path)) {
        this.#diagnostics.add(errors.fileNotFound(path));
        this.#loaded.set(path, undefined);
      }
      while (this.#stack.length > 0) this.#step(this.#stack.at(-1)!);
    }
    return [...this.#loaded.values()].filter((file) => file !== undefined);
  }

  /** Reads and parses a file and puts it on the stack; false where there is none. */
  #open(path: string): boolean {
    const parsed = this.#parse(path);
    if (parsed === undefined) return false;
    const { node } = parsed;
    for (const one of parsed.diagnostics) this.#diagnostics.add(one);
    const edition = this.#editionOf(node);
    const seen = new Map<string, ImportNode>();
    this.#stack.push({
      path,
      node,
      imports: [],
      lacksImports: false,
      edition: edition ?? EDITIONS.proto2,
      isSupported: edition !== undefined,
      seen,
      next: 0,
      following: undefined,
    });
    this.#openPaths.add(path);
    return true;
  }

  /** The file as it was kept, or read now; undefined where there is none. */
  #parse(path: string): ParsedFile | undefined {
    const kept = this.#parsed.get(path);
    if (kept !== undefined) return kept;
    const bytes = this.#reader.read(path);
    if (bytes === undefined) return undefined;
    const parsed = parseSource(path, bytes, this.#limits);
    this.#parsed.set(path, parsed);
    return parsed;
  }

  /** Follows the next import of the file on top of the stack, or closes it. */
  #step(open: OpenFile): void {
    const node = open.isSupported ? open.node.imports[open.next++] : undefined;
    if (node === undefined) {
      this.#stack.pop();
      this.#openPaths.delete(open.path);
      this.#loaded.set(open.path, open);
      return;
    }
    open.following = node;
    if (!this.#checkImport(open, node)) {
      open.lacksImports = true;
      return;
    }
    const path = node.path.value;
    if (!this.#loaded.has(path) && this.#open(path)) {
      // Comes back to this import once it is loaded.
      open.next--;
      return;
    }
    const file = this.#loaded.get(path);
    if (file !== undefined) {
      open.imports.push({ node, file });
      if (!file.isSupported) open.lacksImports = true;
      return;
    }
    open.lacksImports = true;
    this.#loaded.set(path, undefined);
    if (this.#diagnostics.isFull) return;
    const known = this.#reader.list();
    this.#diagnostics.add(errors.importNotFound(spanOf(open, node.path), path, known));
  }

  /** False when the import cannot be followed; says why. */
  #checkImport(open: OpenFile, node: ImportNode): boolean {
    const path = node.path.value;
    const at = spanOf(open, node.path);
    const first = open.seen.get(path) ?? node;
    open.seen.set(path, first);
    if (first !== node) {
      this.#diagnostics.add(errors.importedTwice(at, path, spanOf(open, first.path)));
    } else if (!isPlainPath(path)) {
      this.#diagnostics.add(errors.badImportPath(at, path));
    } else if (this.#openPaths.has(path)) {
      this.#diagnostics.add(errors.importCycle(this.#cycleFrom(path)));
    } else if (this.#loaded.size + this.#stack.length >= this.#limits.maxFiles) {
      if (!this.#loaded.has(path))
        this.#diagnostics.add(errors.tooManyFiles(at, this.#limits.maxFiles));
      return this.#loaded.has(path);
    } else {
      return true;
    }
    return false;
  }

  /** The imports that lead from the open file `path` back to it. */
  #cycleFrom(path: string): readonly Span[] {
    const from = this.#stack.findIndex((open) => open.path === path);
    return this.#stack.slice(from).map((open) => spanOf(open, open.following!.path));
  }

  /** The edition that a file says it is; undefined, and reported, where that is none. */
  #editionOf({ syntax, source, lostNames }: FileNode): Edition | undefined {
    if (syntax === undefined) {
      // Text that is not read is not a file without a syntax statement.
      const isRead = source.text.length <= this.#limits.maxFileLength;
      if (isRead && lostNames.size === 0) this.#diagnostics.add(errors.noSyntax(source));
      return isRead ? EDITIONS.proto2 : undefined;
    }
    const { keyword, value } = syntax;
    const at = { file: source, start: value.start, end: value.end };
    const known = keyword === "syntax" ? SYNTAXES : EDITION_NAMES;
    if (known.includes(value.value)) return EDITIONS[value.value as keyof typeof EDITIONS];
    this.#diagnostics.add(errors.unknownEdition(at, keyword, value.value, known));
    return undefined;
  }
}

const SYNTAXES: readonly string[] = ["proto2", "proto3"];
const EDITION_NAMES: readonly string[] = Object.keys(EDITIONS).filter(
  (name) => !SYNTAXES.includes(name),
);

/** No backslashes, no empty, `.` or `..` parts: one file has one path. */
function isPlainPath(path: string): boolean {
  if (path.includes("\\")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}

function spanOf(open: OpenFile, { start, end }: { start: number; end: number }): Span {
  return { file: open.node.source, start, end };
}
