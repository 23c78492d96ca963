import assert from "node:assert/strict";
import { test } from "node:test";
import { TestProject } from "./project.testing.js";

const FILES = {
  "proto/a.proto": `syntax = "proto3";
import "b.proto";
// About A.
message A {
  // About b.
  B b = 1;
}
`,
  "proto/b.proto": 'syntax = "proto3";\nmessage B {}\n',
};

test("generate takes a descriptor set, as a file or on the standard input", async () => {
  using project = new TestProject(FILES);
  await project.run("generate");
  const expected = project.read("gen/a_pb.ts");
  await project.run("build", "--include-source-info", "-o", "all.binpb");
  const { out, error } = await project.run("generate", "all.binpb", "--out", "of-set");
  assert.equal(error, "");
  assert.equal(out, "of-set/a_pb.ts\nof-set/b_pb.ts\n2 files written\n");
  assert.equal(project.read("of-set/a_pb.ts"), expected);
  const input = project.readBytes("all.binpb");
  const stdin = await project.runWithInput(input, "generate", "-", "--out", "of-stdin");
  assert.equal(stdin.error, "");
  assert.equal(project.read("of-stdin/a_pb.ts"), expected);
});

test("generate takes a .proto file on the standard input, which may import others", async () => {
  using project = new TestProject(FILES);
  const input = new TextEncoder().encode(`\n${FILES["proto/a.proto"].replaceAll("A", "C")}`);
  const { out, error } = await project.runWithInput(
    input,
    "generate",
    "-",
    "--stdin-name",
    "c.proto",
  );
  assert.equal(error, "");
  assert.equal(out, "gen/b_pb.ts\ngen/c_pb.ts\n2 files written\n");
});

test("generate says what is wrong with an input", async () => {
  using project = new TestProject({ ...FILES, "bad.binpb": "no set", "empty.binpb": "" });
  const cases: [string[], string][] = [
    [["bad.binpb"], 'error: Cannot read "bad.binpb" as a descriptor set: '],
    [["empty.binpb"], 'error: No files in "empty.binpb"\n'],
    [["none.binpb"], 'error: Cannot find "none.binpb" in '],
    [["-", "proto/a.proto"], 'error: "-" must be the only input\n'],
  ];
  for (const [args, expected] of cases) {
    const { code, error } = await project.run("generate", ...args);
    assert.equal(code, 2);
    assert.equal(error.slice(0, expected.length), expected);
  }
});

test("generate reports a file that a descriptor set lacks", async () => {
  using project = new TestProject(FILES);
  await project.run("build", "proto/a.proto", "-o", "part.binpb");
  const { code, error } = await project.run("generate", "part.binpb");
  assert.equal(code, 1);
  assert.match(error, /^error: imported file "b\.proto" does not exist\n/);
});

test("the standard input is called as an import could call it, and is not empty", async () => {
  using project = new TestProject(FILES);
  const input = new TextEncoder().encode(FILES["proto/b.proto"]);
  for (const name of [
    "../up.proto",
    "/etc/x.proto",
    "a//b.proto",
    "a\\b.proto",
    "C:x.proto",
    "b.txt",
  ]) {
    for (const command of ["generate", "build"]) {
      const { code, error } = await project.runWithInput(input, command, "-", "--stdin-name", name);
      assert.equal(code, 2, name);
      assert.match(
        error,
        /^error: Cannot call the standard input ".*": expected a path that an import/,
      );
    }
  }
  const empty = await project.run("generate", "-");
  assert.equal(empty.code, 2);
  assert.match(empty.error, /^error: The standard input is empty: expected a \.proto file/);
});

test("no file of a descriptor set is written outside of the output folder", async () => {
  const inner = "../../up.proto";
  const name = new TextEncoder().encode(inner);
  const set = Uint8Array.of(0x0a, name.length + 2, 0x0a, name.length, ...name);
  using project = new TestProject(FILES);
  project.write("set.binpb", set);
  for (const result of [
    await project.run("generate", "set.binpb"),
    await project.runWithInput(set, "generate", "-"),
  ]) {
    assert.equal(result.code, 2);
    assert.match(
      result.error,
      /^error: Cannot generate "\.\.\/\.\.\/up\.proto" of ".*": its code would not be/,
    );
  }
});
