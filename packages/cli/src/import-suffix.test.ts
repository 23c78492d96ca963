import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { importSuffixFor } from "./command/index.js";
import { TestProject } from "./project.testing.js";

const ALLOW = '{ "compilerOptions": { "allowImportingTsExtensions": true } }';

test("importSuffixFor() is .ts where tsconfig says that imports name .ts files", async () => {
  const configs: [string, ".js" | ".ts"][] = [
    ["{}", ".js"],
    [ALLOW, ".ts"],
    ['{ "compilerOptions": { "rewriteRelativeImportExtensions": true } }', ".ts"],
    ['{ "compilerOptions": { "allowImportingTsExtensions": false } }', ".js"],
    ['{ "compilerOptions": /* a */ { "allowImportingTsExtensions": true, // b\n }, }', ".ts"],
    ['{ "files": ["// no comment", "/*"], "compilerOptions": { "strict": true } }', ".js"],
    ["{ nonsense", ".js"],
    ["null", ".js"],
  ];
  for (const [config, suffix] of configs) {
    using project = new TestProject({ "tsconfig.json": config });
    assert.equal(importSuffixFor(join(project.root, "src/gen")), suffix, config);
  }
});

test("importSuffixFor() takes the nearest tsconfig.json and what it extends", async () => {
  using project = new TestProject({
    "base.json": ALLOW,
    "node_modules/@tools/ts/tsconfig.json": ALLOW,
    "tsconfig.json": '{ "extends": "./base" }',
    "off/tsconfig.json": '{ "extends": ["../base.json", "./off.json"] }',
    "off/off.json": '{ "compilerOptions": { "allowImportingTsExtensions": false } }',
    "package/tsconfig.json": '{ "extends": "@tools/ts" }',
    "circle/tsconfig.json": '{ "extends": "./tsconfig.json" }',
    "missing/tsconfig.json": '{ "extends": "./nowhere.json" }',
  });
  const suffixes = ["gen", "off/gen", "package/gen", "circle/gen", "missing/gen"].map((folder) =>
    importSuffixFor(join(project.root, folder)),
  );
  assert.deepEqual(suffixes, [".ts", ".js", ".ts", ".js", ".js"]);
});
