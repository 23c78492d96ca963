import assert from "node:assert/strict";
import { test } from "node:test";
import { runPart } from "./part.mjs";

const node = (code) => [process.execPath, "-e", code];

test("runPart() tells what a part said, and whether it passed", async () => {
  const passing = {
    name: "one",
    command: node("console.log(process.env.GIVEN)"),
    env: { GIVEN: "x" },
  };
  const { counts, output } = await runPart(passing, false);
  assert.deepEqual(counts, { passed: 1, failed: 0, skipped: 0 });
  assert.equal(output, "x\n");
  const failing = { name: "two", command: node("process.exit(3)"), env: {} };
  assert.equal((await runPart(failing, false)).counts.failed, 1);
  const missing = { name: "three", command: ["/no/such/file"], env: {} };
  assert.match((await runPart(missing, false)).output, /^Cannot run three: .*ENOENT/);
});

test("runPart() ends a part that hangs with all that it has started, and says so", async () => {
  const inner = `require("node:child_process").spawnSync(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "inherit" })`;
  const hanging = { name: "four", command: node(inner), env: {}, maxMinutes: 0.001 };
  const { counts, output } = await runPart(hanging, false);
  assert.equal(counts.failed, 1);
  assert.match(output, /^four had not ended after 0.001 minutes: it hangs/);
  assert.match(output, /four was ended by SIGKILL/);
});
