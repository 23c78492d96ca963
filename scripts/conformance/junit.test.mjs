import assert from "node:assert/strict";
import { test } from "node:test";
import { countCases } from "./junit.mjs";

const report = `<testsuites>
  <testsuite name="6.9. WINDOW_UPDATE" tests="4" failures="0">
    <testcase package="http2/6.9" classname="Is fine" time="0.1"></testcase>
    <testcase package="http2/6.9" classname="Is fine too" time="0.1"/>
    <testcase package="http2/6.9" classname="Is wrong" time="2">
      <failure>Expected: &lt;testcase&gt;</failure>
    </testcase>
    <testcase package="http2/6.9" classname="Is left out" time="0"><skipped></skipped></testcase>
  </testsuite>
</testsuites>`;

test("countCases() counts each case by what is in it, whatever the totals say", () => {
  assert.deepEqual(countCases(report, 4), {
    passed: 2,
    failed: 1,
    skipped: 1,
    problems: ["failed: http2/6.9 Is wrong", "skipped: http2/6.9 Is left out"],
  });
});

test("countCases() fails a report that has lost cases, by as many as are missing", () => {
  const { failed, problems } = countCases(report, 146);
  assert.equal(failed, 1 + 142);
  assert.equal(problems.at(-1), "it ran 4 cases: expected 146");
});

test("countCases() fails a report with cases that are not accounted for", () => {
  assert.equal(countCases(report, 3).failed, 2);
});

test("countCases() fails an empty report", () => {
  assert.equal(countCases("", 146).failed, 146);
});
