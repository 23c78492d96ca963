// The tiers of `npm test`: which compiled test files belong to which. A test that needs a peer says so
// in its name, `greeter.python.test.ts`; one that needs two has both, `relay.go.python.test.ts`, and
// belongs to the tier of the first.

import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { peerNames } from "../peers.mjs";
import { root, workspaceFolders } from "../workspaces.mjs";

const ignoredFolders = new Set(["node_modules", "src", "gen", ".cache", ".tools", "testdata"]);

/**
 * @typedef {object} Tier
 * @property {string} name
 * @property {string[]} peers What must be ready for it.
 * @property {string[]} files Compiled test files, relative to the repository.
 */

/** The peers that a test file needs, by its name. */
export function peersOf(path) {
  const [, ...infixes] = path
    .split("/")
    .at(-1)
    .replace(/\.test\.m?js$/, "")
    .split(".");
  return infixes.filter((infix) => peerNames.includes(infix));
}

/** Where a test file belongs: the name of its tier. */
export function tierOf(path) {
  const [first] = peersOf(path);
  if (first !== undefined) return `peers: ${first}`;
  if (path.startsWith("scripts/")) return "house";
  if (path.startsWith("examples/")) return "examples";
  if (path.startsWith("interop/")) return "peers: npm";
  if (path.startsWith("bench/")) return "bench";
  if (path.startsWith("test/")) return "spec";
  return "unit";
}

const order = ["unit", "spec", "house", "examples", "bench", "peers: npm"];

/** @returns {Tier[]} */
export function tiers() {
  const groups = new Map(order.map((name) => [name, []]));
  for (const name of peerNames) groups.set(`peers: ${name}`, []);
  for (const path of compiledTests()) groups.get(tierOf(path)).push(path);
  return [...groups]
    .filter(([, files]) => files.length > 0)
    .flatMap(([name, files]) => splitByPeers(name, files));
}

/** Tests of one tier that need a second peer stand apart, so that its absence leaves out no others. */
function splitByPeers(name, files) {
  const byNeeds = new Map();
  for (const path of files) {
    const needs = peersOf(path).join(" and ");
    byNeeds.set(needs, [...(byNeeds.get(needs) ?? []), path]);
  }
  return [...byNeeds].map(([needs, those]) => ({
    name: needs.includes(" and ") ? `peers: ${needs}` : name,
    peers: needs === "" ? [] : needs.split(" and "),
    files: those,
  }));
}

function compiledTests() {
  const compiled = workspaceFolders().flatMap((folder) => [...testFiles(join(root, folder))]);
  return compiled.map((path) => relative(root, path)).sort();
}

function* testFiles(directory) {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (!ignoredFolders.has(entry.name)) yield* testFiles(path);
    } else if (/\.test\.m?js$/.test(entry.name)) yield path;
  }
}
