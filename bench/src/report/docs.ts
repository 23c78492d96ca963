// Puts measured figures into docs/performance.md, so that no figure there is typed by hand.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { repositoryPath } from "@trunkline/interop";
import type { Result } from "../run/result.js";
import type { Suite } from "../suite/suite.js";
import { describeMachine } from "./machine.js";
import { byCase, figure, generatorLine, limitText, markOf, percent, ratioLine } from "./table.js";

const PAGE = "docs/performance.md";
const HEAD = `# Performance

Measured with \`npm run bench\`, which anybody can repeat; \`--write-docs\` writes the tables below. Figures of
one table come from one run in which the subjects took turns. Compare ratios: absolute figures move with
the machine. "Spread" is the distance between the best and the worst round, as a share of the median.
`;

function section(suite: Suite, results: readonly Result[], leftOut: readonly string[]): string {
  const lines = [
    `## ${suite.title}`,
    "",
    `${new Date().toISOString().slice(0, 10)}, ${describeMachine()}. Medians of ${results[0]?.rounds} rounds.`,
    ...leftOut.map((reason) => `Left out: ${reason}.`),
    "",
    suite.notes,
  ];
  for (const group of byCase(results)) {
    const ours = group.find((result) => result.ratios !== undefined);
    if (isSummary(group)) {
      const verdict = ratioLine(group).map((line) => `${line.trim()}.`);
      lines.push("", `### ${group[0]!.case}`, "", ...verdict);
      continue;
    }
    const hasTargets = ours?.targets !== undefined;
    const rows = group.map((result) => {
      const { subject, value, spread } = result;
      const mark = markOf(result);
      return [
        subject,
        `${figure(value)}${mark === "" ? "" : ` (${mark})`}`,
        percent(spread),
        ours?.ratios?.[subject] === undefined ? "" : `${figure(ours.ratios[subject])} ×`,
        ...(hasTargets
          ? [ours.targets[subject] === undefined ? "" : `${ours.targets[subject]} ×`]
          : []),
      ];
    });
    const header = ["subject", group[0]!.unit, "spread", "trunkline is"];
    const table = [
      [...header, ...(hasTargets ? ["target"] : [])],
      ["---", "---:", "---:", "---:", ...(hasTargets ? ["---:"] : [])],
      ...rows,
    ];
    lines.push(
      "",
      `### ${group[0]!.case}`,
      "",
      ...table.map((cells) => `| ${cells.join(" | ")} |`),
    );
    if (ours?.limit !== undefined) lines.push("", `${limitText(ours)}.`);
    const load = generatorLine(group);
    if (load !== undefined && !group[0]!.isLessBetter) lines.push("", `With ${load}.`);
  }
  return lines.join("\n");
}

/** A line of our own that is compared with none of the lines beside it. */
function isSummary(group: readonly Result[]): boolean {
  return group.length === 1 && Object.keys(group[0]!.ratios ?? {}).length > 0;
}

/** Replaces the suite's section of the page, or adds it. Returns the page's path. */
export function writeDocs(
  suite: Suite,
  results: readonly Result[],
  leftOut: readonly string[],
): string {
  const path = repositoryPath(PAGE);
  const page = existsSync(path) ? readFileSync(path, "utf8") : HEAD;
  const begin = `<!-- bench ${suite.name} -->`;
  const end = `<!-- end of bench ${suite.name} -->`;
  const text = `${begin}\n\n${section(suite, results, leftOut)}\n\n${end}`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  const written =
    from >= 0 && to > from
      ? page.slice(0, from) + text + page.slice(to + end.length)
      : `${page.trimEnd()}\n\n${text}\n`;
  writeFileSync(path, written);
  return PAGE;
}
