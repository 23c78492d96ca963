import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { root } from "../workspaces.mjs";

/** Runs a command; none of these may come as far as its work, or even a build. */
function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`scripts/${command}.mjs`, ...args],
    { cwd: root, encoding: "utf8", timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

for (const command of ["attacks", "soak", "mutants", "fuzz", "conformance", "interop"]) {
  test(`npm run ${command} -- --help tells the options and does nothing else`, () => {
    for (const flag of ["--help", "-h"]) {
      const { status, stdout, stderr } = run(command, flag);
      assert.equal(status, 0, stderr);
      assert.match(stdout, new RegExp(`^npm run ${command}\\b`));
      assert.match(stdout, /^ {2}--json +\S/m);
      assert.equal(stderr, "");
    }
  });

  test(`npm run ${command} ends with code 2 and a sentence for an option that there is not`, () => {
    for (const flag of ["--nonsense", "-x"]) {
      const { status, stdout, stderr } = run(command, flag);
      assert.equal(status, 2);
      assert.match(
        stderr,
        new RegExp(`^There is no option "${flag}": there are .*--json, --help\n$`),
      );
      assert.equal(stdout, "");
    }
  });
}

test("a number that is none, and a name where none is wanted, end with code 2 and a sentence", () => {
  const cases = [
    [
      "attacks",
      ["--seconds", "soon"],
      /^Cannot set --seconds to "soon": expected a number above 0\n$/,
    ],
    ["soak", ["--calls=-5"], /^Cannot set --calls to "-5": expected a number above 0\n$/],
    [
      "soak",
      ["everything"],
      /^Cannot use "everything": expected options only; --help tells them\n$/,
    ],
    ["mutants", ["--sample"], /^Cannot set --sample to "": expected a number above 0\n$/],
  ];
  for (const [command, args, sentence] of cases) {
    const { status, stderr } = run(command, ...args);
    assert.equal(status, 2, command);
    assert.match(stderr, sentence);
  }
});
