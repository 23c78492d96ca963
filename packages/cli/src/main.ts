#!/usr/bin/env node
// The trunkline command: importing this file runs it.

import module from "node:module";

// Node 22.8 and newer keep what they compiled for the next start. The command itself is loaded after this.
const { enableCompileCache } = module as { enableCompileCache?: () => unknown };
enableCompileCache?.();
const { runMain } = await import("./run-main.js");
process.exitCode = await runMain();
