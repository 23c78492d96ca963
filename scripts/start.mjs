// `npm start`: from a fresh clone to the story of the examples, told by a program of the benchmarks over
// real sockets. Installs and builds first; leaves nothing running and nothing that git would see.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./setup.mjs";
import { root } from "./workspaces.mjs";

const story = join(root, "bench/dist/story/main.js");

function run(args, env = process.env) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

ensureInstalled();
console.log("Building …");
run([join(root, "scripts/build.mjs")]);
if (!existsSync(story)) {
  console.error(`Cannot tell the story: the build has made no ${story.slice(root.length)}`);
  process.exit(1);
}
run(["--enable-source-maps", story], { ...process.env, NODE_ENV: "production" });
