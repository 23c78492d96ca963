import assert from "node:assert/strict";
import { test } from "node:test";
import { readTotals } from "./connect-output.mjs";

test("readTotals() reads a run in which all is well", () => {
  const totals = readTotals("Total cases: 12\n12 passed, 0 failed\n", 12);
  assert.deepEqual(totals, { passed: 12, failed: 0, expectedFailures: 0, problems: [] });
});

test("readTotals() tells what failed, and what was to fail", () => {
  const output = `FAILED: Errors/unary/first:
	actual code 2 does not match
	expected code 3
INFO: Errors/unary/second failed (as expected):
	no headers
FAILED: Errors/unary/third was expected to fail but did not

Total cases: 6
3 passed, 2 failed
(Another 1 failed as expected due to being known failures/flakes.)
`;
  const { problems, ...counts } = readTotals(output, 6);
  assert.deepEqual(counts, { passed: 3, failed: 2, expectedFailures: 1 });
  assert.deepEqual(problems, [
    "Errors/unary/first:\n\tactual code 2 does not match\n\texpected code 3",
    "Errors/unary/third was expected to fail but did not",
  ]);
});

test("readTotals() counts lost cases as failed", () => {
  const lost = readTotals("Total cases: 10\n10 passed, 0 failed\n", 12);
  assert.equal(lost.failed, 2);
  assert.deepEqual(lost.problems, ["it ran 10 cases: expected 12"]);
  assert.equal(readTotals("Total cases: 13\n13 passed, 0 failed\n", 12).failed, 1);
});

test("readTotals() takes output without totals for a failure of everything", () => {
  const { passed, failed, problems } = readTotals("panic: no such file\n", 12);
  assert.deepEqual([passed, failed], [0, 12]);
  assert.match(problems[0], /panic: no such file/);
});
