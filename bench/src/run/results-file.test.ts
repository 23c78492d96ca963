import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Result } from "./result.js";
import { addResults, readResults } from "./results-file.js";

function resultOf(suite: string, name: string): Result {
  const figures = { value: 1, unit: "MiB/s", isLessBetter: false, spread: 0, rounds: 5 };
  return { suite, case: name, subject: "trunkline", ...figures };
}

test("readResults() gives what addResults() left of the suite, in its order", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "results-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "results.jsonl");
  assert.deepEqual(readResults(path, "bulk"), []);
  addResults(path, [resultOf("bulk", "a"), resultOf("memory", "b")]);
  addResults(path, [resultOf("bulk", "c")]);
  assert.deepEqual(readResults(path, "bulk"), [resultOf("bulk", "a"), resultOf("bulk", "c")]);
});

for (const line of ["no JSON", "null", '{"suite":"bulk","case":"a","subject":"trunkline"}']) {
  test(`readResults() refuses a file with the line ${line}`, (context) => {
    const folder = mkdtempSync(join(tmpdir(), "results-"));
    context.after(() => rmSync(folder, { recursive: true }));
    const path = join(folder, "results.jsonl");
    addResults(path, [resultOf("bulk", "a")]);
    appendFileSync(path, `${line}\n`);
    assert.throws(() => readResults(path, "bulk"), /line 2 is no result of a benchmark/);
  });
}
