// The official interoperability cases between all makes: what came of each as a table, a row a case and a column
// for each two makes.

import { arePeersRequired } from "../peers.mjs";

const makesOf = ({ client, server }) => `${client.name} to ${server.name}`;
const titleOf = (pair) => `${makesOf(pair)}, ${pair.security}`;

/**
 * Runs every pair whose programs can be had here. Problems go to standard error.
 *
 * @param {(title: string, counts: import("../run/counts.mjs").Counts) => void} onPair
 * @returns {Promise<{ counts: import("../run/counts.mjs").Counts, table: string }>}
 */
export async function runOfficial(onPair) {
  const { cases } = await import("../../interop/dist/official/cases.js");
  const { pairs, runPair } = await import("../../interop/dist/official/pairs.js");
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** What came of each case, by the makes: first in plaintext, then over TLS. */
  const columns = new Map();
  for (const pair of pairs) {
    const missing = pair.client.missing() ?? pair.server.missing();
    if (missing !== undefined) {
      console.error(`${titleOf(pair)} is left out: ${missing}`);
      counts[arePeersRequired() ? "failed" : "skipped"] += 1;
      continue;
    }
    const own = { passed: 0, failed: 0, skipped: 0 };
    const column = columns.get(makesOf(pair)) ?? new Map();
    columns.set(makesOf(pair), column);
    const startedAt = performance.now();
    for await (const { testCase, problem } of runPair(pair)) {
      const state = problem === undefined ? "ok" : "FAILED";
      column.set(testCase, [...(column.get(testCase) ?? []), state]);
      own[problem === undefined ? "passed" : "failed"] += 1;
      if (problem !== undefined) console.error(`${titleOf(pair)}: ${testCase}: ${problem}`);
    }
    for (const key of Object.keys(counts)) counts[key] += own[key];
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.error(`${titleOf(pair)}: ${own.passed} passed, ${own.failed} failed in ${seconds} s`);
    onPair(titleOf(pair), own);
  }
  return { counts, table: tableOf(Object.keys(cases), columns) };
}

function tableOf(cases, columns) {
  const rows = [["plaintext, TLS", ...columns.keys()]];
  for (const name of cases) {
    rows.push([name, ...[...columns.values()].map((each) => each.get(name)?.join(", ") ?? "-")]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`)
    .join("\n");
}
