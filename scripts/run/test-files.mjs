// Runs compiled test files with Node's own test runner: quiet when all is well, in full where it is not.
// Called with the files as arguments.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../workspaces.mjs";
import { recordCounts } from "./counts.mjs";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("Cannot run tests: no test files were given");
  process.exit(1);
}

/** A file that takes longer hangs. Node says which file it is; which of its tests has not ended is told below. */
const maxFileMs = 300_000;

mkdirSync(join(root, ".cache"), { recursive: true });
const folder = mkdtempSync(join(root, ".cache/tests-"));
const log = join(folder, "log.txt");
const countsFile = join(folder, "counts.json");
const preload = new URL("configure-properties.mjs", import.meta.url).href;
const reporter = fileURLToPath(new URL("count-reporter.mjs", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    "--enable-source-maps",
    `--import=${preload}`,
    "--test",
    `--test-timeout=${maxFileMs}`,
    `--test-concurrency=${availableParallelism()}`,
    "--test-reporter=spec",
    `--test-reporter-destination=${log}`,
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${countsFile}`,
    ...files,
  ],
  { cwd: root, stdio: "inherit" },
);

const { hung, ...counts } = JSON.parse(readFileSync(countsFile, "utf8"));
if (status !== 0) {
  const lines = readFileSync(log, "utf8").split("\n");
  process.stderr.write(`${lines.filter((line) => !/^\s*✔/.test(line)).join("\n")}\n`);
  for (const { file, tests } of hung) {
    const at = tests.length === 0 ? "it had told of no test" : `not ended: "${tests.join('", "')}"`;
    console.error(`${file} had not ended after ${maxFileMs / 1_000} s: ${at}`);
  }
  counts.failed = Math.max(1, counts.failed);
}
recordCounts(counts);
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
