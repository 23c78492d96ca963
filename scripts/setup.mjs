// Makes `npm start` and `npm test` work as the first command typed in a fresh clone: checks the version
// of Node and installs dependencies when they are missing or not those of the lockfile.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./workspaces.mjs";

const stamp = join(root, "node_modules/.installed-lockfile");

/** Ends the process with one sentence unless dependencies are there, as the lockfile has them. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Cannot run on Node ${process.versions.node}: expected 20.19 or newer`);
  }
  const lockfile = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const wanted = lockfile.digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  if (isInstalledByHand()) return writeFileSync(stamp, wanted);

  console.log("Installing dependencies (npm ci) …");
  const started = performance.now();
  const { status, stdout, stderr } = runNpm(["ci", "--no-progress", "--loglevel=error"]);
  if (status !== 0) {
    process.stderr.write(stdout + stderr);
    fail("Cannot install dependencies: npm ci failed as shown above; is the registry reachable?");
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** True when npm itself finished an install after the lockfile was last written. */
function isInstalledByHand() {
  const npmRecord = join(root, "node_modules/.package-lock.json");
  if (!existsSync(npmRecord)) return false;
  return statSync(npmRecord).mtimeMs > statSync(join(root, "package-lock.json")).mtimeMs;
}

/** Runs npm in the repository, the same npm that started this process where there is one. */
export function runNpm(args, options = {}) {
  const cli = process.env.npm_execpath;
  const isScript = cli !== undefined && /\.[cm]?js$/.test(cli);
  const [command, first] = isScript ? [process.execPath, [cli]] : ["npm", []];
  return spawnSync(command, [...first, ...args], { cwd: root, encoding: "utf8", ...options });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
