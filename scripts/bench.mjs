// `npm run --silent bench -- <suite> [--json]`: builds, then measures. What there is to measure and how is
// in bench/.

import { spawnSync } from "node:child_process";
import { ensureInstalled } from "./setup.mjs";

const root = new URL("..", import.meta.url).pathname;

ensureInstalled();
const build = spawnSync(process.execPath, ["scripts/build.mjs"], {
  cwd: root,
  stdio: ["ignore", 2, 2],
});
if (build.status !== 0) process.exit(build.status ?? 1);
const bench = spawnSync(process.execPath, ["bench/dist/main.js", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = bench.status ?? 1;
