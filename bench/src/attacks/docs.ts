// docs/security.md: the list of attacks, so that the page and the program name the same, and the figures of a
// run on a quiet machine.

import { readFileSync, writeFileSync } from "node:fs";
import { repositoryPath } from "@trunkline/interop";
import type { Attack } from "./attack.js";

export const PAGE = "docs/security.md";
const LIST = ["<!-- attacks -->", "<!-- end of attacks -->"] as const;
const FIGURES = ["<!-- figures -->", "<!-- end of figures -->"] as const;

/** What the table tells of one attack: fields of `reportLine`. */
export interface Row {
  readonly case: string;
  readonly passed: boolean;
  readonly timed: boolean;
  readonly endings: Readonly<Record<string, number>>;
  readonly growthMiB: number;
  readonly cpuShare: number;
  readonly cpuShareBefore: number;
  readonly p99Ms: number;
  readonly p99MsBefore: number;
  readonly facts: readonly string[];
}

/** The page with the list of `attacks` as it has to be. */
export function withList(page: string, attacks: readonly Attack[]): string {
  const items = attacks.map(({ name, does, reference, defence }) => {
    const known = reference === undefined ? "" : ` (${reference})`;
    return `- \`${name}\`${known}: ${does}. _Defence:_ ${defence}.`;
  });
  return between(page, LIST, items);
}

/** The page with the figures of `rows`. */
export function withFigures(page: string, rows: readonly Row[], machine: string): string {
  const head = ["attack", "connections ended by", "memory", "CPU", "client's p99", "times"];
  const lines = rows.map((row) => {
    const { cpuShare, cpuShareBefore, p99Ms, p99MsBefore } = row;
    const endings = Object.entries(row.endings).map(([how, count]) => `${how} × ${count}`);
    return [
      `\`${row.case}\`${row.passed ? "" : " (failed)"}`,
      endings.join(", "),
      `+${row.growthMiB.toFixed(1)} MiB`,
      `${percent(cpuShareBefore)} → ${percent(cpuShare)}`,
      `${p99MsBefore.toFixed(2)} → ${p99Ms.toFixed(2)} ms`,
      row.timed ? (p99Ms / p99MsBefore).toFixed(1) : "not judged",
    ];
  });
  const table = [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  const facts = rows.flatMap(({ case: name, facts }) =>
    facts.map((fact) => `- \`${name}\`: ${fact}.`),
  );
  return between(page, FIGURES, [
    `Measured on ${machine}.`,
    "",
    ...table,
    ...(facts.length > 0 ? ["", ...facts] : []),
  ]);
}

/** The rows of files that `npm run --silent attacks -- --json` has printed, and the machine that did. */
export function readResults(files: readonly string[]): {
  readonly rows: readonly Row[];
  readonly machine: string;
} {
  const objects = files
    .flatMap((file) => readFileSync(file, "utf8").split("\n"))
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Row & { readonly machine?: string });
  const machine = objects.findLast((each) => each.machine !== undefined)?.machine ?? "";
  return { rows: objects.filter((each) => each.case !== undefined), machine };
}

export function readPage(): string {
  return readFileSync(repositoryPath(PAGE), "utf8");
}

/** Writes the list, and the figures where there are any. */
export function writePage(attacks: readonly Attack[], rows: readonly Row[], machine: string): void {
  const order = attacks.map(({ name }) => name);
  const sorted = rows.toSorted((a, b) => order.indexOf(a.case) - order.indexOf(b.case));
  const page = withList(readPage(), attacks);
  const whole = sorted.length === 0 ? page : withFigures(page, sorted, machine);
  writeFileSync(repositoryPath(PAGE), whole);
}

function between(
  page: string,
  [begin, end]: readonly [string, string],
  lines: readonly string[],
): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new TypeError(`Cannot find "${begin}" and "${end}" in ${PAGE}`);
  return (
    page.slice(0, from) + [begin, "", ...lines, "", end].join("\n") + page.slice(to + end.length)
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
