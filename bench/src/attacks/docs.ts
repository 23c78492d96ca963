// The list of attacks in docs/security.md, so that the page and the program name the same.

import { readFileSync, writeFileSync } from "node:fs";
import { repositoryPath } from "@trunkline/interop";
import type { Attack } from "./attack.js";

export const PAGE = "docs/security.md";
const BEGIN = "<!-- attacks -->";
const END = "<!-- end of attacks -->";

/** The page as it has to be. */
export function withList(page: string, attacks: readonly Attack[]): string {
  const items = attacks.map(({ name, does, reference, defence }) => {
    const known = reference === undefined ? "" : ` (${reference})`;
    return `- \`${name}\`${known}: ${does}. _Defence:_ ${defence}.`;
  });
  const text = [BEGIN, "", ...items, "", END].join("\n");
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from < 0 || to < from) throw new TypeError(`Cannot find "${BEGIN}" and "${END}" in ${PAGE}`);
  return page.slice(0, from) + text + page.slice(to + END.length);
}

export function readPage(): string {
  return readFileSync(repositoryPath(PAGE), "utf8");
}

export function writePage(attacks: readonly Attack[]): void {
  writeFileSync(repositoryPath(PAGE), withList(readPage(), attacks));
}
