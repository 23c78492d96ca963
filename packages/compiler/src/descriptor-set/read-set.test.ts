// What a descriptor set says, compiled again, says the same to code generation.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { generateTypeScript } from "../codegen/index.js";
import type { FileDescriptor } from "../descriptor/index.js";
import { protocInclude } from "../golden-cases.testing.js";
import { type CompileResult, compile } from "../linker/index.js";
import { encodeDescriptorSet, readDescriptorSet } from "./index.js";

function compileFolder(name: string): { result: CompileResult; set: Uint8Array } {
  const folder = fileURLToPath(new URL(`../../testdata/${name}`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".proto"))
    .map((path) => path.replaceAll("\\", "/"))
    .sort();
  const read = (path: string) => {
    for (const root of [folder, protocInclude]) {
      try {
        return readFileSync(join(root, path));
      } catch {
        // The next root may have it.
      }
    }
    return undefined;
  };
  const result = compile(files, { fileSystem: { read }, readsWellKnownFiles: true });
  assert.notEqual(result.files.length, 0);
  const all = { includeImports: true, includeSourceInfo: true, retainOptions: true };
  return { result, set: encodeDescriptorSet(result, all) };
}

function compileSet(set: Uint8Array, files: readonly string[]): CompileResult {
  const { fileSystem } = readDescriptorSet(set);
  const result = compile(files, { fileSystem, readsWellKnownFiles: true });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ file, message }) => `${file}: ${message}`),
    [],
  );
  return result;
}

/** A set has fields before messages and those before extensions, so what a file mixes comes in another order. */
const linesOf = (text: string) => text.split("\n").sort();

for (const folder of ["codegen", "corpus"]) {
  test(`readDescriptorSet() gives files of ${folder} whose code is the same, comments included`, () => {
    const { result, set } = compileFolder(folder);
    const paths = result.files.map(({ path }) => path);
    const again = compileSet(set, paths);
    const generate = (file: FileDescriptor) =>
      generateTypeScript(file, { importSuffix: ".js", runtimeImport: "trunkline/protobuf" });
    for (const [index, file] of result.files.entries()) {
      const ofSet = generate(again.files[index]!);
      assert.deepEqual(linesOf(ofSet), linesOf(generate(file)), file.path);
    }
  });
}

test("readDescriptorSet() refuses bytes that are no descriptor set", () => {
  for (const bytes of [
    [0xff],
    [0x0a, 0x05],
    [0x0a, 0x01, 0x00],
    [0x0a, 0x00],
    [0x08, 0x01, 0x0b],
  ]) {
    assert.throws(() => readDescriptorSet(Uint8Array.from([0x0a, 0x00, ...bytes])), RangeError);
  }
});
