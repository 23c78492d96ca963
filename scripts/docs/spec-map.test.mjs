import assert from "node:assert/strict";
import { test } from "node:test";
import { filesBySection, mapProblems, renderMap, sectionsIn, sectionsOfTest } from "./spec-map.mjs";

const specification = {
  spec: "RFC 1",
  tests: "test/spec/one",
  sections: [
    ["1", "First"],
    ["1.1", "Of it"],
    ["2", "Second"],
    ["3", "Third"],
    ["C", "Examples"],
  ],
  untested: { 3: [["", "A heading"]] },
};

test("sectionsIn() reads single references, lists, ranges and those cut by a line's end", () => {
  for (const [text, expected] of [
    ["// As RFC 1 §1.1 says", ["1.1"]],
    ["RFC 1 §1, §2", ["1", "2"]],
    ['RFC 1 §1 "closed", §2', ["1", "2"]],
    ["RFC 1 §1 to §2", ["1", "1.1", "2"]],
    ["RFC 1 §1.1 and\n// §3", ["1.1", "3"]],
    ["RFC 1 §3. And §2", ["3"]],
    ["RFC 12 §1, RFC 2 §2, §3", []],
  ]) {
    assert.deepEqual([...sectionsIn(text, specification)], expected, text);
  }
});

test("sectionsOfTest() adds the sections of the file's name and those named without a document", () => {
  const of = (name, text) => [...sectionsOfTest(`test/spec/one/${name}`, text, specification)];
  assert.deepEqual(of("1.1-of-it.test.ts", 'test("§2: x (RFC 7 §3)")'), ["1.1", "2"]);
  assert.deepEqual(of("1-1.1-both.test.ts", ""), ["1", "1.1"]);
  assert.deepEqual(of("appendix-c-examples.test.ts", ""), ["C"]);
});

const files = new Map([
  ["packages/a/src/a.ts", "// RFC 1 §1"],
  ["packages/a/src/a.test.ts", "// RFC 1 §1.1"],
  ["packages/a/src/a.testing.ts", "// RFC 1 §1.1"],
  ["test/spec/one/2-second.test.ts", "// Also §C"],
  ["test/spec/one/frames.ts", "// RFC 1 §1.1"],
]);

test("filesBySection() tells sources from tests, and leaves out what only supports tests", () => {
  const rows = filesBySection(files, specification);
  assert.deepEqual(rows.get("1"), { sources: ["packages/a/src/a.ts"], tests: [] });
  assert.deepEqual(rows.get("1.1"), { sources: [], tests: ["packages/a/src/a.test.ts"] });
  assert.deepEqual(rows.get("C"), { sources: [], tests: ["test/spec/one/2-second.test.ts"] });
});

test("mapProblems() names sections without test or reason, and a map that is out of date", () => {
  const missing = "RFC 1 §1 has no test, and no reason for that";
  const map = renderMap(files, [specification]);
  assert.match(map, /\| §1 \| First \| \[a\]\(\.\.\/packages\/a\/src\/a\.ts\) \|/);
  assert.deepEqual(mapProblems(map, files, [specification]), [missing]);
  assert.deepEqual(mapProblems(`${map}x`, files, [specification]), [
    missing,
    "docs/spec-map.md is not what the files say: npm run spec-map writes it anew",
  ]);
});
