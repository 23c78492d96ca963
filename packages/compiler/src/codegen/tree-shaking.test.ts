// What a bundler keeps of generated code: what is used, and nothing else.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type BuildOptions, buildSync } from "esbuild";
import { defaultOptions, GeneratedFolder, generateAll } from "./build.testing.js";
import { compileProto } from "./schema.testing.js";

const asUsersGetIt = { ...defaultOptions, isTypeChecked: false };

function messageText(at: number): string {
  return `message Part${at} {
    string name = 1;
    int64 id = 2;
    repeated double values = 3;
    State state = 4;
    google.protobuf.Timestamp changed = 5;
    map<string, bool> flags = 6;
    oneof choice { string text = 7; bytes data = 8; }
    ${at % 10 === 1 ? `Part${at - 1} before = 9;` : ""}
  }`;
}

/** A file with these messages, an enum, an extension and a service. */
function fileText(parts: readonly number[]): string {
  return [
    'edition = "2023";',
    "package many;",
    'import "google/protobuf/timestamp.proto";',
    "enum State { STATE_UNSPECIFIED = 0; STATE_ACTIVE = 1; }",
    "enum Other { OTHER_UNSPECIFIED = 0; OTHER_ONE = 1; }",
    ...parts.map(messageText),
    "message Extended { extensions 100 to 200; }",
    "extend Extended { string note = 100; }",
    `service Parts { rpc Get(Part${parts[0]}) returns (Part${parts[0]}); }`,
  ].join("\n");
}

/** The bundle of a program that imports `file_pb.ts`, made of `parts`. */
function bundle(parts: readonly number[], program: string, options: BuildOptions = {}): string {
  return bundleFile(fileText(parts), program, options);
}

/** The same for a file that says this. */
function bundleFile(file: string, program: string, options: BuildOptions): string {
  const schema = compileProto({ "file.proto": file });
  using folder = new GeneratedFolder({
    ...generateAll(schema, asUsersGetIt),
    "program.ts": program,
  });
  const { outputFiles } = buildSync({
    entryPoints: [join(folder.path, "program.ts")],
    bundle: true,
    format: "esm",
    platform: "browser",
    // Without comments, whose words are no code.
    minifyWhitespace: true,
    write: false,
    logLevel: "error",
    ...options,
  });
  return outputFiles![0]!.text;
}

function roundTrip(name: string): string {
  return `import { ${name} } from "./file_pb.js";
    console.log(${name}.decode(${name}.encode({ name: "a" })).name);`;
}

/** The names of the messages of \`many\` that a bundle has. */
function partsIn(text: string): readonly string[] {
  return [...new Set(text.match(/"many\.\w+"/g))].sort();
}

const hundred = Array.from({ length: 100 }, (_, at) => at);

test("a message imported from a file of a hundred leaves out the others", () => {
  const text = bundle(hundred, roundTrip("Part42"));
  assert.deepEqual(partsIn(text), ['"many.Part42"']);
  for (const left of ["describeFile", "Other", "note", "Parts", "readSfixed64", "readGroup"]) {
    assert.doesNotMatch(text, new RegExp(`\\b${left}\\b`));
  }
  // No descriptors, neither of this file nor of Timestamp's.
  assert.doesNotMatch(text, /[A-Za-z0-9+/]{120}/);
  // Alone in its file it takes as much.
  const minified = { minify: true };
  const alone = bundle([42], roundTrip("Part42"), minified);
  assert.equal(bundle(hundred, roundTrip("Part42"), minified).length, alone.length);
});

test("a message takes along those it has fields of", () => {
  assert.deepEqual(partsIn(bundle(hundred, roundTrip("Part31"))), [
    '"many.Part30"',
    '"many.Part31"',
  ]);
});

test("a type alone takes nothing along", () => {
  const program = `import type { Part1 } from "./file_pb.js";
    import { State } from "./file_pb.js";
    export const part: Pick<Part1, "state"> = { state: State.ACTIVE };`;
  const text = bundle(hundred, program);
  assert.deepEqual(partsIn(text), []);
  assert.ok(text.length < 400, text);
});

test("a service takes along its messages and the descriptors of its file", () => {
  const program = `import { Parts } from "./file_pb.js";
    console.log(Parts.typeName);`;
  const text = bundle(hundred, program);
  assert.deepEqual(partsIn(text), ['"many.Part0"', '"many.Parts"']);
  assert.match(text, /describeFile/);
});

const greeting = `edition = "2023";
package small;
message Greeting {
  string name = 1 [features.field_presence = IMPLICIT];
  uint32 id = 2 [features.field_presence = IMPLICIT];
  string email = 3 [features.field_presence = IMPLICIT];
  bool active = 4 [features.field_presence = IMPLICIT];
}
`;

const asShipped: BuildOptions = {
  minify: true,
  define: { "process.env.NODE_ENV": '"production"' },
};

test("a program that creates, encodes and decodes one message is under 6,000 bytes compressed", () => {
  const program = `import { Greeting } from "./file_pb.js";
    console.log(Greeting.decode(Greeting.encode(Greeting.create({ name: "a" }))));`;
  const { length } = gzipSync(bundleFile(greeting, program, asShipped), { level: 9 });
  assert.ok(length < 6000, `${length} bytes`);
});

test("a program whose messages have no times has no conversions of them", () => {
  const times = /a time such as/;
  assert.doesNotMatch(bundleFile(greeting, roundTrip("Greeting"), {}), times);
});
