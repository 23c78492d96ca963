// What a run noticed that stands in no .proto file: told after its outcome, which it does not change.

import type { Terminal } from "../deps/index.js";
import { type ErrorFormat, ownsStandardOutput } from "./error-format.js";

export interface Notice {
  /** A sentence. */
  readonly message: string;
  /** What it is about, a line each. */
  readonly items: readonly string[];
  readonly help: string;
}

/** So many items are named to people; programs get all. */
const MAX_ITEMS = 10;

/** Prints it where there are lines for people; the documents of programs have it in their own form. */
export function printNotice(notice: Notice, format: ErrorFormat, terminal: Terminal): void {
  const { message, items, help } = notice;
  if (ownsStandardOutput(format)) return;
  if (format === "github-actions") {
    const data = `${message}: ${items.join(", ")}\n${help}`;
    const escaped = data.replaceAll("%", "%25").replaceAll("\n", "%0A");
    terminal.writeError(`::warning::${escaped}\n`);
    return;
  }
  const more = items.length - MAX_ITEMS;
  const lines = [
    `warning: ${message}`,
    ...items.slice(0, MAX_ITEMS).map((item) => `  ${item}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    `  = help: ${help}`,
  ];
  terminal.writeError(`${lines.join("\n")}\n`);
}
