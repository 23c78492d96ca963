// The programs of docs/guide/compiler.md print what it says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const guide = readFileSync(new URL("../../../docs/guide/compiler.md", import.meta.url), "utf8");

/** The fences of the guide whose info string begins with `mark`, by what follows there. */
function fences(mark: string): ReadonlyMap<string, string> {
  const pattern = new RegExp(`^\`\`\`${mark}=(\\S+)\\n([^]*?)^\`\`\`$`, "gm");
  return new Map([...guide.matchAll(pattern)].map(([, name = "", text = ""]) => [name, text]));
}

const programs = fences("ts file");
const outputs = fences("text output");

test("docs/guide/compiler.md says what each of its programs prints", () => {
  assert.deepEqual([...programs.keys()], ["check.ts", "describe.ts", "watch.ts"]);
  assert.deepEqual([...outputs.keys()], [...programs.keys()]);
});

for (const [name, program] of programs) {
  test(`docs/guide/compiler.md: ${name} prints what the guide says`, () => {
    // Without annotations it is JavaScript; the compiler is found from here as from a project.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ["--input-type=module", "--eval", program],
      { cwd: fileURLToPath(new URL(".", import.meta.url)), encoding: "utf8" },
    );
    assert.equal(stderr, "");
    assert.equal(stdout, outputs.get(name));
  });
}
