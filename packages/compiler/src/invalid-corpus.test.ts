// The negative corpus: every file of it is refused by protoc and by us, at the place and by the rule it
// names; its corrected twin is accepted by both.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Diagnostic } from "./diagnostic/index.js";
import { runProtoc } from "./golden-cases.testing.js";
import { type InvalidCase, invalidCases } from "./invalid-cases.testing.js";
import { compile } from "./linker/index.js";

const cases = invalidCases();
let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "trunkline-"));
});
after(() => rmSync(folder, { recursive: true }));

test("the negative corpus has at least 300 cases, each with a title of its own", () => {
  assert.ok(cases.length >= 300, `${cases.length} cases`);
  const titles = cases.map(({ title }) => title);
  assert.deepEqual(
    titles.filter((title, index) => titles.indexOf(title) !== index),
    [],
  );
});

test("compile() refuses each invalid file by its rule and at its place", () => {
  const wrong: string[] = [];
  for (const one of cases) {
    const errors = errorsOf(one, one.invalid);
    const isRight = errors.some(
      ({ ruleId, span }) =>
        ruleId === one.ruleId && span?.start === one.start && span.end === one.end,
    );
    if (!isRight) wrong.push(`${one.title} (${one.folder}): ${errors.map(describe).join("; ")}`);
  }
  assert.deepEqual(wrong, []);
});

test("compile() accepts the corrected twin of each", () => {
  const wrong = cases.flatMap((one) =>
    errorsOf(one, one.valid).map((error) => `${one.title} (${one.folder}): ${describe(error)}`),
  );
  assert.deepEqual(wrong, []);
});

test("protoc refuses each invalid file", () => {
  const known = cases.filter((one) => one.isKnownToProtoc);
  // Some rules it applies to the files it is asked for only, of which it stops at the first.
  const left = acceptedBy(runOnAll(known, "invalid").output, known);
  const accepted = left.filter(
    (one) =>
      runProtoc(folder, ["--descriptor_set_out=/dev/null", pathOf(one, "invalid")]).isAccepted,
  );
  assert.deepEqual(
    accepted.map(({ title, folder }) => `${title} (${folder})`),
    [],
  );
});

/** Those of `chosen` that no error in protoc's `output` is about. */
function acceptedBy(output: string, chosen: readonly InvalidCase[]): readonly InvalidCase[] {
  const errors = output.split("\n").filter((line) => !line.includes(": warning: "));
  return chosen.filter(
    ({ folder }) => !errors.some((line) => line.includes(`${folder}/invalid.proto`)),
  );
}

test("protoc accepts the corrected twin of each, and what only we refuse", () => {
  const { output } = runOnAll(
    cases,
    "valid",
    cases.map((one) => pathOf(one, "valid")),
  );
  const errors = output.split("\n").filter((line) => !line.includes(": warning: ") && line !== "");
  assert.deepEqual(errors, []);
  for (const one of cases.filter(({ isKnownToProtoc }) => !isKnownToProtoc)) {
    const run = runOnAll([one], "invalid");
    assert.ok(run.isAccepted, `${one.title}: ${run.output}`);
  }
});

/** One file that imports all: protoc reports the errors of each. It is lite, as some that it imports are. */
function runOnAll(
  chosen: readonly InvalidCase[],
  which: "invalid" | "valid",
  asked: readonly string[] = [],
) {
  for (const one of chosen) {
    write(pathOf(one, which), one[which]);
    for (const [path, text] of one.others) write(`${one.folder}/${path}`, text);
  }
  const imports = chosen.map((one) => `import "${pathOf(one, which)}";`);
  const lines = ['syntax = "proto3";', "option optimize_for = LITE_RUNTIME;", ...imports];
  write("all.proto", `${lines.join("\n")}\n`);
  return runProtoc(folder, ["--descriptor_set_out=/dev/null", "all.proto", ...asked]);
}

function pathOf({ folder }: InvalidCase, which: "invalid" | "valid"): string {
  return `${folder}/${which}.proto`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function errorsOf(one: InvalidCase, text: string): readonly Diagnostic[] {
  const path = `${one.folder}/x.proto`;
  const read = (asked: string) => {
    const found = asked === path ? text : one.others.get(asked.slice(one.folder.length + 1));
    return found === undefined ? undefined : new TextEncoder().encode(found);
  };
  const { diagnostics } = compile([path], { fileSystem: { read } });
  return diagnostics.filter(({ severity }) => severity === "error");
}

function describe({ ruleId, span, message }: Diagnostic): string {
  const at = span && `"${span.file.text.slice(span.start, span.end)}"`;
  return `${ruleId} at ${at}: ${message}`;
}
