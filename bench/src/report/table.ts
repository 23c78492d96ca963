// Results for people: a table a case, with a bar for each subject.

import type { Result } from "../run/result.js";

const BAR_WIDTH = 30;

/** A figure with as many digits as it is worth, and thousands told apart. */
export function figure(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A bar of `share` (0 to 1) of the full width; never empty. */
export function bar(share: number, width: number = BAR_WIDTH): string {
  const eighths = Math.max(1, Math.round(share * width * 8));
  const last = eighths % 8;
  return "█".repeat(eighths >> 3) + (last === 0 ? "" : "▏▎▍▌▋▊▉"[last - 1]);
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Rows as lines with every column as wide as its widest cell; columns in `rightAligned` end flush. */
export function align(
  rows: readonly (readonly string[])[],
  rightAligned: readonly number[],
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) =>
        rightAligned.includes(column)
          ? cell.padStart(widths[column]!)
          : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

/** The results of one case and one measure, best first, as lines. */
export function caseTable(results: readonly Result[]): string[] {
  const first = results[0]!;
  const { isLessBetter } = first;
  const sorted = results.toSorted((a, b) => (isLessBetter ? a.value - b.value : b.value - a.value));
  const longest = Math.max(...results.map((result) => result.value));
  const rows = sorted.map((result) => [
    result.subject,
    figure(result.value),
    result.unit,
    `±${percent(result.spread / 2)}`,
    bar(result.value / longest),
    markOf(result),
  ]);
  const load = generatorLine(results);
  return [
    `${first.case}${isLessBetter ? " (less is better)" : ""}`,
    ...align(rows, [1, 3]).map((line) => `  ${line}`),
    ...(load === undefined || isLessBetter ? [] : [`  ${load}`]),
    ...ratioLine(results),
  ];
}

/** What a reader of one figure must know; empty where that is nothing. */
export function markOf({ generatorLimited, coreShared }: Result): string {
  if (generatorLimited === true) return "generator-limited";
  return coreShared === true ? "core shared" : "";
}

/** Who made the load of a case and how busy it was; undefined where nobody did. */
export function generatorLine(results: readonly Result[]): string | undefined {
  const shares = results
    .map((result) => result.generatorShare)
    .filter((share) => share !== undefined);
  if (shares.length === 0) return undefined;
  const range = `${percent(Math.min(...shares))} to ${percent(Math.max(...shares))}`;
  return `load from ${results[0]!.generator}: ${range} of a core`;
}

/** How far we are ahead of whom, and whether that is what was aimed at. */
export function ratioLine(results: readonly Result[]): string[] {
  const ours = results.find((result) => result.ratios !== undefined);
  const names = Object.keys(ours?.ratios ?? {}).filter((name) => name !== "fastest");
  if (ours === undefined) return [];
  const verdict = ours.limit === undefined ? [] : [`  ${limitText(ours)}`];
  if (names.length === 0) return verdict;
  return [
    `  ${ours.subject} is ${names.map((name) => ratioText(ours, name)).join(", ")}`,
    ...verdict,
  ];
}

/** Our ratio to a peer, with what it is to be: `13.1 × node:http2 (target 12: met)`. */
function ratioText({ ratios = {}, targets = {} }: Result, name: string): string {
  const ratio = ratios[name]!;
  const target = targets[name];
  const text = `${figure(ratio)} × ${name}`;
  return target === undefined
    ? text
    : `${text} (target ${target}: ${ratio >= target ? "met" : "MISSED"})`;
}

/** Our value beside what it may be: `17.1 KiB of at most 24: met`. */
export function limitText({ value, unit, limit = Infinity }: Result): string {
  return `${figure(value)} ${unit} of at most ${figure(limit)}: ${value <= limit ? "met" : "MISSED"}`;
}

/** Results grouped by case, in the order in which they were measured. */
export function byCase(results: readonly Result[]): Result[][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const group = groups.get(result.case);
    if (group === undefined) groups.set(result.case, [result]);
    else group.push(result);
  }
  return [...groups.values()];
}
