// Generated messages in the text format: there and back, through protoc, and each rule by itself.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  createRegistry,
  type Extension,
  fromText,
  getExtension,
  setExtension,
  TextError,
  type TextReadOptions,
  toText,
} from "trunkline/protobuf";
import { protocExecutable } from "../../golden-cases.testing.js";
import { defaultOptions, loadGenerated } from "../build.testing.js";
import { initsOf } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);
fc.configureGlobal({ numRuns: runs });

type Module = Record<string, AnyGeneratedType>;

const sources = Object.fromEntries(
  ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
);
const { module: everything } = await loadGenerated<Module>(sources, "everything.proto");
const { module: two } = await loadGenerated<Module>(
  { "proto2.proto": readProto("proto2.proto") },
  "proto2.proto",
);
const folder = fileURLToPath(new URL("../../../testdata/codegen", import.meta.url));

for (const [file, module, names] of [
  ["everything.proto", everything, "Scalars Optionals Lists Maps Choices Node Wide Imports Old"],
  ["proto2.proto", two, "Plain Lists Maps Choice Groups Required Holder Defaults"],
] as const) {
  for (const name of names.split(" ")) {
    const type = module[name]!;

    test(`${type.typeName} comes back from its text`, () => {
      fc.assert(
        fc.property(initsOf(type), fc.boolean(), (init, oneLine) => {
          const message = type.create(init);
          const text = toText(type, init, { oneLine });
          assert.deepEqual(fromText(type, text), message);
          assert.equal(toText(type, message, { oneLine }), text);
          if (oneLine) assert.ok(!text.includes("\n"));
        }),
      );
    });

    test(`${type.typeName} as text is what protoc reads, and we read what it prints`, () => {
      for (const init of fc.sample(initsOf(type), { numRuns: 3, seed: 7 })) {
        const message = type.create(init);
        const encoded = runProtoc(file, `--encode=${type.typeName}`, toText(type, message));
        assert.deepEqual(type.decode(encoded), message);
        const printed = runProtoc(file, `--decode=${type.typeName}`, type.encode(message));
        assert.deepEqual(fromText(type, printed.toString()), message);
      }
    });
  }
}

function runProtoc(file: string, mode: string, input: Uint8Array | string): Buffer {
  const args = [`--proto_path=${folder}`, mode, file];
  const { status, stdout, stderr } = spawnSync(protocExecutable, args, { input });
  assert.equal(status, 0, String(stderr));
  return stdout;
}

/** What is said of text that `type` does not take. */
function failure(type: AnyGeneratedType, text: string, options?: TextReadOptions): string {
  try {
    fromText(type, text, options);
  } catch (error) {
    assert.ok(error instanceof TextError, String(error));
    assert.equal(error.code, "TEXT_ERROR");
    assert.ok(error.message.startsWith(`line ${error.line}, column ${error.column}: `));
    return error.message;
  }
  assert.fail("expected a TextError");
}

const { Node, Scalars, Lists, Maps, Choices, Wide } = everything;

test("toText() writes a line a value, and unknown fields where it is told to", () => {
  const init = {
    label: 'a "b"\n\u0001é',
    next: { kind: 1 },
    children: [{}, { kind: 7 }],
    named: { k: {} },
    $unknown: Uint8Array.from(
      Buffer.from(
        "a00605a1060100000000000000a506ff000000a2060568656c6c6fa206020801a306080aa406",
        "hex",
      ),
    ),
  };
  const lines = [
    'label: "a \\"b\\"\\n\\001é"',
    "next {",
    "  kind: KIND_LEAF",
    "}",
    "children {",
    "}",
    "children {",
    "  kind: 7",
    "}",
    "named {",
    '  key: "k"',
    "  value {",
    "  }",
    "}",
  ];
  const unknown = [
    "100: 5",
    "100: 0x0000000000000001",
    "100: 0x000000ff",
    '100: "hello"',
    "100 {",
    "  1: 1",
    "}",
    "100 {",
    "  1: 10",
    "}",
  ];
  assert.equal(toText(Node!, init), `${lines.join("\n")}\n`);
  assert.equal(
    toText(Node!, init, { unknownFields: true }),
    `${[...lines, ...unknown].join("\n")}\n`,
  );
  assert.equal(toText(Node!, { next: { kind: 1 } }, { oneLine: true }), "next { kind: KIND_LEAF }");
});

test("toText() writes numbers as they are in text", () => {
  const message = {
    aDouble: [Number.NaN, -Infinity, -0, 1.5],
    aFloat: [Math.fround(0.1), Infinity],
    aInt64: [-1n],
    aBytes: [Uint8Array.of(0, 255, 34, 97)],
  };
  assert.equal(
    toText(Lists!, message, { oneLine: true }),
    'a_double: nan a_double: -inf a_double: -0 a_double: 1.5 a_float: 0.1 a_float: inf a_int64: -1 a_bytes: "\\000\\377\\"a"',
  );
});

test("toText() says where a value is wrong", () => {
  assert.throws(() => toText(Node!, { children: [{ label: 1 }] }), {
    name: "TypeError",
    message: "everything.v1.Node.children[0].label: expected a string, got 1",
  });
  assert.throws(
    () => toText(two.Required!, { id: 1 }),
    /name: expected a value, since the field is/,
  );
});

test("fromText() takes every way to write a value", () => {
  const text = `
    # A comment.
    a_double: -.5e1, a_float: 1.5f; a_int32: -0x10 a_int64: 0777
    a_uint64: 18446744073709551615 a_bool: t
    a_string: "a" 'b\\'' "\\u00e9\\U0001F682\\x41\\101\\n" # and more
    a_bytes: "\\377\\xf"
    a_mood: MOOD_FINE`;
  assert.deepEqual(
    fromText(Scalars!, text),
    Scalars!.create({
      aDouble: -5,
      aFloat: 1.5,
      aInt32: -16,
      aInt64: 0o777n,
      aUint64: 2n ** 64n - 1n,
      aBool: true,
      aString: "ab'é🚂AA\n",
      aBytes: Uint8Array.of(255, 15),
      aMood: 1,
    }),
  );
  const lists = "a_int32: [1, 2] a_int32: 3 a_int64: [] scalars: [{a_bool: true}, <>] scalars {}";
  assert.deepEqual(
    fromText(Lists!, lists),
    Lists!.create({ aInt32: [1, 2, 3], scalars: [{ aBool: true }, {}, {}] }),
  );
  const maps = 'by_string { key: "a" value: "b" } by_string: [{ value: "c" key: "a" }, {}]';
  assert.deepEqual(
    fromText(Maps!, maps),
    Maps!.create({
      byString: new Map([
        ["a", "c"],
        ["", ""],
      ]),
    }),
  );
});

test("fromText() says line and column, and what was wanted", () => {
  const cases: [AnyGeneratedType, string, string][] = [
    [
      Node!,
      "\n  lable: 1",
      'line 2, column 3: everything.v1.Node has no field "lable"; did you mean "label"?',
    ],
    [
      Node!,
      "Label: 1",
      'line 1, column 1: everything.v1.Node has no field "Label"; did you mean "label"?',
    ],
    [Node!, "next {\n  label: 5\n}", 'line 2, column 10: expected a string in quotes, got "5"'],
    [Node!, "next { ", 'line 1, column 8: expected a field or "}", got the end of the text'],
    [Node!, "next { >", 'line 1, column 8: expected a field, got ">"'],
    [Node!, "}", 'line 1, column 1: expected a field, got "}"'],
    [Node!, 'label "a"', 'line 1, column 7: expected ":", got "\\"a\\""'],
    [Node!, 'label: "a', "line 1, column 8: the string does not end in its line"],
    [Node!, 'label: "\\q"', "line 1, column 8: the string has an escape that is none"],
    [Node!, 'label: "\\ud800"', "line 1, column 8: the string has an escape that is none"],
    [Node!, 'label: "\\400"', "line 1, column 8: the string has an escape that is none"],
    [Node!, 'label: "a" "\\xff"', "line 1, column 8: the string is not valid UTF-8"],
    [Node!, 'label: "a" label: "b"', 'line 1, column 12: the field "label" is given twice'],
    [
      Node!,
      "kind: LEAF",
      'line 1, column 7: expected one of KIND_UNSPECIFIED, KIND_LEAF, got "LEAF"',
    ],
    [
      Scalars!,
      "a_int32: 08",
      'line 1, column 10: expected a whole number from -2147483648 to 2147483647, got "08"',
    ],
    [
      Scalars!,
      "a_uint32: -1",
      "line 1, column 11: expected a whole number from 0 to 4294967295, got -1",
    ],
    [Scalars!, "a_int32: 1x", "line 1, column 10: expected a space or a sign after the number 1"],
    [Scalars!, "a_bool: yes", 'line 1, column 9: expected true or false, got "yes"'],
    [Scalars!, "a_float: 0x1", 'line 1, column 10: expected a number, got "0x1"'],
    [Scalars!, "a_bool: [true]", 'line 1, column 9: expected true or false, got "["'],
    [
      Choices!,
      'email: "" phone: 1',
      'line 1, column 11: "phone" is of the same oneof as "email", which is given too',
    ],
    [
      Maps!,
      "by_bool { key: 1 key: 0 }",
      'line 1, column 18: expected "key" or "value", each once, got "key"',
    ],
    [
      Wide!,
      "as_number: 9007199254740992",
      "line 1, column 12: expected a whole number of at most 2^53 - 1, got 9007199254740992",
    ],
    [
      Wide,
      "maybe: -9007199254740992",
      "line 1, column 8: expected a whole number of at least -2^53 + 1, got -9007199254740992",
    ],
    [
      two.Choice!,
      "color: 77",
      "line 1, column 8: expected one of COLOR_GREEN, COLOR_RED, COLOR_BLUE, COLOR_AZURE, got 77",
    ],
    [
      two.Required!,
      "id: 1 color: COLOR_RED",
      "line 1, column 1: name is missing: the field is required",
    ],
  ];
  for (const [type, text, message] of cases) assert.equal(failure(type, text), message);
});

test("fromText() ends at its depth", () => {
  const nested = (depth: number): string => `${"next {".repeat(depth)}${"}".repeat(depth)}`;
  fromText(Node!, nested(100));
  assert.match(failure(Node!, nested(101)), /nested deeper than 100 messages$/);
  assert.match(failure(Node!, nested(3), { maxDepth: 2 }), /nested deeper than 2 messages$/);
  assert.match(failure(Node!, "next {".repeat(100_000)), /nested deeper than 100 messages$/);
});

test("groups are called as their types are", () => {
  const { Groups } = two;
  const message = { single: { text: "a", deeper: { numbers: [1] } }, many: [{ number: 1 }] };
  const text = 'Single { text: "a" Deeper { numbers: 1 } } Many { number: 1 }';
  assert.equal(toText(Groups!, message, { oneLine: true }), text);
  assert.deepEqual(fromText(Groups!, text), Groups!.create(message));
  assert.deepEqual(fromText(Groups!, text.replace("Many", "many")), Groups!.create(message));
});

test("extensions are in brackets, where the registry has them", () => {
  const { Extended } = two;
  const registry = createRegistry(two);
  const wide = two.wide as unknown as Extension<object, bigint | undefined>;
  const colors = two.colors as unknown as Extension<object, number[]>;
  const message = Extended!.create({ own: 1 });
  setExtension(message, wide, 7n);
  setExtension(message, colors, [5, -3]);
  const text = "own: 1 [two.v1.colors]: COLOR_RED [two.v1.colors]: COLOR_BLUE [two.v1.wide]: 7";
  assert.equal(toText(Extended!, message, { registry, oneLine: true }), text);
  const read = fromText(Extended!, text, { registry });
  assert.equal(getExtension(read, wide), 7n);
  assert.deepEqual(getExtension(read, colors), [5, -3]);
  assert.match(
    failure(Extended!, text),
    /^line 1, column 8: two.v1.Extended has no extension "two.v1.colors" that/,
  );
  assert.match(
    failure(Extended!, "[two.v1.wide]: 1 [two.v1.wide]: 1", { registry }),
    /is given twice$/,
  );
  assert.match(
    failure(Extended!, "[two.v1.wide", { registry }),
    /^line 1, column 1: expected a name and "]"/,
  );
});

test("a field whose name is reserved is skipped", async () => {
  const source = `syntax = "proto3"; package r; message R { reserved "old", "older"; int32 a = 1; }`;
  const { module } = await loadGenerated<Module>({ "r.proto": source }, "r.proto");
  const { R } = module;
  for (const old of [
    "old: 5",
    "old: -1.5",
    "old { a { b: [1, <>] } }",
    "old: [1, 'a']",
    'old: "a" "b"',
    "old: X",
  ]) {
    assert.deepEqual(fromText(R!, `a: 1 ${old} older: 0`), { a: 1 }, old);
  }
  assert.match(failure(R!, "old { a"), /^line 1, column 8: expected "}", got the end/);
  assert.match(failure(R!, "old { ]"), /^line 1, column 7: expected the bracket that belongs/);
  assert.match(failure(R!, "old 5"), /^line 1, column 5: expected ":"/);
  assert.match(failure(R!, `old ${"{".repeat(101)}`), /nested deeper than 100/);
  assert.match(failure(R!, "oldest: 5"), /has no field "oldest"$/);
});

test("what policies hold otherwise is the same text", async () => {
  const source = `syntax = "proto3"; package held;
    import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto";
    message Held { google.protobuf.Timestamp at = 1; repeated google.protobuf.Duration spans = 2;
      map<int64, google.protobuf.Timestamp> times = 3; uint64 id = 4; }`;
  const text =
    "at { seconds: 5 nanos: 500000000 } spans { seconds: -1 } times { key: -5 value { } } id: 7";
  for (const policies of [
    {},
    { timestamp: "date", duration: "milliseconds", int64: "number" },
    { timestamp: "string", duration: "string", int64: "string" },
  ] as const) {
    const options = { ...defaultOptions, policies };
    const { module } = await loadGenerated<Module>({ "held.proto": source }, "held.proto", options);
    const message = fromText(module.Held!, text);
    assert.equal(toText(module.Held!, message, { oneLine: true }), text);
    assert.deepEqual(module.Held!.decode(module.Held!.encode(message)), message);
  }
});
