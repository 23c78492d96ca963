#!/usr/bin/env node
// The trunkline command: importing this file runs it.

import { runProgram } from "./program.js";

const { env, stdout, stderr } = process;
process.exitCode = runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  hasColor: stderr.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
  writeOut: (text) => stdout.write(text),
  writeError: (text) => stderr.write(text),
});
