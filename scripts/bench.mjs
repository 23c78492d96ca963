// `npm run --silent bench -- <suite> [--json]`: builds, then measures. What there is to measure and how is
// in bench/.

import { spawnSync } from "node:child_process";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

buildQuietly();
// No subject is measured with its development checks, those that run in this process no more than others.
const bench = spawnSync(process.execPath, ["bench/dist/main.js", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
process.exitCode = bench.status ?? 1;
