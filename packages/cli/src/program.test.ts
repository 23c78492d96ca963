import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { TestProject } from "./project.testing.js";

const BIN = fileURLToPath(new URL("../../trunkline/bin/trunkline.js", import.meta.url));
const MAIN = fileURLToPath(new URL("./main.js", import.meta.url));

test("trunkline --help and --version print and exit with 0", async () => {
  using project = new TestProject({});
  const help = await project.run("--help");
  assert.equal(help.code, 0);
  assert.match(help.out, /generate \[options\] \[paths\.\.\.\]/);
  assert.deepEqual(await project.run("--version"), { code: 0, out: "0.1.0\n", error: "" });
  assert.match((await project.run("generate", "--help")).out, /--proto-dir <folder>/);
});

test("trunkline without a command, or with an unknown one, exits with 2", async () => {
  using project = new TestProject({});
  assert.equal((await project.run()).code, 2);
  const unknown = await project.run("generat");
  assert.equal(unknown.code, 2);
  assert.match(unknown.error, /unknown command 'generat'\n\(Did you mean generate\?\)/);
});

test("main.js runs as a program, with its exit code", async () => {
  using project = new TestProject({ "proto/a.proto": 'syntax = "proto3";\nmessage A {}' });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: project.root, encoding: "utf8" });
  assert.equal(run(MAIN, "generate").stdout, "gen/a_pb.ts\n1 file written\n");
  assert.equal(run(BIN, "generate").stdout, "1 file up to date\n");
  project.write("proto/a.proto", 'syntax = "proto3";\nmessage A {');
  const { status, stderr } = run(MAIN, "generate");
  assert.equal(status, 1);
  assert.ok(!stderr.includes("\u001b"));
});

test("the runtime's bin says how to install the command where it is missing", async () => {
  using project = new TestProject({});
  const bin = join(project.root, "trunkline.mjs");
  cpSync(BIN, bin);
  const { status, stderr } = spawnSync(process.execPath, [bin, "generate"], {
    cwd: project.root,
    encoding: "utf8",
  });
  assert.equal(status, 2);
  assert.equal(
    stderr,
    "The trunkline command is not installed: npm install --save-dev @trunkline/cli\n",
  );
});
