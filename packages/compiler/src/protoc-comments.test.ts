// protoc as an oracle of comments: which of them lead, trail or stand alone, in files whose gaps are
// filled with every kind of comment, space and line break at random.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import type { Comments, FileDescriptor } from "./descriptor/index.js";
import { diskFileSystem, runProtoc } from "./golden-cases.testing.js";
import { compile } from "./linker/index.js";

/** Tokens after which protoc looks at comments; gaps go between all of them and before the first. */
const PIECES = [
  'syntax = "proto3";',
  "package p;",
  "message M {",
  "int32 a = 1;",
  "oneof o {",
  "int32 b = 2;",
  "}",
  "message N {",
  "}",
  "enum E {",
  "A = 0;",
  "}",
  ";",
  "int32 c = 3;",
  "}",
  "service S {",
  "rpc R(M) returns (M);",
  "rpc T(M) returns (M) {",
  "}",
  "}",
  "enum F {",
  "B = 0;",
  "C = 1;",
  "}",
];

const gap = fc
  .array(
    fc.constantFrom(
      ...["\n", "\n", "\n\n", " ", "  \n", "\t", "\r\n", "// one\n", "//two\n", "/* three */"],
      ...["/* four\n * five\n */", "/*six*/\n", "/**/", "/** seven\n   eight\n*/", "//\n"],
    ),
    { maxLength: 6 },
  )
  .map((parts) => ` ${parts.join("")}`);

const files = fc
  .array(gap, { minLength: PIECES.length + 1, maxLength: PIECES.length + 1 })
  .map((gaps) => gaps.map((text, index) => `${text}${PIECES[index] ?? ""}`).join(""));

test("comments lead, trail and stand alone as in protoc", () => {
  const texts = fc.sample(files, { numRuns: 300, seed: 7 });
  const folder = mkdtempSync(join(tmpdir(), "trunkline-"));
  try {
    const names = texts.map((_, index) => `f${index}.proto`);
    // A package of their own, so that all can be compiled at once.
    const named = texts.map((text, index) => text.replace("package p;", `package p${index};`));
    for (const [index, text] of named.entries()) writeFileSync(join(folder, names[index]!), text);
    const set = join(folder, "set.binpb");
    const args = [`--descriptor_set_out=${set}`, "--include_source_info", ...names];
    const { isAccepted, output } = runProtoc(folder, args);
    assert.ok(isAccepted, output);
    const theirs = fromBinary(FileDescriptorSetSchema, readFileSync(set)).file;
    const ours = compile(names, { fileSystem: diskFileSystem(folder, names) }).files;
    assert.equal(ours.length, names.length);
    let comments = 0;
    for (const [index, file] of ours.entries()) {
      const mine = commentsOf(file);
      assert.deepEqual(mine, theirCommentsOf(theirs[index]!), named[index]);
      comments += Object.keys(mine).length;
    }
    assert.ok(comments > 1000, `only ${comments} declarations had comments`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** By the path of SourceCodeInfo; declarations without comments are left out. */
function commentsOf(file: FileDescriptor): { [path: string]: unknown } {
  const found: { [path: string]: unknown } = {};
  const add = (path: string, { leading, trailing, leadingDetached }: Comments) => {
    if (leading === undefined && trailing === undefined && leadingDetached.length === 0) return;
    found[path] = { leading, trailing, leadingDetached: [...leadingDetached] };
  };
  add("12", file.syntaxComments);
  add("2", file.packageComments);
  for (const [i, message] of file.messages.entries()) {
    add(`4,${i}`, message.comments);
    for (const [j, field] of message.fields.entries()) add(`4,${i},2,${j}`, field.comments);
    for (const [j, oneof] of message.oneofs.entries()) add(`4,${i},8,${j}`, oneof.comments);
    for (const [j, nested] of message.messages.entries()) add(`4,${i},3,${j}`, nested.comments);
    for (const [j, one] of message.enums.entries()) {
      add(`4,${i},4,${j}`, one.comments);
      for (const [k, value] of one.values.entries()) add(`4,${i},4,${j},2,${k}`, value.comments);
    }
  }
  for (const [i, one] of file.enums.entries()) {
    add(`5,${i}`, one.comments);
    for (const [j, value] of one.values.entries()) add(`5,${i},2,${j}`, value.comments);
  }
  for (const [i, service] of file.services.entries()) {
    add(`6,${i}`, service.comments);
    for (const [j, method] of service.methods.entries()) add(`6,${i},2,${j}`, method.comments);
  }
  return found;
}

function theirCommentsOf(file: FileDescriptorProto): { [path: string]: unknown } {
  const found: { [path: string]: unknown } = {};
  for (const location of file.sourceCodeInfo?.location ?? []) {
    const leading = location.leadingComments;
    const trailing = location.trailingComments;
    const leadingDetached = [...location.leadingDetachedComments];
    const has = (text: string | undefined) => text !== undefined && text !== "";
    if (!has(leading) && !has(trailing) && leadingDetached.length === 0) continue;
    found[location.path.join(",")] = {
      leading: has(leading) ? leading : undefined,
      trailing: has(trailing) ? trailing : undefined,
      leadingDetached,
    };
  }
  return found;
}
