import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, encodeDescriptorSet } from "@trunkline/compiler";
import { TestProject } from "./project.testing.js";

const FILES = {
  "proto/a.proto": 'syntax = "proto3";\nimport "b.proto";\n// About A.\nmessage A { B b = 1; }\n',
  "proto/b.proto": 'syntax = "proto3";\nmessage B {}\n',
};

const sources = new Map(Object.entries(FILES).map(([path, text]) => [path.slice(6), text]));
const fileSystem = {
  read(path: string) {
    const text = sources.get(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  },
};

function expectedSet(files: string[], options: Parameters<typeof encodeDescriptorSet>[1]): Buffer {
  return Buffer.from(encodeDescriptorSet(compile(files, { fileSystem }), options));
}

test("build writes the descriptor set of the files named", async () => {
  using project = new TestProject(FILES);
  const { code, out, error } = await project.run("build", "proto/a.proto", "-o", "out/set.binpb");
  assert.deepEqual({ code, out, error }, { code: 0, out: "1 file in out/set.binpb\n", error: "" });
  assert.deepEqual(project.readBytes("out/set.binpb"), expectedSet(["a.proto"], {}));
});

test("build takes protoc's and buf's spellings", async () => {
  using project = new TestProject(FILES);
  const all = { includeImports: true, includeSourceInfo: true, retainOptions: true };
  const flags = ["--include_imports", "--include_source_info", "--retain_options"];
  await project.run(
    "build",
    "--proto_path=proto",
    "proto/a.proto",
    "--descriptor_set_out=p",
    ...flags,
  );
  assert.deepEqual(project.readBytes("p"), expectedSet(["a.proto"], all));
  await project.run(
    "build",
    "--exclude-imports",
    "--as-file-descriptor-set",
    "proto/a.proto",
    "-o",
    "b",
  );
  assert.deepEqual(project.readBytes("b"), expectedSet(["a.proto"], {}));
});

test("build without an output checks, and says what is wrong", async () => {
  using project = new TestProject(FILES);
  assert.deepEqual(await project.run("build"), { code: 0, out: "2 files checked\n", error: "" });
  project.write("proto/b.proto", 'syntax = "proto3";\nmessage B { C c = 1; }\n');
  const { code, error } = await project.run("build", "-o", "set.binpb");
  assert.equal(code, 1);
  assert.match(error, /--> proto\/b\.proto:2:13/);
  assert.throws(() => project.readBytes("set.binpb"), /ENOENT/);
  assert.equal(
    (JSON.parse((await project.run("build", "--json")).out) as { errors: number }).errors,
    1,
  );
});

test("build looks for imports in each proto directory, and reports one that is not there", async () => {
  using project = new TestProject({
    "one/a.proto": FILES["proto/a.proto"],
    "two/b.proto": FILES["proto/b.proto"],
  });
  const { code } = await project.run("build", "-I", "one", "-I", "two", "one/a.proto", "-o", "set");
  assert.equal(code, 0);
  assert.deepEqual(project.readBytes("set"), expectedSet(["a.proto"], {}));
  const missing = await project.run("build", "-I", "three");
  assert.equal(missing.code, 2);
  assert.match(missing.error, /Cannot find the proto directory "three"/);
});

test("build reads a file from stdin and writes the set to stdout", async () => {
  using project = new TestProject(FILES);
  const input = new TextEncoder().encode(FILES["proto/b.proto"]);
  const args = ["build", "-", "--stdin-name", "b.proto", "-o", "-"];
  const { code, out, bytes } = await project.runWithInput(input, ...args);
  assert.deepEqual({ code, out }, { code: 0, out: "" });
  assert.deepEqual(Buffer.from(bytes), expectedSet(["b.proto"], {}));
  assert.equal((await project.run("build", "--json", "-o", "-")).code, 2);
});

test("build finds files where the configuration says, by their path or as imports name them", async () => {
  using project = new TestProject({
    "api/a.proto": FILES["proto/a.proto"],
    "api/b.proto": FILES["proto/b.proto"],
    "trunkline.yaml": "proto: api\n",
  });
  assert.equal((await project.run("build")).out, "2 files checked\n");
  for (const path of ["api/a.proto", "a.proto"]) {
    const { code, error } = await project.run("build", path, "-o", "set");
    assert.deepEqual({ code, error }, { code: 0, error: "" });
    assert.deepEqual(project.readBytes("set"), expectedSet(["a.proto"], {}));
  }
  assert.equal((await project.run("generate", "b.proto")).out, "gen/b_pb.ts\n1 file written\n");
  const other = await project.run("build", "--config", "other.yaml");
  assert.match(other.error, /^error: Cannot find the configuration "other\.yaml"/);
});

test("build takes the layout of a git submodule, and refuses a descriptor set", async () => {
  using project = new TestProject({
    "protos/proto/b.proto": FILES["proto/b.proto"],
    "protos/.git": "gitdir: x",
  });
  const { out } = await project.run("build", "-o", "set.binpb");
  assert.equal(out, "1 file in set.binpb\n");
  assert.deepEqual(project.readBytes("set.binpb"), expectedSet(["b.proto"], {}));
  const again = await project.run("build", "set.binpb");
  assert.equal(again.code, 2);
  assert.match(again.error, /^error: "set\.binpb" is a descriptor set: expected \.proto files/);
});
