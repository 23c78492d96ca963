// What is printed about an attack: for people a paragraph, for programs one object.

import type { Attack } from "./attack.js";
import { endings } from "./judges.js";
import { sumCounts } from "./outcome.js";
import type { Measured } from "./run-attack.js";
import type { Verdict } from "./verdict.js";

const MIB = 2 ** 20;

/** The result as one line of JSON. */
export function reportLine(attack: Attack, measured: Measured, verdict: Verdict): object {
  const { outcome, before, attacked, after, cpuShare, victim } = measured;
  const { connections } = outcome;
  const last = connections.find(({ endedBy }) => endedBy === "server");
  return {
    suite: "attacks",
    case: attack.name,
    passed: verdict.problems.length === 0,
    problems: verdict.problems,
    connections: connections.length,
    endings: endings(outcome),
    goAwayText: last?.goAways.at(-1)?.text ?? null,
    facts: outcome.facts,
    framesUntilEnd: last?.framesSent ?? null,
    msUntilEnd: last?.openMs ?? null,
    answers: sumCounts(connections.map((record) => record.answers)),
    resets: sumCounts(connections.map((record) => record.resets)),
    framesSent: connections.reduce((sum, { framesSent }) => sum + framesSent, 0),
    growthMiB: measured.grownBytes / MIB,
    leftMiB: measured.leftBytes / MIB,
    cpuShare: cpuShare.attacked,
    cpuShareBefore: cpuShare.before,
    p99Ms: attacked.p99Ms,
    p99MsBefore: before.p99Ms,
    p99MsAfter: after.p99Ms,
    timed: verdict.isTimed,
    bounds: verdict.bounds,
    serverStats: victim.stats,
  };
}

/** The result as a paragraph. */
export function reportText(
  attack: Attack,
  measured: Measured,
  verdict: Verdict,
  tries: number,
): string {
  const { outcome, before, attacked, cpuShare, victim } = measured;
  const { bounds, problems } = verdict;
  const { connections } = outcome;
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const sent = connections.reduce((sum, { framesSent }) => sum + framesSent, 0);
  const counts = (name: string, items: Readonly<Record<string, number>>) => {
    const text = Object.entries(items).map(([key, count]) => `${key} × ${number(count)}`);
    return text.length === 0 ? "" : `; ${name} ${text.join(", ")}`;
  };
  const first = connections.find(({ endedBy }) => endedBy === "server");
  const said = first?.goAways.at(-1)?.text;
  const answers = counts("answers", sumCounts(connections.map((record) => record.answers)));
  const resets = counts("resets", sumCounts(connections.map((record) => record.resets)));
  const lines = [
    `${problems.length === 0 ? "ok    " : "FAILED"}  ${attack.name}: ${attack.does}`,
    `${number(connections.length)} connections, ${number(sent)} frames${counts("ended by", endings(outcome))}${resets}${answers}`,
    ...(first === undefined
      ? []
      : [
          `the first ended after ${number(first.framesSent)} frames and ${first.openMs.toFixed(0)} ms${said === undefined ? "" : `: "${said}"`}`,
        ]),
    ...outcome.facts,
    `memory +${mib(measured.grownBytes)} (at most ${bounds.growthMiB}), afterwards ${mib(measured.leftBytes)} (at most ${bounds.leftMiB}); handlers at once ${number(victim.mostRunning)}`,
    `CPU ${percent(cpuShare.attacked)} of a core, ${percent(cpuShare.before)} before (${verdict.isTimed ? `at most ${percent(bounds.cpuShare)} more` : "not judged"}); client p99 ${attacked.p99Ms.toFixed(2)} ms, ${before.p99Ms.toFixed(2)} before (${(attacked.p99Ms / before.p99Ms).toFixed(1)} times${verdict.isTimed ? `, at most ${bounds.p99Ratio}` : ""})`,
    ...(tries > 1 ? [`tried ${tries} times, for CPU time or latency`] : []),
    ...problems.map((problem) => `problem: ${problem}`),
  ];
  return lines.join("\n        ");
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}
