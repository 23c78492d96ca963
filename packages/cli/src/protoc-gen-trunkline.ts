#!/usr/bin/env node
// The plugin for protoc and buf: importing this file runs it.

import module from "node:module";

const { enableCompileCache } = module as { enableCompileCache?: () => unknown };
enableCompileCache?.();
const { runPluginMain } = await import("./run-plugin-main.js");
process.exitCode = await runPluginMain();
