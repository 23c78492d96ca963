// `npm run peers [-- name…]`: sets up the peers of other languages in `.tools/`, once; a second run does
// nothing. A peer that this machine cannot have is told and left out, unless TRUNKLINE_PEERS=required.
// Then each workspace whose package.json has a script "set-up-peers" (to build its Go program, say) runs it.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { peers } from "./peers/list.mjs";
import { toolsFolder, writeRecord } from "./peers/record.mjs";
import { arePeersRequired, peer, peerNames } from "./peers.mjs";
import { ensureInstalled, runNpm } from "./setup.mjs";
import { root, workspaceFolders } from "./workspaces.mjs";

/** Runs a command to its end and returns what it printed; its failure is an error with all it said. */
function run(command, args, env = {}, cwd = root) {
  const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8", maxBuffer: 1 << 26 };
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status === 0) return stdout;
  const said = error?.message ?? `${stdout}${stderr}`.trim();
  throw new Error(`${command} ${args.join(" ")}\n${said}`);
}

/** @returns {"ready" | "left out" | "failed"} */
function setUp(name) {
  const description = peers[name];
  if (peer(name).ready) {
    console.log(`${name.padEnd(8)}ready     ${description.title}`);
    return "ready";
  }
  const missing = description.missing();
  if (missing !== undefined) {
    console.log(`${name.padEnd(8)}left out  ${missing}`);
    return "left out";
  }
  console.log(`${name.padEnd(8)}setting up ${description.title} …`);
  const started = performance.now();
  const folder = join(toolsFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    writeRecord(name, description, description.setUp(folder, run));
  } catch (error) {
    console.error(`${name.padEnd(8)}FAILED    ${error.message}`);
    return "failed";
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${name.padEnd(8)}ready     ${description.title}, in ${seconds} s`);
  return "ready";
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !peerNames.includes(name));
if (unknown !== undefined) {
  console.error(`No peer is called "${unknown}": there are ${peerNames.join(", ")}`);
  process.exit(2);
}
ensureInstalled();
const states = (names.length === 0 ? peerNames : names).map(setUp);
let isComplete = !states.includes("failed") && !(arePeersRequired() && states.includes("left out"));
for (const folder of workspaceFolders()) {
  const { scripts } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  if (scripts?.["set-up-peers"] === undefined) continue;
  console.log(`${folder} …`);
  const { status } = runNpm(["run", "--silent", "set-up-peers"], {
    cwd: join(root, folder),
    stdio: "inherit",
  });
  if (status !== 0) {
    console.error(`Cannot set up ${folder} for the peers: see above`);
    isComplete = false;
  }
}
process.exitCode = isComplete ? 0 : 1;
