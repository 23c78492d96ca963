// One .proto file as text, with the way from offsets to lines and columns.
//
// Offsets are UTF-16 units of `text`, the cheapest unit to lex with; people get lines and columns, both
// from 1, columns counted in characters (code points). Lines end with "\n"; a "\r" before it belongs to
// no line. Any position costs two binary searches: a file may be one line of megabytes.

/** Where an offset is for a reader: both count from 1, the column in characters. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's path as it is imported, and its text. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  /** Whether the bytes began with a byte order mark, which is no part of the text. */
  readonly hasByteOrderMark: boolean;
  #index: { readonly lineStarts: number[]; readonly pairs: number[] } | undefined;

  constructor(path: string, text: string, hasByteOrderMark = false) {
    this.path = path;
    this.text = text;
    this.hasByteOrderMark = hasByteOrderMark;
  }

  /** The line and column of `offset`; an offset past the end is the end. */
  positionOf(offset: number): Position {
    const { lineStarts, pairs } = this.#indexed();
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = countUpTo(lineStarts, at);
    const start = lineStarts[line - 1]!;
    const pairsBefore = countUpTo(pairs, at - 1) - countUpTo(pairs, start - 1);
    return { line, column: at - start - pairsBefore + 1 };
  }

  /** Line `line` (from 1) without its line end: where it starts, and its text. */
  lineAt(line: number): { readonly start: number; readonly text: string } {
    const { lineStarts } = this.#indexed();
    const start = lineStarts[line - 1] ?? this.text.length;
    const next = lineStarts[line];
    let end = next === undefined ? this.text.length : next - 1;
    if (end > start && this.text.charCodeAt(end - 1) === 0x0d) end--;
    return { start, text: this.text.slice(start, end) };
  }

  /** Where lines start, and where characters are that take two units; made at the first question. */
  #indexed(): { readonly lineStarts: number[]; readonly pairs: number[] } {
    if (this.#index === undefined) {
      const lineStarts = [0];
      for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) {
        lineStarts.push(at + 1);
      }
      const pairs: number[] = [];
      for (const match of this.text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) pairs.push(match.index);
      this.#index = { lineStarts, pairs };
    }
    return this.#index;
  }
}

/** How many of the sorted `values` are at most `limit`. */
function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
