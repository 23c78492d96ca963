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
  const result = compile(files, { ...readDescriptorSet(set), readsWellKnownFiles: true });
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

for (const folder of ["codegen", "corpus"]) {
  test(`readDescriptorSet() gives files of ${folder} that are written as they were`, () => {
    const { result } = compileFolder(folder);
    const paths = result.files.map(({ path }) => path);
    const set = encodeDescriptorSet(result, { includeImports: true });
    const again = encodeDescriptorSet(compileSet(set, paths), { includeImports: true });
    assert.ok(Buffer.from(again).equals(set));
  });
}

test("readDescriptorSet() gives custom options of every form as they were set", () => {
  const options = `syntax = "proto2"; package o; import "google/protobuf/descriptor.proto";
message Set { option message_set_wire_format = true; extensions 4 to max; }
message Item { extend Set { optional Item item = 1000; } optional sint64 id = 1; }
message M {
  optional double d = 1; optional float f = 2; optional bytes b = 3; repeated M ms = 4; optional Set set = 5;
  optional group G = 6 { repeated fixed32 x = 1 [packed = true]; } map<string, M> map = 7; optional E e = 8;
  extensions 100 to 200;
}
enum E { A = 0; N = -5; }
extend M { optional M inner = 100; }
extend google.protobuf.MessageOptions { optional M m = 50000; repeated sfixed64 r = 50001; optional string s = 50002; }`;
  const main = `syntax = "proto3"; import "options.proto";
message Whole { option (o.m) = {
  d: -0.0 f: 1e-45 b: '\\377\\n"' ms { d: inf } ms { d: -nan } set { [o.Item.item] { id: -7 } }
  g { x: [1, 4294967295] } map { key: "k" value { e: N } } [o.inner] { f: -inf }
}; }
message Parts {
  option (o.m).(o.inner).d = 1.5; option (o.r) = -1; option (o.m).b = "x"; option (o.r) = 2;
  option (o.s) = "quoted \\"\\\\ é\\t";
}`;
  const sources = new Map([
    ["main.proto", main],
    ["options.proto", options],
  ]);
  const result = compile(["main.proto"], { fileSystem: { read: (path) => sources.get(path) } });
  assert.deepEqual(result.diagnostics, []);
  const textOf = (retainOptions: boolean) => {
    const mode = { includeImports: true, retainOptions };
    const set = encodeDescriptorSet(result, mode);
    const again = encodeDescriptorSet(compileSet(set, ["main.proto"]), mode);
    assert.ok(Buffer.from(again).equals(set));
    return String(readDescriptorSet(set).fileSystem.read("main.proto"));
  };
  // With all options kept, each setting is a record of its own, as protoc has it.
  assert.match(textOf(true), /option \(\.o\.m\)\.\(\.o\.inner\)\.d = 1\.5;/);
  assert.match(textOf(false), /option \(\.o\.m\) = \{ b: "x" \[o\.inner\]: \{ d: 1\.5 \} \};/);
});

test("readDescriptorSet() gives files that keep to no style, as their authors could leave it out", () => {
  const text = `edition = "2024"; option features.enforce_naming_style = STYLE_LEGACY;
option features.default_symbol_visibility = EXPORT_ALL; message lower { message Nested {} }`;
  const user = 'edition = "2024"; import "a.proto"; message User { lower.Nested nested = 1; }';
  const read = (path: string) => (path === "a.proto" ? text : user);
  const result = compile(["a.proto", "b.proto"], { fileSystem: { read } });
  assert.deepEqual(result.diagnostics, []);
  const set = encodeDescriptorSet(result);
  compileSet(set, ["a.proto", "b.proto"]);
  const { fileSystem } = readDescriptorSet(set);
  const asSource = compile(["b.proto"], { fileSystem });
  assert.deepEqual(asSource.diagnostics.map(({ ruleId }) => ruleId).sort(), [
    "naming-style",
    "type-is-local",
  ]);
});

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
