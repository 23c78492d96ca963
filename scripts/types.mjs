// Types of the whole repository with the newest and the oldest supported TypeScript, and the fixtures
// whose errors are part of the API (scripts/types/expectations.mjs).

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { typescriptFiles } from "./architecture/read-files.mjs";
import { outsiders, packages } from "./rooms.mjs";
import { recordCounts } from "./run/counts.mjs";
import { mismatches, parseErrors, parseExpectations } from "./types/expectations.mjs";
import { root } from "./workspaces.mjs";

const compilers = ["typescript", "typescript-5.9"];

const folders = [...Object.keys(packages).map((name) => `${name}/src`), ...outsiders];
const expectations = folders
  .flatMap((folder) => [...typescriptFiles(root, folder)])
  .filter((path) => path.endsWith(".types.ts"))
  .flatMap((path) => parseExpectations(path, readFileSync(join(root, path), "utf8")));

mkdirSync(join(root, ".cache/types"), { recursive: true });
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const compiler of compilers) {
  const { version } = JSON.parse(
    readFileSync(join(root, "node_modules", compiler, "package.json"), "utf8"),
  );
  const args = ["-p", "tsconfig.types.json", "--pretty", "false"];
  const state = ["--tsBuildInfoFile", `.cache/types/${version}.tsbuildinfo`];
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...args, ...state], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const wrong = mismatches(parseErrors(stdout + stderr), expectations);
  for (const line of wrong) console.error(`TypeScript ${version}: ${line}`);
  console.log(
    `TypeScript ${version}: ${expectations.length} expected errors, ${wrong.length} wrong`,
  );
  // The whole is one check, and each fixture's expectation another.
  counts.failed += wrong.length;
  counts.passed += Math.max(0, expectations.length + 1 - wrong.length);
}
recordCounts(counts);
process.exitCode = counts.failed === 0 ? 0 : 1;
