// Collects the places of a file's elements in the order in which protoc's parser comes to them.

import type { CommentsNode, Extent, OptionNode } from "../../ast/index.js";
import type { SourceFile } from "../../source/index.js";
import { LineTable } from "./line-table.js";

/** Field numbers and indexes from FileDescriptorProto to an element. */
export type Path = readonly number[];

/** SourceCodeInfo's Location. */
export interface Location {
  readonly path: Path;
  /** First line and column, last line where it is another, end column. */
  readonly span: readonly number[];
  readonly comments: CommentsNode | undefined;
}

export class Recorder {
  readonly locations: Location[] = [];
  readonly text: string;
  readonly #lines: LineTable;
  readonly #optionPath: (option: OptionNode) => Path | undefined;

  /** `optionPath` tells where in its options message an option is. */
  constructor(source: SourceFile, optionPath: (option: OptionNode) => Path | undefined) {
    this.text = source.text;
    this.#lines = new LineTable(source);
    this.#optionPath = optionPath;
  }

  add(path: Path, { start, end }: Extent, comments?: CommentsNode): void {
    const from = this.#lines.at(start);
    // What has no tokens, a file of comments alone, ends where the file starts.
    const to = end > start ? this.#lines.at(end) : { line: 0, column: 0 };
    const span =
      from.line === to.line
        ? [from.line, from.column, to.column]
        : [from.line, from.column, to.line, to.column];
    this.locations.push({ path, span, comments });
  }

  /** `option name = value;` on the element at `path`, whose options are field `number`. */
  optionStatement(path: Path, number: number, option: OptionNode): void {
    const options = [...path, number];
    this.add(options, option);
    this.#option(options, option);
  }

  /** `[ … ]`. Entries for which `special` is true it has recorded itself. */
  optionList(
    path: Path,
    number: number,
    brackets: Extent | undefined,
    options: readonly OptionNode[],
    special: (option: OptionNode) => boolean = () => false,
  ): void {
    if (brackets === undefined) return;
    const list = [...path, number];
    this.add(list, brackets);
    for (const option of options) if (!special(option)) this.#option(list, option);
  }

  #option(options: Path, option: OptionNode): void {
    const path = this.#optionPath(option);
    if (path !== undefined) this.add([...options, ...path], option, option.comments);
  }
}
