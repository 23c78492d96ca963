// Results kept in a file, one JSON object a line, so that a suite can be measured in parts: where the machine
// is free for minutes only.

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { Result } from "./result.js";

/** The suite's results that earlier runs have left. @throws Error where a line is no result */
export function readResults(path: string, suite: string): Result[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line, at) => {
    if (line === "") return [];
    const result = parseResult(line);
    if (result === undefined) {
      throw new Error(`Cannot go on with ${path}: line ${at + 1} is no result of a benchmark`);
    }
    return result.suite === suite ? [result] : [];
  });
}

function parseResult(line: string): Result | undefined {
  try {
    const value = JSON.parse(line) as Partial<Result> | null;
    const { suite, case: name, subject } = value ?? {};
    const isResult = [suite, name, subject].every((text) => typeof text === "string");
    return isResult && typeof value?.value === "number" ? (value as Result) : undefined;
  } catch {
    return undefined;
  }
}

/** Adds results to the file. */
export function addResults(path: string, results: readonly Result[]): void {
  appendFileSync(path, results.map((result) => `${JSON.stringify(result)}\n`).join(""));
}
