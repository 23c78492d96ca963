#!/usr/bin/env node
// The trunkline command: importing this file runs it.

import { readFileSync, writeFileSync } from "node:fs";
import { runProgram } from "./program.js";

const { env, stdin, stdout, stderr } = process;
process.exitCode = await runProgram(process.argv.slice(2), {
  cwd: process.cwd(),
  hasColor: stderr.isTTY === true && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
  writeOut: (text) => stdout.write(text),
  writeBytes: (bytes) => writeFileSync(stdout.fd, bytes),
  readInput: () => readFileSync(stdin.fd),
  writeError: (text) => stderr.write(text),
  stopSignal() {
    const controller = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => controller.abort());
    return controller.signal;
  },
});
