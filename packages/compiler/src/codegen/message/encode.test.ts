// Inits in all their forms, and every way for them to be wrong.

import assert from "node:assert/strict";
import { test } from "node:test";
import vm from "node:vm";
import type { AnyGeneratedType } from "trunkline/protobuf";
import { loadGenerated } from "../build.testing.js";
import { readProto } from "../protos.testing.js";

const { module: types } = await loadGenerated<Record<string, AnyGeneratedType>>(
  Object.fromEntries(
    ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
  ),
  "everything.proto",
);

function encodeHex(name: string, init: unknown): string {
  return Buffer.from(types[name]!.encode(init)).toString("hex");
}

/** The message of the TypeError that encoding gives, without the package's name. */
function failure(name: string, init: unknown): string {
  try {
    types[name]!.encode(init);
  } catch (error) {
    assert.ok(error instanceof TypeError, String(error));
    assert.ok(error.message.startsWith("everything.v1."), error.message);
    return error.message.slice("everything.v1.".length);
  }
  assert.fail("expected a TypeError");
}

test("encode() leaves out defaults and undefined, and keeps -0", () => {
  assert.equal(encodeHex("Scalars", types.Scalars!.create()), "");
  assert.equal(encodeHex("Scalars", { aInt32: undefined, aString: "", aInt64: 0n }), "");
  assert.equal(encodeHex("Scalars", { aInt32: -0 }), "");
  assert.equal(encodeHex("Scalars", { aDouble: -0 }), "090000000000000080");
  assert.equal(encodeHex("Scalars", { aFloat: -0 }), "1500000080");
  assert.equal(encodeHex("Scalars", { aFloat: Number.NaN }), "150000c07f");
  assert.equal(encodeHex("Optionals", { aInt32: 0, aString: "" }), "18007200");
});

test("encode() writes fields in the order of their numbers, whatever the order of keys", () => {
  assert.equal(encodeHex("Scalars", { aString: "a", aInt32: 1 }), "1801720161");
  const between = { shape: { case: "isRound", value: true }, between: 1 };
  assert.equal(
    encodeHex("Choices", { ...between, contact: { case: "nested", value: {} } }),
    "5001a20100f00101",
  );
});

test("encode() takes records for maps", () => {
  const records = {
    byInt32: { "-1": 5n },
    byInt64: { 9: 1 },
    byBool: { true: true },
    byString: { a: "b" },
  };
  const maps = {
    byInt32: new Map([[-1, 5n]]),
    byInt64: new Map([[9n, 1]]),
    byBool: new Map([[true, true]]),
    byString: new Map([["a", "b"]]),
  };
  assert.equal(encodeHex("Maps", records), encodeHex("Maps", maps));
  assert.deepEqual(types.Maps!.create(records), types.Maps!.create(maps));
});

test("encode() takes what another realm made", () => {
  const theirs = vm.runInNewContext(
    "({ byString: new Map([['a', 'b']]), bytesOf: { c: new Uint8Array([1]) } })",
  );
  assert.deepEqual(types.Maps!.decode(types.Maps!.encode(theirs)).byString, new Map([["a", "b"]]));
});

test("encode() takes strings and numbers where jstype says so", () => {
  assert.equal(encodeHex("Wide", { asString: "-1", asNumber: 7 }), "08ffffffffffffffffff011007");
  assert.equal(encodeHex("Wide", { asString: "0", asNumber: 0, maybe: 0 }), "290000000000000000");
});

test("encode() writes a lone surrogate as U+FFFD, as the platform does", () => {
  assert.equal(encodeHex("Scalars", { aString: "a\ud800" }), "720461efbfbd");
});

test("encode() lengthens a length once the content is known", () => {
  for (const length of [126, 127, 128, 129, 16383, 16384, 2097152]) {
    const init = { next: { next: { label: "x".repeat(length) } }, label: "é".repeat(length) };
    assert.deepEqual(types.Node!.decode(types.Node!.encode(init)), types.Node!.create(init));
  }
});

test("encode() names the field whose value is wrong, and what it wanted", () => {
  const int32 = "a whole number from -2147483648 to 2147483647";
  const uint32 = "a whole number from 0 to 4294967295";
  const cases: [Record<string, unknown>, string][] = [
    [{ aInt32: "7" }, `a_int32: expected ${int32}, got "7"`],
    [{ aInt32: 1.5 }, `a_int32: expected ${int32}, got 1.5`],
    [{ aInt32: 2 ** 31 }, `a_int32: expected ${int32}, got 2147483648`],
    [{ aInt32: Number.NaN }, `a_int32: expected ${int32}, got NaN`],
    [{ aInt32: 1n }, `a_int32: expected ${int32}, got 1n`],
    [{ aInt32: null }, `a_int32: expected ${int32}, got null`],
    [{ aSint32: false }, `a_sint32: expected ${int32}, got false`],
    [{ aSfixed32: -(2 ** 31) - 1 }, `a_sfixed32: expected ${int32}, got -2147483649`],
    [{ aUint32: -1 }, `a_uint32: expected ${uint32}, got -1`],
    [{ aFixed32: 2 ** 32 }, `a_fixed32: expected ${uint32}, got 4294967296`],
    [{ aInt64: 5 }, "a_int64: expected a bigint from -2^63 to 2^63 - 1, got 5"],
    [
      { aSint64: 2n ** 63n },
      `a_sint64: expected a bigint from -2^63 to 2^63 - 1, got ${2n ** 63n}n`,
    ],
    [{ aSfixed64: "1" }, 'a_sfixed64: expected a bigint from -2^63 to 2^63 - 1, got "1"'],
    [{ aUint64: -1n }, "a_uint64: expected a bigint from 0 to 2^64 - 1, got -1n"],
    [{ aFixed64: 2n ** 64n }, `a_fixed64: expected a bigint from 0 to 2^64 - 1, got ${2n ** 64n}n`],
    [{ aDouble: "1" }, 'a_double: expected a number, got "1"'],
    [{ aFloat: 1e39 }, "a_float: expected a number that a 32-bit float can hold, got 1e+39"],
    [{ aBool: 1 }, "a_bool: expected a boolean, got 1"],
    [{ aString: 5 }, "a_string: expected a string, got 5"],
    [{ aString: ["a"] }, "a_string: expected a string, got an array"],
    [{ aBytes: "text" }, 'a_bytes: expected a Uint8Array, got "text"'],
    [{ aBytes: [1] }, "a_bytes: expected a Uint8Array, got an array"],
    [{ aBytes: null }, "a_bytes: expected a Uint8Array, got null"],
    [{ aMood: "GOOD" }, `a_mood: expected ${int32}, got "GOOD"`],
    [{ aInt32: "x".repeat(100) }, `a_int32: expected ${int32}, got a string of 100 characters`],
    [{ $unknown: "ab" }, '$unknown: expected a Uint8Array, got "ab"'],
  ];
  for (const [init, message] of cases) assert.equal(failure("Scalars", init), `Scalars.${message}`);
});

test("encode() names the place inside lists, maps, oneofs and messages", () => {
  const cases: [string, Record<string, unknown>, string][] = [
    ["Lists", { aString: ["a", 5] }, "Lists.a_string[1]: expected a string, got 5"],
    [
      "Lists",
      { aInt32: [1, undefined] },
      "Lists.a_int32[1]: expected a whole number from -2147483648 to 2147483647, got undefined",
    ],
    ["Lists", { aString: "ab" }, 'Lists.a_string: expected an array, got "ab"'],
    [
      "Lists",
      { aString: new Set(["a"]) },
      "Lists.a_string: expected an array, got an object (Set)",
    ],
    ["Lists", { aString: null }, "Lists.a_string: expected an array, got null"],
    ["Lists", { scalars: [{}, 7] }, "Lists.scalars[1]: expected an object, got 7"],
    ["Lists", { scalars: [{ aBool: 1 }] }, "Lists.scalars[0].a_bool: expected a boolean, got 1"],
    ["Maps", { byString: { a: 1 } }, 'Maps.by_string["a"]: expected a string, got 1'],
    [
      "Maps",
      { byInt32: new Map([["1", 1n]]) },
      'Maps.by_int32["1"]: expected a whole number from -2147483648 to 2147483647 as key, got "1"',
    ],
    [
      "Maps",
      { byInt32: { one: 1n } },
      'Maps.by_int32["one"]: expected a whole number from -2147483648 to 2147483647 as key, got "one"',
    ],
    [
      "Maps",
      { byBool: { yes: true } },
      'Maps.by_bool["yes"]: expected a boolean as key, got "yes"',
    ],
    ["Maps", { byString: 5 }, "Maps.by_string: expected a Map or a record, got 5"],
    ["Maps", { byString: null }, "Maps.by_string: expected a Map or a record, got null"],
    [
      "Maps",
      { scalarsOf: { a: { aBool: 1 } } },
      'Maps.scalars_of["a"].a_bool: expected a boolean, got 1',
    ],
    [
      "Choices",
      { contact: { case: "email", value: 5 } },
      "Choices.email: expected a string, got 5",
    ],
    [
      "Choices",
      { contact: { case: "scalars", value: { aBool: 1 } } },
      "Choices.scalars.a_bool: expected a boolean, got 1",
    ],
    [
      "Choices",
      { contact: { case: "fax", value: 5 } },
      'Choices.contact.case: expected one of "email", "scalars", "phone", "nested", got "fax"',
    ],
    [
      "Choices",
      { contact: "email" },
      'Choices.contact: expected an object with case and value, got "email"',
    ],
    [
      "Choices",
      { contact: null },
      "Choices.contact: expected an object with case and value, got null",
    ],
    ["Choices", { contact: { case: "email" } }, "Choices.email: expected a string, got undefined"],
    ["Node", { next: { next: { label: 5 } } }, "Node.next.next.label: expected a string, got 5"],
    ["Node", { next: "node" }, 'Node.next: expected an object, got "node"'],
    [
      "Wide",
      { asString: "1.5" },
      'Wide.as_string: expected a decimal string of a bigint from -2^63 to 2^63 - 1, got "1.5"',
    ],
    [
      "Wide",
      { asString: 5 },
      "Wide.as_string: expected a decimal string of a bigint from -2^63 to 2^63 - 1, got 5",
    ],
    [
      "Wide",
      { asNumber: -1 },
      "Wide.as_number: expected a whole number from 0 to 2^53 - 1, got -1",
    ],
    [
      "Wide",
      { asNumber: 1.5 },
      "Wide.as_number: expected a whole number from 0 to 2^53 - 1, got 1.5",
    ],
  ];
  for (const [name, init, message] of cases) assert.equal(failure(name, init), message);
});

test("encode() names an unknown key and the key that was meant", () => {
  const cases: [string, Record<string, unknown>, string][] = [
    [
      "Scalars",
      { a_int32: 1 },
      'Scalars.a_int32: everything.v1.Scalars has no key "a_int32"; did you mean "aInt32"?',
    ],
    ["Scalars", { aInt32: 1, more: 1 }, 'Scalars.more: everything.v1.Scalars has no key "more"'],
    [
      "Choices",
      { email: "a@b" },
      'Choices.email: everything.v1.Choices has no key "email"; did you mean "contact"?',
    ],
    [
      "Node",
      { children: [{}, { Label: "a" }] },
      'Node.children[1].Label: everything.v1.Node has no key "Label"; did you mean "label"?',
    ],
    ["Empty", { a: 1 }, 'Empty.a: everything.v1.Empty has no key "a"'],
  ];
  for (const [name, init, message] of cases) {
    assert.equal(failure(name, init), message);
    assert.throws(() => types[name]!.create(init), { message: `everything.v1.${message}` });
  }
});

test("encode() says that a cycle is one", () => {
  const node: Record<string, unknown> = { label: "round" };
  node.next = node;
  assert.match(
    failure("Node", node),
    /^Node\.next\.next.*nested deeper than 1000 messages: a cycle\?$/,
  );
  assert.throws(() => types.Node!.create(node), /a cycle\?$/);
});

test("encode() hands on what a getter throws, and is fit for use afterwards", () => {
  const mine = new Error("mine");
  const init = {
    get aString(): string {
      throw mine;
    },
  };
  assert.throws(() => types.Scalars!.encode(init), mine);
  assert.equal(encodeHex("Scalars", { aInt32: 1 }), "1801");
});

test("encode() inside a getter of a message being encoded has its own memory", () => {
  const init = {
    aInt32: 1,
    get aString(): string {
      return encodeHex("Scalars", { aInt32: 2 });
    },
  };
  assert.equal(encodeHex("Scalars", init), `18017204${Buffer.from("1802").toString("hex")}`);
});

test("create() copies what it is given and fills in what it is not", () => {
  const list = ["a"];
  const child = { label: "child" };
  const created = types.Node!.create({ children: [child], named: { a: child } });
  assert.deepEqual(created.children[0], {
    label: "child",
    next: undefined,
    children: [],
    named: new Map(),
    kind: 0,
    inner: undefined,
  });
  assert.notEqual(created.named.get("a"), child);
  assert.notEqual(types.Lists!.create({ aString: list }).aString, list);
  assert.deepEqual(structuredClone(created), created);
});
