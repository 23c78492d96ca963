// protoc as an oracle: what it accepts we accept, what it refuses we refuse.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { diskFileSystem, goldenCases, runProtoc, TESTDATA } from "./golden-cases.testing.js";
import { compile } from "./linker/index.js";

/** Files on which we differ for a reason: `case/file: reason` a line. One that agrees fails the test. */
const differences = new Map(
  readFileSync(`${TESTDATA}/differs-from-protoc.txt`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
);

for (const { name, folder, files } of goldenCases()) {
  test(`compile() and protoc agree on whether ${name} is valid`, () => {
    for (const file of files) {
      const { diagnostics } = compile([file], { fileSystem: diskFileSystem(folder, files) });
      const isAccepted = !diagnostics.some((one) => one.severity === "error");
      const protoc = runProtoc(folder, ["--descriptor_set_out=/dev/null", file]);
      const reason = differences.get(`${name}/${file}`);
      if (reason === undefined) {
        assert.equal(isAccepted, protoc.isAccepted, `${name}/${file}: ${protoc.output}`);
      } else {
        assert.notEqual(isAccepted, protoc.isAccepted, `${name}/${file} agrees: not in the list`);
      }
    }
  });
}

test("compile() and protoc agree on every line of snippets.txt", () => {
  const lines = readFileSync(`${TESTDATA}/snippets.txt`, "utf8")
    .split("\n")
    .filter((line) => /^[+!-] /.test(line));
  const wrong: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    for (const line of lines) {
      const text = `syntax = "proto3";\n${line.slice(2)}\n`;
      writeFileSync(join(folder, "x.proto"), text);
      const { diagnostics } = compile(["x.proto"], {
        fileSystem: diskFileSystem(folder, ["x.proto"]),
      });
      const isAccepted = !diagnostics.some((one) => one.severity === "error");
      const protoc = runProtoc(folder, ["--descriptor_set_out=/dev/null", "x.proto"]);
      const isValid = line.startsWith("+");
      if (protoc.isAccepted !== (isValid || line.startsWith("!")))
        wrong.push(`protoc: ${line} ${protoc.output}`);
      if (isAccepted !== isValid) wrong.push(`we: ${line} ${diagnostics[0]?.message ?? ""}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.deepEqual(wrong, []);
});
