// Lines and columns as SourceCodeInfo counts them: both from 0, columns in bytes of UTF-8, a tab reaching
// to the next multiple of 8.

import type { SourceFile } from "../../source/index.js";

const TAB_WIDTH = 8;
const NEWLINE = 10;
const TAB = 9;

export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/** The lines of one text. Most are plain: their columns are offsets. */
export class LineTable {
  readonly #text: string;
  readonly #starts: number[] = [0];
  /** Lines with a tab or a character past ASCII. */
  readonly #uneven = new Set<number>();
  #firstColumn = 0;
  /** The line found last: places are asked for in the order of the file, nearly. */
  #last = 0;

  constructor({ text, hasByteOrderMark }: SourceFile) {
    this.#text = text;
    if (hasByteOrderMark) {
      // Its three bytes count.
      this.#firstColumn = 3;
      this.#uneven.add(0);
    }
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) this.#starts.push(at + 1);
      else if (code === TAB || code > 0x7f) this.#uneven.add(this.#starts.length - 1);
    }
  }

  at(offset: number): LineColumn {
    const line = this.#lineOf(offset);
    const start = this.#starts[line]!;
    const column = this.#uneven.has(line) ? this.#measure(start, offset) : offset - start;
    return { line, column };
  }

  #lineOf(offset: number): number {
    const starts = this.#starts;
    let line = this.#last;
    if (starts[line]! > offset) line = 0;
    if (offset - starts[line]! > 4096 || line === 0) {
      let low = line;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= offset) low = middle;
        else high = middle - 1;
      }
      line = low;
    }
    while (line + 1 < starts.length && starts[line + 1]! <= offset) line++;
    this.#last = line;
    return line;
  }

  #measure(start: number, end: number): number {
    let column = start === 0 ? this.#firstColumn : 0;
    for (let at = start; at < end; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === TAB) column += TAB_WIDTH - (column % TAB_WIDTH);
      else if (code < 0x80) column++;
      else if (code < 0x800) column += 2;
      // Each half of a pair counts for two of the four bytes.
      else column += code >= 0xd800 && code <= 0xdfff ? 2 : 3;
    }
    return column;
  }
}
