// `npm run --silent attacks -- [part-of-name …] [--seconds N] [--untimed] [--json] [--list]`: hostile clients against a
// server, and what they did to it. The attacks and their bounds are in bench/src/attacks.

import { spawnSync } from "node:child_process";
import { readArguments } from "./run/arguments.mjs";
import { buildQuietly } from "./run/build-quietly.mjs";
import { root } from "./workspaces.mjs";

const help = `
npm run attacks -- [part-of-name …]: hostile clients against a server, and what they did to it

  --list        the attacks there are, and what each does
  --seconds N   how long each lasts; default 3, longer where an attack needs it
  --part I --parts N
                every Nth attack alone, from the Ith on: a whole run takes a quarter of an hour
  --untimed     two at a time, and nothing that only a clock can tell is judged
  --write-docs  writes the page that lists the attacks anew
  --json        one object a line, for a program to read

Exit code 1 when an attack has passed its bounds, 2 for wrong arguments.
`;

const args = process.argv.slice(2);
readArguments(args, {
  help,
  numbers: { seconds: undefined, part: undefined, parts: undefined },
  switches: ["list", "untimed", "write-docs", "json"],
});
buildQuietly();
const { status } = spawnSync(process.execPath, ["bench/dist/attacks/main.js", ...args], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
