// Plugins both ways: ours under protoc, and others' under `trunkline generate`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import {
  decodePluginRequest,
  decodePluginResponse,
  encodePluginRequest,
  encodePluginResponse,
  type PluginResponse,
} from "@trunkline/compiler";
import { asPackage } from "./command/index.js";
import { TestProject } from "./project.testing.js";

const PLUGIN = fileURLToPath(new URL("./protoc-gen-trunkline.js", import.meta.url));
const PROTOC = join(
  dirname(createRequire(import.meta.url).resolve("protoc/package.json")),
  "protoc.cjs",
);

const FILES = {
  "proto/a.proto": `syntax = "proto3";
package shop;
import "google/protobuf/timestamp.proto";
import "sub/b.proto";
// About A.
message A {
  // About b.
  sub.B b = 1;
  optional google.protobuf.Timestamp at = 2;
}
service As {
  // Gets.
  rpc Get(A) returns (stream A);
}
`,
  "proto/sub/b.proto":
    'syntax = "proto3";\npackage shop.sub;\nmessage B { map<string, int32> m = 1; }\n',
};

/** A plugin that keeps its request and answers `response`. */
function pluginFiles(name: string, response: Uint8Array): { readonly [path: string]: string } {
  return {
    [`${name}.mjs`]: `
import { readFileSync, writeFileSync } from "node:fs";
writeFileSync("request.bin", readFileSync(0));
process.stdout.write(Buffer.from("${Buffer.from(response).toString("base64")}", "base64"));
`,
  };
}

const EMPTY: PluginResponse = {
  error: undefined,
  features: 3,
  minimumEdition: 998,
  maximumEdition: 1002,
  files: [],
};

function configFor(target: string, more = ""): string {
  return `generate:\n  - target: ${target}\n    out: out\n${more}`;
}

function protoc(
  project: TestProject,
  ...args: string[]
): { status: number | null; stderr: string } {
  chmodSync(PLUGIN, 0o755);
  const plugin = `--plugin=protoc-gen-trunkline=${PLUGIN}`;
  const { status, stderr } = spawnSync(process.execPath, [PROTOC, plugin, "-Iproto", ...args], {
    cwd: project.root,
    encoding: "utf8",
  });
  return { status, stderr };
}

test("protoc-gen-trunkline writes under protoc what trunkline generate writes", async () => {
  using project = new TestProject({ ...FILES, "under-protoc/keep": "" });
  const { error } = await project.run("generate");
  assert.equal(error, "");
  const result = protoc(project, "--trunkline_out=under-protoc", "a.proto", "sub/b.proto");
  assert.deepEqual(result, { status: 0, stderr: "" });
  for (const path of ["a_pb.ts", "sub/b_pb.ts"]) {
    assert.equal(project.read(`under-protoc/${path}`), project.read(`gen/${path}`), path);
  }
  const options = "--trunkline_opt=import_extension=.ts,runtime_import=#runtime";
  protoc(project, "--trunkline_out=under-protoc", options, "a.proto");
  const text = project.read("under-protoc/a_pb.ts");
  assert.match(text, /"#runtime"/);
  assert.match(text, /"\.\/sub\/b_pb\.ts"/);
});

test("protoc-gen-trunkline answers what it cannot do with an error", async () => {
  using project = new TestProject({
    ...FILES,
    "out/keep": "",
    "proto/then.proto":
      'syntax = "proto3";\nmessage T {}\nservice S { rpc Then(T) returns (T); }\n',
  });
  const then = protoc(project, "--trunkline_out=out", "then.proto");
  assert.equal(then.status, 1);
  assert.match(then.stderr, /then\.proto: rpc "Then" in service "S" would make its client/);
  const option = protoc(project, "--trunkline_out=out", "--trunkline_opt=nope=1", "a.proto");
  assert.match(option.stderr, /Parameter "nope" is not known/);
  const noRequest = spawnSync(process.execPath, [PLUGIN], { input: "nonsense", encoding: "utf8" });
  assert.equal(noRequest.status, 1);
  assert.match(noRequest.stderr, /^Cannot read the request: /);
});

test("generate asks a plugin what protoc asks it, byte for byte", async () => {
  using project = new TestProject({
    ...FILES,
    ...pluginFiles("plugin", encodePluginResponse(EMPTY)),
    "trunkline.yaml": configFor("./plugin.mjs", "    options: { paths: source_relative, x: 1 }\n"),
    "protoc-gen-keep": '#!/bin/sh\ncat > request.protoc\nprintf "\\020\\001"\n',
  });
  const { error } = await project.run("generate", "proto/a.proto");
  assert.equal(error, "");
  chmodSync(join(project.root, "protoc-gen-keep"), 0o755);
  const plugin = `--plugin=protoc-gen-keep=${join(project.root, "protoc-gen-keep")}`;
  const opt = "--keep_opt=paths=source_relative,x=1";
  const { stderr } = protoc(project, plugin, "--keep_out=.", opt, "a.proto");
  assert.equal(stderr, "");
  const ours = decodePluginRequest(project.readBytes("request.bin"));
  const theirs = decodePluginRequest(project.readBytes("request.protoc"));
  // The comments of protoc's own copies of the well-known types are not in those built in.
  const withoutWellKnown = (files: readonly Uint8Array[]) =>
    files.filter((bytes) => !Buffer.from(bytes).includes("google/protobuf/timestamp.proto\u0012"));
  const comparable = (request: typeof ours) =>
    encodePluginRequest({ ...request, protoFiles: withoutWellKnown(request.protoFiles) });
  assert.equal(ours.protoFiles.length, 3);
  assert.equal(withoutWellKnown(ours.protoFiles).length, 2);
  assert.deepEqual(Buffer.from(comparable(ours)), Buffer.from(comparable(theirs)));
});

test("generate writes what plugins answer, and puts insertions in their place", async () => {
  const first = encodePluginResponse({
    ...EMPTY,
    files: [
      { name: "x.txt", insertionPoint: "", content: "one\n  // @@protoc_insertion_point(here)\n" },
      { name: "", insertionPoint: "", content: "two\n" },
    ],
  });
  const second = encodePluginResponse({
    ...EMPTY,
    files: [{ name: "x.txt", insertionPoint: "here", content: "inserted\nagain\n" }],
  });
  using project = new TestProject({
    ...FILES,
    ...pluginFiles("first", first),
    ...pluginFiles("second", second),
    "trunkline.yaml": `${configFor("./first.mjs")}  - { target: ./second.mjs, out: out }\n`,
  });
  const { out, error } = await project.run("generate");
  assert.equal(error, "");
  assert.equal(out, "out/x.txt\n1 file written\n");
  assert.equal(
    project.read("out/x.txt"),
    "one\n  inserted\n  again\n  // @@protoc_insertion_point(here)\ntwo\n",
  );
});

test("generate says what is wrong with a plugin, and writes nothing", async () => {
  const file = (name: string, insertionPoint = "") => ({ name, insertionPoint, content: "" });
  const cases: [Uint8Array, RegExp][] = [
    [encodePluginResponse({ ...EMPTY, error: "a.proto: no" }), /says: a\.proto: no\n/],
    [Uint8Array.of(0xff), /answered what is no response of a plugin/],
    [encodePluginResponse({ ...EMPTY, features: 0 }), /does not know optional fields of proto3/],
    [
      encodePluginResponse({ ...EMPTY, files: [file("../x")] }),
      /file "\.\.\/x" is not in the output folder/,
    ],
    [encodePluginResponse({ ...EMPTY, files: [file("a"), file("a")] }), /"a" is written twice/],
    [encodePluginResponse({ ...EMPTY, files: [file("a", "b")] }), /no insertion point "b" in file/],
  ];
  for (const [response, expected] of cases) {
    using project = new TestProject({
      ...FILES,
      ...pluginFiles("plugin", response),
      "trunkline.yaml": `${configFor("./plugin.mjs")}  - target: typescript\n`,
    });
    const { code, out, error } = await project.run("generate");
    assert.equal(code, 2);
    assert.equal(out, "");
    assert.match(error, expected);
    assert.throws(() => project.read("gen/a_pb.ts"), /ENOENT/);
  }
});

test("generate says where to get a plugin, and what one said that failed", async (t) => {
  // The benchmarks of this workspace have the plugin, and npm puts what they have on the path.
  const { PATH } = process.env;
  t.after(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = "";
  using project = new TestProject({
    ...FILES,
    "fails.mjs": 'console.error("out of luck"); process.exitCode = 3;\n',
    "trunkline.yaml": configFor("protoc-gen-es"),
  });
  const missing = await project.run("generate");
  assert.equal(
    missing.error,
    'error: Cannot find "protoc-gen-es": it is not on PATH\n' +
      "  = help: install it: npm install --save-dev @bufbuild/protoc-gen-es\n",
  );
  project.write("trunkline.yaml", configFor("./missing.sh"));
  assert.match((await project.run("generate")).error, /^error: Cannot find ".*missing\.sh"\n$/);
  project.write("trunkline.yaml", configFor("./fails.mjs"));
  assert.match((await project.run("generate")).error, /failed: exit code 3\nout of luck\n/);
});

test("a plugin that knows proto3 only is not given an edition", async () => {
  using project = new TestProject({
    "proto/e.proto": 'edition = "2023";\nmessage E { int32 a = 1; }\n',
    ...pluginFiles("plugin", encodePluginResponse({ ...EMPTY, features: 1 })),
    "trunkline.yaml": configFor("./plugin.mjs"),
  });
  assert.match(
    (await project.run("generate")).error,
    /does not know editions, which "e\.proto" has/,
  );
  const old = encodePluginResponse({ ...EMPTY, maximumEdition: 999 });
  for (const [path, text] of Object.entries(pluginFiles("plugin", old))) project.write(path, text);
  assert.match(
    (await project.run("generate")).error,
    /does not know edition 2023, which "e\.proto" has/,
  );
});

test("generate sends plugins the files of a descriptor set as they stand in it", async () => {
  using project = new TestProject({
    ...FILES,
    ...pluginFiles("plugin", encodePluginResponse(EMPTY)),
    "trunkline.yaml": configFor("./plugin.mjs", "    includeImports: true\n"),
  });
  await project.run("build", "--include-imports", "proto/a.proto", "-o", "set.binpb");
  const { error } = await project.run("generate", "set.binpb");
  assert.equal(error, "");
  const { protoFiles, filesToGenerate } = decodePluginRequest(project.readBytes("request.bin"));
  assert.deepEqual(filesToGenerate, ["sub/b.proto", "a.proto"]);
  const set = project.readBytes("set.binpb");
  for (const bytes of protoFiles) assert.ok(Buffer.from(set).includes(Buffer.from(bytes)));
  assert.equal(decodePluginResponse(encodePluginResponse(EMPTY)).features, 3);
});

test("Python code names the other files of its package from the file on", async () => {
  const outputs = asPackage(
    new Map([
      [
        "user_pb2.py",
        "from google.protobuf import descriptor as _d\nimport other_pb2 as other__pb2\n",
      ],
      ["other_pb2.py", ""],
      ["a/b/c_pb2_grpc.py", "import grpc\n\nfrom a.b import c_pb2 as a_dot_b_dot_c__pb2\n"],
      ["a/b/c_pb2.py", "import user_pb2 as user__pb2\nfrom user_pb2 import *\n"],
    ]),
  );
  const content = new Map(outputs.map((one) => [one.path, one.content]));
  assert.equal(
    content.get("user_pb2.py"),
    "from google.protobuf import descriptor as _d\nfrom . import other_pb2 as other__pb2\n",
  );
  assert.equal(
    content.get("a/b/c_pb2_grpc.py"),
    "import grpc\n\nfrom ...a.b import c_pb2 as a_dot_b_dot_c__pb2\n",
  );
  assert.equal(
    content.get("a/b/c_pb2.py"),
    "from ... import user_pb2 as user__pb2\nfrom ...user_pb2 import *\n",
  );
  assert.deepEqual(
    outputs.filter(({ isKept }) => isKept).map(({ path }) => path),
    ["__init__.py", "a/__init__.py", "a/b/__init__.py"],
  );
});

test("generate says what is missing to Python", async () => {
  using project = new TestProject({
    ...FILES,
    "python.mjs": "console.error(\"No module named 'grpc_tools'\"); process.exitCode = 1;\n",
    "trunkline.yaml": configFor("python", "    python: ./python.mjs\n"),
  });
  assert.match(
    (await project.run("generate")).error,
    /failed: exit code 1\nNo module named 'grpc_tools'\n {2}= help: install what is missing: \S+python\.mjs -m pip install grpcio-tools\n$/,
  );
});

test("generate shows what a plugin says though all is well", async () => {
  using project = new TestProject({
    ...FILES,
    ...pluginFiles("plugin", encodePluginResponse(EMPTY)),
    "trunkline.yaml": configFor("./says.mjs"),
  });
  project.write("says.mjs", 'import "./plugin.mjs";\nconsole.error("WARNING: no go_package");\n');
  const { code, error } = await project.run("generate");
  assert.deepEqual({ code, error }, { code: 0, error: "WARNING: no go_package\n" });
});

test("protoc-gen-trunkline says what it is to who runs it by hand", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [PLUGIN, ...args], { encoding: "utf8", input: "" });
  assert.equal(run("--version").stdout, "protoc-gen-trunkline 0.1.0\n");
  const help = run("--help");
  assert.equal(help.status, 1);
  assert.match(help.stderr, /^protoc-gen-trunkline is a plugin: protoc or buf runs it/);
});
