#!/usr/bin/env node
// Runs the command of @trunkline/cli where it is installed, and otherwise says how to install it.

import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Where the command is, seen from the project, or else from this package. */
function findCommand() {
  for (const from of [join(process.cwd(), "package.json"), import.meta.url]) {
    try {
      return createRequire(from).resolve("@trunkline/cli/main");
    } catch {}
  }
  return undefined;
}

const command = findCommand();
if (command === undefined) {
  console.error("The trunkline command is not installed: npm install --save-dev @trunkline/cli");
  process.exitCode = 2;
} else {
  await import(pathToFileURL(command).href);
}
