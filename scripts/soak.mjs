// `npm run --silent soak -- [--calls <n>] [--full] [--drain] [--untimed] [--json]`: millions of calls, and long streams,
// between two processes, and what memory they take; and servers that are closed in turn under load. What is
// run and its limits are in interop/src/soak.

import { spawnSync } from "node:child_process";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

const help = `
npm run soak: the memory of millions of calls and of long streams, back-pressure, and servers closed under load

  --calls N  how many calls; default 20000000
  --full     streams of 10 million messages in place of one million
  --drain    only the servers that are closed in turn under load
  --untimed  nothing that only a clock can tell is judged
  --json     one object a line, for a program to read

Exit code 1 when a limit is passed, 2 for wrong arguments.
`;

const args = process.argv.slice(2);
readArguments(args, {
  help,
  numbers: { calls: undefined },
  switches: ["full", "drain", "untimed", "json"],
  hasNames: false,
});
buildQuietly();
const { status } = spawnSync(process.execPath, ["interop/dist/soak/main.js", ...args], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, NODE_ENV: "production" },
});
process.exitCode = status ?? 1;
