import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileDescriptor } from "../descriptor/index.js";
import { compile } from "./compile.js";
import type { CompileResult } from "./compile-result.js";

function compileSources(
  sources: { readonly [path: string]: string },
  ...files: string[]
): CompileResult {
  return compile(files.length === 0 ? Object.keys(sources) : files, {
    fileSystem: { read: (path) => sources[path] },
  });
}

function compileOne(body: string): FileDescriptor {
  const { files, diagnostics } = compileSources({ "x.proto": `syntax = "proto3";\n${body}` });
  assert.deepEqual(diagnostics, []);
  return files[0]!;
}

test("compile() gives the files that were asked for, in that order, once each", () => {
  const sources = {
    "a.proto": 'syntax = "proto3"; package a; import "b.proto"; message A { b.B b = 1; }',
    "b.proto": 'syntax = "proto3"; package b; message B {}',
    "c.proto": 'syntax = "proto3"; package c;',
  };
  const { files } = compileSources(sources, "c.proto", "a.proto", "c.proto");
  assert.deepEqual(
    files.map((file) => file.path),
    ["c.proto", "a.proto"],
  );
  const [field] = files[1]!.messages[0]!.fields;
  const imported = files[1]!.imports[0]!.file;
  assert.ok(field?.type.kind === "singular" && field.type.value.kind === "message");
  assert.equal(field.type.value.message, imported.messages[0]);
});

test("compile() gives no files when there is an error anywhere", () => {
  const { files, diagnostics } = compileSources({
    "good.proto": 'syntax = "proto3"; package good;',
    "bad.proto": 'syntax = "proto3"; message {}',
  });
  assert.deepEqual(files, []);
  assert.deepEqual(
    diagnostics.map((one) => one.file),
    ["bad.proto"],
  );
});

test("compile() reports a file that does not exist", () => {
  const { diagnostics } = compileSources({}, "nowhere.proto");
  assert.equal(diagnostics[0]?.message, "file does not exist");
  assert.equal(diagnostics[0]?.file, "nowhere.proto");
});

test("compile() calls no import unused while the name of a type means nothing", () => {
  const sources = {
    "a.proto": 'syntax = "proto3"; import "b.proto"; import "c.proto"; message A { Typo t = 1; }',
    "b.proto": 'syntax = "proto3"; message Type {}',
    "c.proto": 'syntax = "proto3"; message Unused {}',
  };
  assert.deepEqual(
    compileSources(sources).diagnostics.map(({ message }) => message),
    ['type "Typo" is not defined'],
  );
  const valid = { ...sources, "a.proto": sources["a.proto"].replace("Typo", "Type") };
  assert.deepEqual(
    compileSources(valid).diagnostics.map(({ message }) => message),
    ['import "c.proto" is not used'],
  );
});

test("compile() takes files as bytes or as text", () => {
  const text = 'syntax = "proto3"; package é; message A {}';
  const rulesOf = (source: Uint8Array | string) =>
    compile(["x.proto"], { fileSystem: { read: () => source } }).diagnostics.map((one) => [
      one.ruleId,
      one.span?.start,
    ]);
  assert.deepEqual(rulesOf(text), [["stray-character", 27]]);
  assert.deepEqual(rulesOf(new TextEncoder().encode(text)), rulesOf(text));
});

test("compile() says what a file system gave that is no file", () => {
  for (const [given, name] of [
    [Promise.resolve(""), "a promise"],
    [null, "null"],
    [7, "a number"],
    [{}, "an object"],
  ] as const) {
    const read = () => given as unknown as string;
    assert.throws(() => compile(["x.proto"], { fileSystem: { read } }), {
      name: "TypeError",
      message: `Cannot read "x.proto": the file system gave ${name}, expected a Uint8Array, a string or undefined`,
    });
  }
});

test("compile() knows where each descriptor's name stands", () => {
  const sources = {
    "x.proto": `syntax = "proto3";
message M { oneof o { int32 f = 1; } enum E { V = 0; } }
service S { rpc R(M) returns (M); }`,
  };
  const { files, spanOf } = compileSources(sources);
  const { messages, services } = files[0]!;
  const [m] = messages;
  const [e] = m!.enums;
  const elements = [m, m!.oneofs[0], m!.fields[0], e, e!.values[0], services[0]];
  const names = [...elements, services[0]!.methods[0]].map((element) => {
    const { file, start, end } = spanOf(element!)!;
    return file.text.slice(start, end);
  });
  assert.deepEqual(names, ["M", "o", "f", "E", "V", "S", "R"]);
  assert.equal(spanOf({}), undefined);
});

test("descriptors keep options as they were written, and comments", () => {
  const { messages, options } = compileOne(`
import "google/protobuf/descriptor.proto";
message Part { int32 part = 1; int32 a = 2; }
extend google.protobuf.FileOptions { Part whole = 50000; }
extend google.protobuf.MessageOptions { Part wide = 50000; }
extend google.protobuf.FieldOptions { double ratio = 50000; }
option java_package = "a" "b";
option (whole).part = -5;
// About M.
message M {
  option (wide) = { a: 1 };
  // Before.
  int64 f = 1 [json_name = "g", jstype = JS_STRING, (ratio) = 1.5, deprecated = true]; // After.
}`);
  assert.deepEqual(options, [
    { name: "java_package", value: { kind: "string", value: "ab" } },
    { name: "(whole).part", value: { kind: "integer", value: -5n } },
  ]);
  const m = messages.at(-1);
  assert.equal(m?.comments.leading, " About M.\n");
  assert.deepEqual(m?.options[0]?.value, { kind: "aggregate", text: "{ a: 1 }" });
  const { comments, ...field } = m!.fields[0]!;
  assert.deepEqual(comments, {
    leading: " Before.\n",
    trailing: " After.\n",
    leadingDetached: [],
  });
  assert.deepEqual([field.jsonName, field.jstype, field.isDeprecated], ["g", "string", true]);
  assert.deepEqual(
    field.options.map((option) => [option.name, option.value.kind]),
    [
      ["jstype", "identifier"],
      ["(ratio)", "float"],
      ["deprecated", "identifier"],
    ],
  );
});

test("an edit that a diagnostic suggests makes the file valid", () => {
  const broken = [
    "message M { int32 a = 1; int32 b = 1; }",
    "message M { strin a = 1; }",
    "message M { reserved 1; int32 a = 1; }",
    "message M { int32 a = 08; }",
    "message M { reserved foo; }",
    "message M { int32 a = 1 }",
    "messag M {}",
    "message M { google.protobuf.Any a = 1; }",
    'import "google/protobuf//any.proto"; message M { google.protobuf.Any a = 1; }',
    "option deprecatd = true;",
    "option deprecated = tru;",
    'import "google/protobuf/any.proto";',
    "package a; message P {} message M { message a { } a.P p = 1; }",
  ];
  for (const body of broken) {
    const text = `syntax = "proto3";\n${body}\n`;
    const { edit } = compileSources({ "x.proto": text }).diagnostics[0]!;
    assert.ok(edit !== undefined, body);
    const { start, end } = edit.span;
    const edited = text.slice(0, start) + edit.replacement + text.slice(end);
    assert.deepEqual(compileSources({ "x.proto": edited }).diagnostics, [], edited);
  }
});
