// `npm run --silent soak -- [--calls <n>] [--full] [--json]`: millions of calls, and long streams, between
// two processes, and what memory they take. What is run and its limits are in interop/src/soak.

import { spawnSync } from "node:child_process";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

buildQuietly();
const { status } = spawnSync(
  process.execPath,
  ["interop/dist/soak/main.js", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit", env: { ...process.env, NODE_ENV: "production" } },
);
process.exitCode = status ?? 1;
