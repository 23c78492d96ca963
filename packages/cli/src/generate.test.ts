import assert from "node:assert/strict";
import { statSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { TestProject } from "./project.testing.js";

const HELLO = `syntax = "proto3";
message HelloRequest { string name = 1; }
`;
const USER = `syntax = "proto3";
package user.v1;
import "common/money.proto";
message User { common.Money balance = 1; }
`;
const MONEY = `syntax = "proto3";
package common;
message Money { int64 cents = 1; }
`;
const FILES = {
  "proto/hello.proto": HELLO,
  "proto/user/v1/user.proto": USER,
  "proto/common/money.proto": MONEY,
};

test("generate writes every .proto file of the proto directory to gen", async () => {
  using project = new TestProject(FILES);
  const { code, out, error } = await project.run("generate");
  assert.equal(error, "");
  assert.equal(
    out,
    "gen/common/money_pb.ts\ngen/hello_pb.ts\ngen/user/v1/user_pb.ts\n3 files written\n",
  );
  assert.equal(code, 0);
  assert.match(project.read("gen/user/v1/user_pb.ts"), /"\.\.\/\.\.\/common\/money_pb\.js"/);
  assert.match(project.read("gen/hello_pb.ts"), /"trunkline\/protobuf"/);
});

test("generate leaves files alone whose text is the same", async () => {
  using project = new TestProject(FILES);
  await project.run("generate");
  const path = join(project.root, "gen/hello_pb.ts");
  utimesSync(path, 1, 1);
  project.write("proto/common/money.proto", MONEY.replace("cents", "units"));
  const { out } = await project.run("generate");
  assert.equal(out, "gen/common/money_pb.ts\n1 file written, 2 up to date\n");
  assert.equal(statSync(path).mtimeMs, 1000);
  assert.equal((await project.run("generate")).out, "3 files up to date\n");
});

test("generate says so when it cannot make the output folder", async () => {
  using project = new TestProject({ ...FILES, blocked: "a file" });
  // Below /proc, Node's own recursive mkdir tries for ever.
  const folders =
    process.platform === "linux" ? ["blocked/gen", "/proc/nope/gen"] : ["blocked/gen"];
  for (const folder of folders) {
    const { code, error } = await project.run("generate", "--out", folder);
    assert.equal(code, 2, folder);
    assert.match(error, /Cannot write ".*(ENOTDIR|ENOENT|EACCES)/, folder);
  }
});

test("generate takes files and folders, and generates what they import", async () => {
  using project = new TestProject(FILES);
  assert.match(
    (await project.run("generate", "proto/user")).out,
    /money_pb[\s\S]*user_pb[\s\S]*2 files written/,
  );
  assert.match(
    (await project.run("generate", "proto/hello.proto")).out,
    /^gen\/hello_pb\.ts\n1 file/,
  );
});

test("generate takes other folders and another runtime", async () => {
  using project = new TestProject({ "api/hello.proto": HELLO });
  const { code, out } = await project.run(
    ...["generate", "--proto-dir", "api", "--out", "src/pb", "--runtime-import", "#runtime"],
  );
  assert.equal(out, "src/pb/hello_pb.ts\n1 file written\n");
  assert.equal(code, 0);
  assert.match(project.read("src/pb/hello_pb.ts"), /"#runtime"/);
});

test("generate leaves the well-known types to the runtime, copies of their files too", async () => {
  using project = new TestProject({
    "proto/a.proto": `syntax = "proto3";
import "google/protobuf/timestamp.proto";
message A { google.protobuf.Timestamp at = 1; }
`,
    "proto/google/protobuf/timestamp.proto": "syntax = nonsense",
    "proto/google/protobuf/descriptor.proto": 'syntax = "proto2";',
  });
  const { code, out, error } = await project.run("generate");
  assert.equal(error, "");
  assert.equal(out, "gen/a_pb.ts\n1 file written\n");
  assert.equal(code, 0);
});

test("generate writes nothing and exits with 1 when there is an error", async () => {
  using project = new TestProject({
    ...FILES,
    "proto/bad.proto": 'syntax = "proto3";\nmessage Bad { Nope nope = 1; string b = 1; }\n',
  });
  const { code, out, error } = await project.run("generate");
  assert.equal(out, "");
  assert.equal(code, 1);
  assert.match(error, /^error: type "Nope" is not defined\n --> proto\/bad\.proto:2:15\n/);
  assert.match(error, /\n2 errors in 1 file: nothing was written\n$/);
  assert.throws(() => project.read("gen/hello_pb.ts"), { code: "ENOENT" });
});

test("generate shows warnings and goes on", async () => {
  using project = new TestProject({
    "proto/a.proto": 'syntax = "proto3";\nimport "google/protobuf/any.proto";\nmessage A {}\n',
  });
  const { code, out, error } = await project.run("generate");
  assert.match(error, /^warning: import "google\/protobuf\/any\.proto" is not used\n/);
  assert.match(error, /\n1 warning in 1 file\n$/);
  assert.equal(out, "gen/a_pb.ts\n1 file written\n");
  assert.equal(code, 0);
});

test("generate refuses an rpc that TypeScript has no name for, with its place", async () => {
  using project = new TestProject({
    "proto/a.proto": `syntax = "proto3";
message A {}
service S {
  rpc Then(A) returns (A);
}
`,
  });
  const { code, error } = await project.run("generate");
  assert.equal(code, 1);
  assert.match(error, /^error: rpc "Then" in service "S" .*\n --> proto\/a\.proto:4:7\n/);
});

test("generate --json prints one object", async () => {
  using project = new TestProject({ "proto/hello.proto": HELLO });
  const good = await project.run("generate", "--json");
  assert.equal(good.error, "");
  assert.deepEqual(JSON.parse(good.out), {
    errors: 0,
    warnings: 0,
    diagnostics: [],
    files: [{ path: "gen/hello_pb.ts", proto: "proto/hello.proto", state: "written" }],
    stale: [],
    unusedOverrides: [],
  });
  project.write("proto/bad.proto", 'syntax = "proto3";\nmessage A { strin b = 1; }\n');
  const bad = await project.run("generate", "--json");
  assert.equal(bad.code, 1);
  const range = { file: "proto/bad.proto", line: 2, column: 13, endLine: 2, endColumn: 18 };
  assert.deepEqual(JSON.parse(bad.out), {
    errors: 1,
    warnings: 0,
    diagnostics: [
      {
        severity: "error",
        ruleId: "undefined-type",
        message: 'type "strin" is not defined',
        file: "proto/bad.proto",
        range,
        help: 'did you mean "string"?',
        edit: { range, replacement: "string" },
      },
    ],
    files: [],
    stale: [],
    unusedOverrides: [],
  });
  const wrong = await project.run("generate", "--json", "nowhere");
  assert.equal(wrong.code, 2);
  const message = `Cannot find "nowhere" in ${project.root}`;
  assert.deepEqual(JSON.parse(wrong.out), { error: { message } });
});

test("generate exits with 2 and says so when it cannot do what was asked", async () => {
  using project = new TestProject({
    "proto/notes.txt": "",
    "other/a.proto": HELLO,
    "file.txt": "",
  });
  const cases: [string[], string][] = [
    [["--proto-dir", "api"], `error: Cannot find the proto directory "api" in ${project.root}\n`],
    [[], 'error: No .proto files in "proto"\n'],
    [["other/a.proto"], 'error: "other/a.proto" is not in the proto directory "proto"\n'],
    [["proto/b.proto"], `error: Cannot find "proto/b.proto" in ${project.root}\n`],
    [["proto/notes.txt"], 'error: "proto/notes.txt" is not a .proto file\n'],
    [["--proto-dir", "other", "--out", "file.txt"], "error: Cannot write "],
    [["--nonsense"], "error: unknown option '--nonsense'\n"],
    [["--out", ""], "error: option '--out <folder>' argument '' is invalid. It is empty.\n"],
    [[""], "error: command-argument value '' is invalid for argument 'paths'. It is empty.\n"],
    [
      ["--json", "--error-format", "sarif"],
      "error: option '--json' cannot be used with option '--error-format <format>'\n",
    ],
  ];
  for (const [args, expected] of cases) {
    const { code, out, error } = await project.run("generate", ...args);
    assert.equal(error.slice(0, expected.length), expected);
    assert.equal(out, "");
    assert.equal(code, 2, args.join(" "));
  }
});

test("generate follows links, and none of them round in a circle", async () => {
  using project = new TestProject({ "shared/deep/hello.proto": HELLO, "proto/a.proto": HELLO });
  project.write("proto/a.proto", 'syntax = "proto3";\nmessage A {}\n');
  symlinkSync(join(project.root, "shared"), join(project.root, "proto/linked"));
  symlinkSync(join(project.root, "proto"), join(project.root, "shared/deep/up"));
  assert.equal(
    (await project.run("generate")).out,
    "gen/a_pb.ts\ngen/linked/deep/hello_pb.ts\n2 files written\n",
  );
});

test("generate says why a file or folder cannot be written, in words", async () => {
  using project = new TestProject({ "proto/a.proto": HELLO, "gen/a_pb.ts/x": "", file: "" });
  const folder = await project.run("generate");
  assert.match(folder.error, /Cannot write ".*a_pb\.ts": it is a folder \(EISDIR\)\n$/);
  const file = await project.run("generate", "--out", "file/gen");
  assert.match(file.error, /: a part of its path is no folder \(ENOTDIR\)\n$/);
});
