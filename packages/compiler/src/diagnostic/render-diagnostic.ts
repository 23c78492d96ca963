// A diagnostic as text for people: the sentence, where it is, the source with carets, and what to do.
//
//   error: field number 4 in message "Order" is already used by "price"
//     --> proto/shop/v1/order.proto:14:17
//      |
//   11 |   Money price = 4;
//      |                 - "price" has it here
//   14 |   string note = 4;
//      |                 ^ used again here
//      = help: the next free number is 7

import type { SourceFile, Span } from "../source/index.js";
import type { Diagnostic } from "./diagnostic.js";
import { layOutLine } from "./source-line.js";

export interface RenderOptions {
  /** ANSI colours; false by default. Only for terminals. */
  readonly color?: boolean;
  /** What to call a file; its import path by default. */
  readonly nameFile?: (path: string) => string;
}

interface Mark {
  readonly span: Span;
  readonly text: string;
  readonly isPrimary: boolean;
}

/** All lines, each ended with "\n". */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = options.color ? paintAnsi : paintNothing;
  const nameFile = options.nameFile ?? ((path: string) => path);
  const { severity, message, span, help } = diagnostic;
  const tone: Tone = severity === "error" ? "red" : "yellow";
  const lines = [`${paint(severity, tone)}${paint(`: ${message}`, "bold")}`];
  const groups = groupByFile(diagnostic);
  const gutter = String(Math.max(0, ...groups.flatMap((g) => g.map(lineOf)))).length;
  const indent = " ".repeat(gutter);
  const bar = paint("|", "blue");

  if (span === undefined) {
    lines.push(`${indent}${paint("-->", "blue")} ${nameFile(diagnostic.file)}`);
  }
  for (const [index, marks] of groups.entries()) {
    const first = marks.find((mark) => mark.isPrimary) ?? marks[0]!;
    const { line, column } = first.span.file.positionOf(first.span.start);
    const arrow = paint(index === 0 ? "-->" : ":::", "blue");
    lines.push(`${indent}${arrow} ${nameFile(first.span.file.path)}:${line}:${column}`);
    lines.push(`${indent} ${bar}`);
    let shown = 0;
    for (const mark of marks) {
      const number = lineOf(mark);
      const { text, column: from, width } = layOutLine(mark.span, number);
      if (number !== shown) {
        lines.push(`${paint(String(number).padStart(gutter), "blue")} ${bar} ${text}`.trimEnd());
      }
      shown = number;
      const carets = (mark.isPrimary ? "^" : "-").repeat(width);
      const note = mark.text === "" ? carets : `${carets} ${mark.text}`;
      const painted = paint(note, mark.isPrimary ? tone : "blue");
      lines.push(`${indent} ${bar} ${" ".repeat(from)}${painted}`);
    }
  }
  if (help !== undefined) lines.push(`${indent} ${paint("=", "blue")} help: ${help}`);
  return `${lines.join("\n")}\n`;
}

/** The marks of each file, the diagnostic's own file first, in the order of their lines. */
function groupByFile({ span, label, related }: Diagnostic): Mark[][] {
  const groups = new Map<SourceFile, Mark[]>();
  const add = (mark: Mark) => {
    const group = groups.get(mark.span.file);
    if (group === undefined) groups.set(mark.span.file, [mark]);
    else group.push(mark);
  };
  if (span !== undefined) add({ span, text: label, isPrimary: true });
  for (const one of related) add({ ...one, isPrimary: false });
  return [...groups.values()].map((marks) => marks.sort((a, b) => a.span.start - b.span.start));
}

function lineOf({ span }: Mark): number {
  return span.file.positionOf(span.start).line;
}

type Tone = "red" | "yellow" | "blue" | "bold";

const ANSI: { readonly [T in Tone]: string } = {
  red: "1;31",
  yellow: "1;33",
  blue: "1;34",
  bold: "1",
};

function paintAnsi(text: string, tone: Tone): string {
  return `\u001b[${ANSI[tone]}m${text}\u001b[0m`;
}

function paintNothing(text: string): string {
  return text;
}
