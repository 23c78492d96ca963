// A program that has no use for these services does not contain them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The text of a program with `statement`, as a bundler makes it. */
async function bundle(statement: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: statement, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    minify: true,
  });
  return outputFiles[0]!.text;
}

test("health and reflection are in the bundles of those who import them, and in no other", async () => {
  const plain = await bundle('import { createServer } from "./index.js"; createServer();');
  const health = await bundle('import { addHealth } from "./health.js"; addHealth();');
  const reflection = await bundle(
    'import { addReflection } from "./reflection.js"; addReflection();',
  );
  const has = (text: string) => [
    text.includes("grpc.health.v1"),
    text.includes("grpc.reflection.v1"),
    text.includes("google.protobuf.FileDescriptorProto"),
  ];
  assert.deepEqual(has(plain), [false, false, false]);
  assert.deepEqual(has(health), [true, false, false]);
  assert.deepEqual(has(reflection), [false, true, true]);
});
