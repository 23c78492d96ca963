import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../workspaces.mjs";
import { mutants } from "./list.mjs";
import { mutate } from "./workplace.mjs";

test("every mutant's text stands in the source, once", () => {
  const stale = mutants.filter(({ file, find, replace }) => {
    const text = readFileSync(join(root, "packages/trunkline/src", file), "utf8");
    return mutate(text, find, replace) === null;
  });
  const names = stale.map(({ name, file }) => `${file}: ${name}`);
  assert.deepEqual(names, [], "put the breakage where its code is now");
});

test("no two mutants have the same name", () => {
  const names = mutants.map(({ name }) => name);
  assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted());
});

test("mutate() takes white space as it comes, and refuses what stands twice", () => {
  assert.equal(mutate("if (a) {\n  b();\n}", "if (a) { b(); }", "c();"), "c();");
  assert.equal(mutate("a(); a();", "a();", ""), null);
});
