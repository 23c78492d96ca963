// A source line as a terminal can show it: tabs as spaces, control characters visible and harmless,
// wide characters counted as two columns, and a line too long cut to the part around the mark.

import type { Span } from "../source/index.js";

/** Columns of source shown at most; a minified line would bury the message. */
const MAX_COLUMNS = 120;
const TAB_COLUMNS = 4;

export interface LaidOutLine {
  readonly text: string;
  /** Columns before the mark. */
  readonly column: number;
  /** Columns of the mark, at least 1. */
  readonly width: number;
}

/** Lays out line `line`, in which `span` starts; a span that goes on past its end is cut there. */
export function layOutLine(span: Span, line: number): LaidOutLine {
  const { start, text } = span.file.lineAt(line);
  const from = Math.min(span.start - start, text.length);
  const to = Math.max(from, Math.min(span.end - start, text.length));
  // Nothing further than this can be shown, and a line may be megabytes long.
  const cutFrom = Math.max(0, from - MAX_COLUMNS);
  const before = showable(text.slice(cutFrom, from));
  const marked = showable(text.slice(from, Math.min(to, from + MAX_COLUMNS)));
  const after = showable(text.slice(to, to + MAX_COLUMNS));
  const width = Math.max(1, columnsOf(marked));
  if (cutFrom === 0 && columnsOf(before) + width + columnsOf(after) <= MAX_COLUMNS) {
    return { text: `${before}${marked}${after}`, column: columnsOf(before), width };
  }
  const lead = [...before].slice(-MAX_COLUMNS / 3).join("");
  const isLeadWhole = cutFrom === 0 && lead === before;
  const shownLead = isLeadWhole ? lead : `...${lead}`;
  const room = Math.max(0, MAX_COLUMNS - columnsOf(shownLead) - width);
  const tail = [...after].slice(0, room).join("");
  const isTailWhole = tail === after && to + MAX_COLUMNS >= text.length;
  return {
    text: `${shownLead}${marked}${tail}${isTailWhole ? "" : "..."}`,
    column: columnsOf(shownLead),
    width,
  };
}

function showable(text: string): string {
  // What is left of a surrogate pair at a cut, and control characters, must not reach a terminal.
  return text
    .replaceAll("\t", " ".repeat(TAB_COLUMNS))
    .replace(/\p{Cc}|\p{Cs}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide(character) ? 2 : isMark(character) ? 0 : 1;
  return columns;
}

function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
    character,
  );
}

function isMark(character: string): boolean {
  return /\p{Mn}|\p{Me}/u.test(character);
}
