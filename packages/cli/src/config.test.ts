import assert from "node:assert/strict";
import { test } from "node:test";
import { TestProject } from "./project.testing.js";

const HELLO = `syntax = "proto3";
message Hello { string name = 1; }
`;

test("trunkline.yaml says where files are and where code goes", async () => {
  using project = new TestProject({
    "api/a/hello.proto": HELLO,
    "vendor/b/other.proto": HELLO.replace("Hello", "Other"),
    "trunkline.yaml": `
proto: [api, vendor]
generate:
  - target: typescript
    out: src/pb
    runtimeImport: "#runtime"
    importExtension: .ts
    files: ["a/**"]
  - { target: typescript, out: other, files: "!a" }
`,
  });
  const { code, out, error } = await project.run("generate");
  assert.equal(error, "");
  assert.equal(out, "src/pb/a/hello_pb.ts\nother/b/other_pb.ts\n2 files written\n");
  assert.equal(code, 0);
  assert.match(project.read("src/pb/a/hello_pb.ts"), /"#runtime"/);
  const outOption = await project.run("generate", "--out", "x");
  assert.equal(outOption.code, 2);
  assert.match(
    outOption.error,
    /Cannot use --out: it is for one TypeScript target, and there are 2/,
  );
});

test("trunkline.yaml says whether TypeScript checks what is generated", async () => {
  using project = new TestProject({
    "proto/hello.proto": HELLO,
    "trunkline.yaml":
      "generate: [{ target: typescript, typeCheck: true }, { target: typescript, out: b }]\n",
  });
  const { code } = await project.run("generate");
  assert.equal(code, 0);
  assert.doesNotMatch(project.read("gen/hello_pb.ts"), /ts-nocheck/);
  assert.match(project.read("b/hello_pb.ts"), /^\/\/ @ts-nocheck: /m);
});

test("paths in a configuration start at its folder", async () => {
  using project = new TestProject({
    "service/proto/hello.proto": HELLO,
    "service/trunkline.yaml": "generate: [{ target: typescript }]\n",
  });
  const { out, error } = await project.run("generate", "--config", "service/trunkline.yaml");
  assert.equal(error, "");
  assert.equal(out, "service/gen/hello_pb.ts\n1 file written\n");
  const missing = await project.run("generate", "--config", "nope.yaml");
  assert.match(missing.error, /^error: Cannot find the configuration "nope.yaml"/);
});

test("the command line goes before the configuration", async () => {
  using project = new TestProject({
    "api/hello.proto": HELLO,
    "trunkline.yaml": `
proto: nowhere
generate:
  - target: typescript
  - { target: protoc-gen-nope, out: nope }
`,
  });
  const { code, out } = await project.run(
    ...["generate", "-I", "api", "--target", "typescript", "--out", "x"],
  );
  assert.equal(out, "x/hello_pb.ts\n1 file written\n");
  assert.equal(code, 0);
  const unknown = await project.run("generate", "-I", "api", "--target", "go");
  assert.equal(
    unknown.error,
    'error: No target is called "go": there are "typescript", "protoc-gen-nope"\n',
  );
});

test("a wrong trunkline.yaml is told with line, column and key, all at once", async () => {
  const cases: [string, string[]][] = [
    ["proto: 5\n", ['1:8: "proto" is 5: expected a folder, or a list of folders']],
    ["- a\n", ["1:1: the file is a list: expected keys and values: proto, generate"]],
    ["protos: x\n", ['1:1: "protos" is not a key: expected proto, generate']],
    ["proto: []\n", ['1:8: "proto" is an empty list: expected a folder, or a list of folders']],
    ["generate: []\n", ['1:11: "generate" is an empty list: expected a list of targets']],
    ["proto: a\n---\nproto: b\n", ["2:1: a second document begins: expected one"]],
    ["proto: [a\n", ["2:1: Flow sequence"]],
    ["generate: typescript\n", ['1:11: "generate" is "typescript": expected a list of targets']],
    [
      "generate:\n  - target: golang\n    out: go\n  - typescript\n",
      [
        '2:13: "generate[0].target" is "golang": expected typescript, python, or a plugin: protoc-gen-x, or its path',
        '4:5: "generate[1]" is "typescript": expected a target, as in: { target: typescript, out: "gen" }',
      ],
    ],
    [
      "generate:\n  - target: protoc-gen-go\n",
      ['2:5: "generate[0]" is a map: expected a target with "out", the folder to write to'],
    ],
    [
      "generate:\n  - target: typescript\n    importExtension: ts\n    options: a\n    out: ''\n",
      [
        '3:22: "generate[0].importExtension" is "ts": expected .js or .ts',
        '4:5: "generate[0].options" is not a key: expected target, out, files, runtimeImport, importExtension, typeCheck, int64, timestamp, duration, bytes, packed, overrides',
        '5:10: "generate[0].out" is empty: expected a folder',
      ],
    ],
    [
      "generate:\n  - target: protoc-gen-x\n    out: x\n    includeImports: 1\n    options: { a: [1] }\n",
      [
        '4:21: "generate[0].includeImports" is 1: expected true or false',
        '5:19: "generate[0].options.a" is a list: expected text: one, a list, or keys and values',
      ],
    ],
  ];
  for (const [config, expected] of cases) {
    using project = new TestProject({ "proto/hello.proto": HELLO, "trunkline.yaml": config });
    const { code, error } = await project.run("generate");
    assert.equal(code, 2, config);
    const lines = error.split("\n").slice(0, -2);
    assert.equal(lines.length, expected.length, error);
    for (const [index, sentence] of expected.entries()) {
      const line = lines[index]!.replace(/^error: /, "");
      assert.ok(line.startsWith(`trunkline.yaml:${sentence}`), line);
    }
  }
});

test("an empty trunkline.yaml is as none", async () => {
  for (const config of ["", "# nothing\n", "{}\n"]) {
    using project = new TestProject({ "proto/hello.proto": HELLO, "trunkline.yaml": config });
    assert.equal((await project.run("generate")).out, "gen/hello_pb.ts\n1 file written\n", config);
  }
});

test("a git submodule with .proto files works as it is", async () => {
  const user =
    'syntax = "proto3";\npackage user.v1;\nimport "common/money.proto";\nmessage User { common.Money m = 1; }\n';
  const money = 'syntax = "proto3";\npackage common;\nmessage Money { int64 cents = 1; }\n';
  const layouts: { [name: string]: string }[] = [
    { "proto/": "", "proto/.git": "gitdir: x", "proto/README.md": "" },
    { "protos/": "", "protos/.git": "gitdir: x" },
    { "proto/proto/": "", "proto/.git": "gitdir: x" },
    { "proto/src/": "", "proto/buf.yaml": "version: v2\nmodules:\n  - path: src\n" },
    { "proto/api/": "", "proto/buf.work.yaml": "version: v1\ndirectories: [api]\n" },
  ];
  for (const { ...files } of layouts) {
    const [root = ""] = Object.keys(files);
    delete files[root];
    using project = new TestProject({
      ...files,
      [`${root}user/v1/user.proto`]: user,
      [`${root}common/money.proto`]: money,
    });
    const { out, error } = await project.run("generate");
    assert.equal(error, "", root);
    assert.equal(out, "gen/common/money_pb.ts\ngen/user/v1/user_pb.ts\n2 files written\n");
  }
  // A folder "proto" in it that imports begin with is part of the paths.
  using project = new TestProject({
    "proto/proto/a.proto": 'syntax = "proto3";\nimport "proto/b.proto";\nmessage A { B b = 1; }\n',
    "proto/proto/b.proto": 'syntax = "proto3";\nmessage B {}\n',
  });
  assert.match((await project.run("generate")).out, /^gen\/proto\/a_pb\.ts\n/);
});

test("a TypeScript target says how integers, times and bytes are held, for parts of the schema too", async () => {
  using project = new TestProject({
    "proto/a.proto": `syntax = "proto3";
package shop;
message A { int64 id = 1; int64 count = 2; }
`,
    "trunkline.yaml": `
generate:
  - target: typescript
    int64: string
    overrides:
      shop.A.count: { int64: number }
`,
  });
  const { error } = await project.run("generate");
  assert.equal(error, "");
  assert.match(project.read("gen/a_pb.ts"), /^ {2}id: string;\n {2}count: number;$/m);
  project.write(
    "trunkline.yaml",
    "generate:\n  - target: typescript\n    bytes: shared\n    overrides: { a: { int: 1 } }\n",
  );
  const wrong = (await project.run("generate")).error;
  assert.match(wrong, /:3:12: "generate\[0\]\.bytes" is "shared": expected copy or view/);
  assert.match(wrong, /"generate\[0\]\.overrides\.a\.int" is not a key: expected int64/);
});

test("an override of what no file has is told, and changes nothing", async () => {
  using project = new TestProject({
    "proto/a.proto": 'syntax = "proto3";\npackage shop;\nmessage A { int64 id = 1; }\n',
    "trunkline.yaml": `
generate:
  - target: typescript
    overrides:
      shop.A: { int64: string }
      shop.Nope: { int64: string }
`,
  });
  const { code, out, error } = await project.run("generate");
  assert.equal(code, 0);
  assert.equal(out, "gen/a_pb.ts\n1 file written\n");
  assert.match(error, /^warning: The configuration overrides what no file has\n {2}shop\.Nope\n/);
  assert.equal((await project.run("generate", "proto/a.proto")).error, "");
});

test("a configuration that is no text is told", async () => {
  using project = new TestProject({ "proto/hello.proto": HELLO });
  project.write("trunkline.yaml", Uint8Array.of(0xff, 0xfe));
  const { code, error } = await project.run("generate");
  assert.equal(code, 2);
  assert.equal(error, 'error: Cannot read "trunkline.yaml": it is not UTF-8\n');
});
