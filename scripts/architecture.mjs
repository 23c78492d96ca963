// The architecture test: every import of every file against the table of rooms, and no cycles.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkCycles } from "./architecture/check-cycles.mjs";
import { checkRooms } from "./architecture/check-rooms.mjs";
import { readSourceFile, typescriptFiles } from "./architecture/read-files.mjs";
import { outsiders, packages, strangers } from "./rooms.mjs";
import { root } from "./workspaces.mjs";

const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** What each package may import by name: its dependencies, those it bundles, and in tests the workspace's. */
function readDependencies() {
  const forTests = Object.keys(readJson("package.json").devDependencies);
  const dependencies = {};
  for (const name of Object.keys(packages)) {
    const { dependencies: installed, devDependencies: bundled } = readJson(`${name}/package.json`);
    const own = Object.keys({ ...installed, ...bundled });
    dependencies[name] = own;
    dependencies[`${name} tests`] = [...own, ...forTests];
  }
  return dependencies;
}

const folders = [...Object.keys(packages).map((name) => `${name}/src`), ...outsiders];
const files = folders
  .flatMap((folder) => [...typescriptFiles(root, folder)])
  .map((path) => readSourceFile(root, path));
const violations = [
  ...checkRooms(files, { packages, strangers, outsiders }, readDependencies()),
  ...checkCycles(files),
];
for (const { path, line, message } of violations) console.error(`${path}:${line}: ${message}`);
const importCount = files.reduce((sum, file) => sum + file.imports.length, 0);
console.log(
  `${importCount} imports of ${files.length} files follow the rooms${violations.length === 0 ? "" : `, except ${violations.length}`}`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
