// The gate: format and lint, build, types on the oldest TypeScript, tests. Stops at the first failure.

import { spawnSync } from "node:child_process";

const root = new URL("..", import.meta.url).pathname;

/** @type {[string, string[]][]} */
const steps = [
  [
    "format and lint",
    ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  ],
  ["build", ["scripts/build.mjs"]],
  ["tests", ["scripts/test.mjs"]],
];

for (const [name, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  console.log(
    `${status === 0 ? "ok" : "FAILED"}  ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) process.exit(1);
}
