import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { attacks } from "./attacks.js";
import { type Row, readPage, readResults, withFigures, withList } from "./docs.js";

const row: Row = {
  case: "some-flood",
  passed: true,
  timed: true,
  endings: { ENHANCE_YOUR_CALM: 60, "not ended": 1 },
  growthMiB: 12.34,
  cpuShare: 0.256,
  cpuShareBefore: 0.08,
  p99Ms: 3,
  p99MsBefore: 1.2,
  facts: [],
};

test("docs/security.md lists every attack: npm run attacks -- --write-docs", () => {
  assert.equal(readPage(), withList(readPage(), attacks));
});

test("attacks have names of their own", () => {
  const names = attacks.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});

test("withFigures() has a line for each attack, and what some have to say below", () => {
  const page = "a\n<!-- figures -->\nold\n<!-- end of figures -->\nb\n";
  const good = { ...row, case: "good", passed: false, timed: false, facts: ["20,000 calls/s"] };
  assert.deepEqual(withFigures(page, [row, good], "a machine; today").split("\n"), [
    "a",
    "<!-- figures -->",
    "",
    "Measured on a machine; today.",
    "",
    "| attack | connections ended by | memory | CPU | client's p99 | times |",
    "| --- | --- | --- | --- | --- | --- |",
    "| `some-flood` | ENHANCE_YOUR_CALM × 60, not ended × 1 | +12.3 MiB | 8 % → 26 % | 1.20 → 3.00 ms | 2.5 |",
    "| `good` (failed) | ENHANCE_YOUR_CALM × 60, not ended × 1 | +12.3 MiB | 8 % → 26 % | 1.20 → 3.00 ms | not judged |",
    "",
    "- `good`: 20,000 calls/s.",
    "",
    "<!-- end of figures -->",
    "b",
    "",
  ]);
  assert.throws(() => withFigures("a page without figures", [row], ""), /Cannot find "<!-- fig/);
});

test("readResults() takes the rows of several runs, and the machine of the last", () => {
  const folder = mkdtempSync(join(tmpdir(), "attacks-"));
  try {
    const files = ["one", "two"].map((name) => {
      const file = join(folder, name);
      const sum = { suite: "attacks", passed: 1, failed: 0, machine: `machine ${name}` };
      const lines = ["> npm said something", { ...row, case: name }, sum].map((line) =>
        typeof line === "string" ? line : JSON.stringify(line),
      );
      writeFileSync(file, lines.join("\n"));
      return file;
    });
    const { rows, machine } = readResults(files);
    assert.deepEqual(
      rows.map((each) => each.case),
      ["one", "two"],
    );
    assert.equal(machine, "machine two");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
