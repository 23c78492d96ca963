// Finds cycles between files. Type imports count: a cycle of types is as hard to read as any other.

import { resolveImport } from "./check-rooms.mjs";

/**
 * One violation for each group of files that can all reach each other; the shortest way round is told.
 *
 * @param {import("./read-files.mjs").SourceFile[]} files
 * @returns {import("./check-rooms.mjs").Violation[]}
 */
export function checkCycles(files) {
  const paths = new Set(files.map((file) => file.path));
  /** @type {Map<string, { target: string, line: number }[]>} */
  const edges = new Map();
  for (const file of files) {
    const targets = file.imports
      .filter(({ specifier }) => specifier.startsWith("."))
      .map(({ specifier, line }) => ({ target: resolveImport(file.path, specifier), line }))
      .filter(({ target }) => paths.has(target));
    edges.set(file.path, targets);
  }

  const violations = [];
  const told = new Set();
  for (const path of [...paths].sort()) {
    if (told.has(path)) continue;
    const way = shortestWayBack(path, edges);
    if (way === undefined) continue;
    for (const member of way) told.add(member);
    const line = edges.get(path).find(({ target }) => target === (way[1] ?? path)).line;
    violations.push({ path, line, message: `Import cycle: ${[...way, path].join(" -> ")}` });
  }
  return violations;
}

/** The files on the shortest way from `start` back to itself, `start` first; undefined without one. */
function shortestWayBack(start, edges) {
  /** @type {Map<string, string>} */
  const cameFrom = new Map();
  const queue = [start];
  for (const path of queue) {
    for (const { target } of edges.get(path) ?? []) {
      if (target === start) {
        const way = [path];
        while (way[0] !== start) way.unshift(cameFrom.get(way[0]));
        return way;
      }
      if (!cameFrom.has(target)) {
        cameFrom.set(target, path);
        queue.push(target);
      }
    }
  }
  return undefined;
}
