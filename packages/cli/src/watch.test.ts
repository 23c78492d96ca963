import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { TestProject } from "./project.testing.js";

const A = 'syntax = "proto3";\nimport "b.proto";\nmessage A { B b = 1; }\n';
const B = 'syntax = "proto3";\nmessage B { int32 n = 1; }\n';
const C = 'syntax = "proto3";\nmessage C {}\n';
const FILES = { "proto/a.proto": A, "proto/b.proto": B, "proto/c.proto": C };

test("generate --watch generates again what a change touches", async () => {
  using project = new TestProject(FILES);
  await using watching = project.watch("generate", "--watch");
  await watching.until(/3 files written\n.*Watching for changes\n/s);
  project.write("proto/b.proto", B.replace("n = 1", "n = 2"));
  const out = await watching.until(/files? written.*\n/);
  assert.match(out, /^gen\/b_pb\.ts\n1 file written, 1 up to date \(\d+ ms\)\n$/);
  assert.match(project.read("gen/b_pb.ts"), /"2 /);
});

test("generate --watch tells of errors, writes nothing, and goes on once they are gone", async () => {
  using project = new TestProject(FILES);
  await using watching = project.watch("generate", "--watch");
  await watching.until(/Watching for changes\n/);
  project.write("proto/b.proto", B.replace("int32", "in32"));
  const errors = await watching.until(/nothing was written\n/);
  assert.match(errors, /^error: type "in32" is not defined\n --> proto\/b\.proto:2:13\n/);
  project.write("proto/c.proto", C.replace("{}", "{ bool c = 1; }"));
  await watching.until(/nothing was written\n/);
  project.write("proto/b.proto", B);
  assert.match(
    await watching.until(/up to date.*\n/),
    /^gen\/c_pb\.ts\n1 file written, 2 up to date/,
  );
  assert.match(project.read("gen/c_pb.ts"), /"c"/);
});

test("generate --watch takes files that come and go", async () => {
  using project = new TestProject(FILES);
  await using watching = project.watch("generate", "--watch");
  await watching.until(/Watching for changes\n/);
  project.write("proto/sub/d.proto", C.replace("C", "D"));
  assert.match(await watching.until(/written.*\n/), /^gen\/sub\/d_pb\.ts\n1 file written/);
  rmSync(join(project.root, "proto/b.proto"));
  assert.match(await watching.until(/nothing was written\n/), /"b\.proto" does not exist/);
});

test("generate --watch begins again when the configuration changes, and survives a wrong one", async () => {
  using project = new TestProject(FILES);
  await using watching = project.watch("generate", "--watch");
  await watching.until(/Watching for changes\n/);
  project.write("trunkline.yaml", "nope: 1\n");
  assert.match(
    await watching.until(/Watching for changes\n/),
    /trunkline\.yaml:1:1: "nope" is not a key/,
  );
  project.write("trunkline.yaml", "generate: [{ target: typescript, out: other }]\n");
  assert.match(
    await watching.until(/Watching for changes\n/),
    /^other\/a_pb\.ts\n[\s\S]*3 files written\n/,
  );
});

test("generate --watch refuses what cannot be watched", async () => {
  using project = new TestProject(FILES);
  const { code, error } = await project.run("generate", "--watch", "-");
  assert.equal(code, 2);
  assert.match(error, /^error: Cannot watch a descriptor set or the standard input\n/);
});
