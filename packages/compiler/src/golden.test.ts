// The golden corpus: each folder of testdata/front-end/ is compiled as a whole; what is said about it is in its
// expected.txt. UPDATE_GOLDEN=1 writes those files anew, to be read as a diff.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { renderDiagnostic } from "./diagnostic/index.js";
import { diskFileSystem, goldenCases } from "./golden-cases.testing.js";
import { compile } from "./linker/index.js";

for (const { name, folder, files } of goldenCases()) {
  test(`compile() says of ${name} what is expected`, () => {
    const { diagnostics } = compile(files, { fileSystem: diskFileSystem(folder, files) });
    const rendered = diagnostics.map((one) => renderDiagnostic(one)).join("\n");
    const actual = rendered === "" ? "nothing to say\n" : rendered;
    const expectedPath = `${folder}/expected.txt`;
    if (process.env.UPDATE_GOLDEN === "1") writeFileSync(expectedPath, actual);
    assert.ok(existsSync(expectedPath), `no ${expectedPath}: run with UPDATE_GOLDEN=1`);
    assert.equal(actual, readFileSync(expectedPath, "utf8"));
  });
}

test("compile() reports ten mistakes of ten kinds in one run, and nothing else", () => {
  const { folder, files } = goldenCases().find(({ name }) => name === "ten-errors")!;
  const { diagnostics } = compile(files, { fileSystem: diskFileSystem(folder, files) });
  assert.deepEqual(
    diagnostics.map(({ ruleId, span }) => [ruleId, span!.file.positionOf(span!.start).line]),
    [
      ["enum-first-value-zero", 8],
      ["required-in-proto3", 16],
      ["undefined-type", 17],
      ["missing-semicolon", 17],
      ["unknown-option", 18],
      ["reserved-name", 19],
      ["implementation-number", 20],
      ["bad-map-key", 21],
      ["label-in-oneof", 23],
      ["duplicate-field-number", 26],
    ],
  );
});
