#!/usr/bin/env node
// The plugin for protoc and buf: importing this file runs it.

import { readFileSync, writeFileSync } from "node:fs";
import { runAsPlugin } from "@trunkline/compiler";

const { stdin, stdout, stderr } = process;
try {
  writeFileSync(stdout.fd, runAsPlugin(readFileSync(stdin.fd)));
} catch (error) {
  // Only a request that is none gets here; what is wrong with files is in the response.
  const reason = error instanceof RangeError ? error.message : String(error);
  stderr.write(`Cannot read the request: ${reason}; protoc or buf runs this program\n`);
  process.exitCode = 1;
}
