// `npm run --silent attacks -- [part-of-name …] [--seconds N] [--untimed] [--json] [--list]`: hostile clients against a
// server, and what they did to it. The attacks and their bounds are in bench/src/attacks.

import { spawnSync } from "node:child_process";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

buildQuietly();
const { status } = spawnSync(
  process.execPath,
  ["bench/dist/attacks/main.js", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = status ?? 1;
