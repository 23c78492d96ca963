import assert from "node:assert/strict";
import { test } from "node:test";
import { countSuites } from "./output.mjs";

const summary = (word, passed, skipped, failed) =>
  `CONFORMANCE SUITE ${word}: ${passed} successes, ${skipped} skipped, 0 expected failures, ${failed} unexpected failures.`;

test("countSuites() counts what has passed in each part", () => {
  const output = `BEGIN\n\n${summary("PASSED", 5567, 0, 0)}\n\nBEGIN\n${summary("PASSED", 883, 0, 0)}\n`;
  assert.deepEqual(countSuites(output, [5567, 883]), [
    { name: "binary and JSON", passed: 5567, failed: 0, problems: [] },
    { name: "text", passed: 883, failed: 0, problems: [] },
  ]);
});

test("countSuites() takes for failed what was skipped, what was lost and what did not run", () => {
  const output = `ERROR, test=Required.A: wrong\n${summary("FAILED", 5560, 4, 1)}\n`;
  const [first, second] = countSuites(output, [5567, 883]);
  assert.equal(first.failed, 7);
  assert.deepEqual(first.problems, ["ERROR, test=Required.A: wrong"]);
  assert.equal(second.failed, 883);
});
