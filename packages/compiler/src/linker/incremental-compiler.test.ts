// IncrementalCompiler gives what compile() gives, after any change, and looks only at what it touches.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { encodeDescriptorSet } from "../descriptor-set/index.js";
import { compile } from "./compile.js";
import type { CompileResult } from "./compile-result.js";
import { IncrementalCompiler } from "./incremental-compiler.js";

/** Files that count how often they are read. */
class Sources {
  readonly files: Map<string, string>;
  reads: string[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(files));
  }

  read(path: string): Uint8Array | undefined {
    this.reads.push(path);
    const text = this.files.get(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  get paths(): string[] {
    return [...this.files.keys()].sort();
  }
}

const HEAD = 'syntax = "proto3";\n';
const FILES = {
  "base.proto": `${HEAD}package base; message Base { int32 a = 1; }`,
  "user.proto": `${HEAD}package user; import "base.proto"; message User { base.Base b = 1; }`,
  "shop.proto": `${HEAD}package shop; import "user.proto"; message Shop { user.User u = 1; }`,
  "free.proto": `${HEAD}package free; message Free { map<string, int32> m = 1; }`,
};

function paths(files: readonly { readonly path: string }[]): string[] {
  return files.map(({ path }) => path);
}

function rules({ diagnostics }: CompileResult): string[] {
  return diagnostics.map(({ file, ruleId, message }) => `${file} ${ruleId} ${message}`);
}

/** The result of both must say the same. */
function assertSame(compiler: IncrementalCompiler, sources: Sources, changed?: string[]): void {
  const ours = compiler.compile(sources.paths, changed);
  const whole = compile(sources.paths, { fileSystem: sources });
  assert.deepEqual(paths(ours.files), paths(whole.files));
  assert.deepEqual(rules(ours).sort(), rules(whole).sort());
  const all = { includeImports: true, includeSourceInfo: true, retainOptions: true };
  assert.ok(Buffer.from(encodeDescriptorSet(ours, all)).equals(encodeDescriptorSet(whole, all)));
}

test("IncrementalCompiler touches what changed and what imports it, and reads nothing else", () => {
  const sources = new Sources(FILES);
  const compiler = new IncrementalCompiler({ fileSystem: sources });
  assert.deepEqual(paths(compiler.compile(sources.paths).touched), sources.paths);
  sources.files.set("user.proto", FILES["user.proto"].replace("b = 1", "b = 2"));
  assert.ok(compiler.isStale(["free.proto", "user.proto", "new.proto"]));
  assert.ok(!compiler.isStale(["free.proto", "new.proto"]));
  sources.reads = [];
  const { touched, files } = compiler.compile(sources.paths, ["user.proto", "free.proto"]);
  assert.deepEqual(paths(touched), ["shop.proto", "user.proto"]);
  assert.deepEqual(paths(files), sources.paths);
  assert.deepEqual(sources.reads.sort(), ["free.proto", "user.proto", "user.proto"]);
  sources.reads = [];
  assert.deepEqual(compiler.compile(sources.paths, []).touched, []);
  assert.deepEqual(sources.reads, []);
});

test("IncrementalCompiler gives compile()'s findings, and goes on from what was right", () => {
  const sources = new Sources(FILES);
  const compiler = new IncrementalCompiler({ fileSystem: sources });
  compiler.compile(sources.paths);
  const changes: [string, string][] = [
    ["free.proto", `${HEAD}package free; message Free { Base b = 1; }`],
    ["free.proto", `${HEAD}package user; message User {}`],
    ["free.proto", `${HEAD}package user.User; message X {}`],
    ["free.proto", `${HEAD}message base {}`],
    ["base.proto", `${HEAD}package base; message Base { int32 a = 1 }`],
    ["base.proto", FILES["base.proto"]],
    ["free.proto", `${HEAD}package free; import "shop.proto"; message Free {}`],
    ["shop.proto", `${HEAD}package shop; import "free.proto"; message Shop {}`],
    ["shop.proto", FILES["shop.proto"]],
  ];
  for (const [path, text] of changes) {
    sources.files.set(path, text);
    assertSame(compiler, sources, [path]);
  }
  sources.files.delete("user.proto");
  assertSame(compiler, sources, ["user.proto"]);
  sources.files.set("user.proto", FILES["user.proto"]);
  assertSame(compiler, sources, ["user.proto"]);
});

test("IncrementalCompiler sees a number that two files give to extensions of a third", () => {
  const option = (name: string) => `${HEAD}package ${name};
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions { string ${name} = NUMBER; }`;
  const sources = new Sources({
    "a.proto": option("a").replace("NUMBER", "50000"),
    "b.proto": option("b").replace("NUMBER", "50001"),
  });
  const compiler = new IncrementalCompiler({ fileSystem: sources });
  assertSame(compiler, sources);
  sources.files.set("b.proto", option("b").replace("NUMBER", "50000"));
  assertSame(compiler, sources, ["b.proto"]);
});

test("IncrementalCompiler is right after any changes", () => {
  const names = ["a", "b", "c", "d"];
  const change = fc.record({
    name: fc.constantFrom(...names),
    imports: fc.subarray(names),
    type: fc.constantFrom("int32", "a.A", "b.B", "Nope"),
    packageName: fc.constantFrom("", "a", "b"),
    isGone: fc.boolean(),
  });
  const textOf = ({
    name,
    imports,
    type,
    packageName,
  }: typeof change extends fc.Arbitrary<infer T> ? T : never) =>
    [
      HEAD,
      `package ${packageName || name};`,
      ...imports.map((one) => `import "${one}.proto";`),
      `message ${name.toUpperCase()} { ${type} f = 1; }`,
    ].join("\n");
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const sources = new Sources({ "a.proto": `${HEAD}package a; message A {}` });
      const compiler = new IncrementalCompiler({ fileSystem: sources });
      compiler.compile(sources.paths);
      for (const one of changes) {
        const path = `${one.name}.proto`;
        if (one.isGone && sources.files.size > 1) sources.files.delete(path);
        else sources.files.set(path, textOf(one));
        assertSame(compiler, sources, [path]);
      }
    }),
    { numRuns: 200 },
  );
});
