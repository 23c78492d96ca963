// What proto2 and editions have and proto3 has not, against protobuf-es and byte by byte. What protoc makes of
// the same is in protoc-text.test.ts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { type AnyGeneratedType, DecodeError, valueOrDefault } from "trunkline/protobuf";
import { loadGenerated } from "../build.testing.js";
import { initsOf, toProtobufEs } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

type Types = Record<string, AnyGeneratedType>;

const two = await loadGenerated<Types>(
  { "proto2.proto": readProto("proto2.proto") },
  "proto2.proto",
);
const editions = await loadGenerated<Types>(
  { "editions.proto": readProto("editions.proto") },
  "editions.proto",
);

const cases: readonly (readonly [typeof two, readonly string[]])[] = [
  [two, "Plain Lists Maps Choice Groups Required Holder Defaults".split(" ")],
  [editions, ["Presence", "Encodings"]],
];

for (const [{ module, schema }, names] of cases) {
  for (const name of names) {
    const type = module[name]!;
    const desc = schema.registry.getMessage(type.typeName)!;
    test(`${type.typeName} is written and read as protobuf-es does`, () => {
      const property = fc.property(initsOf(type, 2), (init) => {
        const message = type.create(init);
        const bytes = type.encode(message);
        assert.deepEqual(type.decode(bytes), message);
        const theirs = toProtobufEs(type, desc, message);
        assert.deepEqual(toBinary(desc, theirs), bytes);
        assert.deepEqual(fromBinary(desc, bytes), theirs);
      });
      fc.assert(property, { numRuns: 40 });
    });

    test(`${type.typeName}.decode() of changed bytes is a message or a DecodeError`, () => {
      const change = fc.tuple(fc.nat(), fc.nat({ max: 255 }));
      const changes = fc.array(change, { minLength: 1, maxLength: 4 });
      const property = fc.property(initsOf(type, 2), changes, (init, places) => {
        const bytes = type.encode(init);
        if (bytes.length === 0) return;
        for (const [at, byte] of places) bytes[at % bytes.length] = byte;
        try {
          const again = type.encode(type.decode(bytes));
          assert.deepEqual(type.encode(type.decode(again)), again);
        } catch (error) {
          assert.ok(error instanceof DecodeError, String(error));
        }
      });
      fc.assert(property, { numRuns: 100 });
    });
  }
}

function decode(name: string, hex: string): Record<string, unknown> {
  return two.module[name]!.decode(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

function failure(name: string, hex: string): string {
  try {
    decode(name, hex);
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    return error.message;
  }
  assert.fail("expected a DecodeError");
}

function hexOf(value: unknown): string {
  return Buffer.from(value as Uint8Array).toString("hex");
}

test("decode() keeps a number that a closed enum does not have as an unknown field", () => {
  const plain = decode("Plain", "8001 07 8001 05 8001 08");
  assert.equal(plain.color, 5);
  assert.equal(hexOf(plain.$unknown), "8001078001" + "08");
  const lists = decode("Lists", "18 05 18 07 18 00");
  assert.deepEqual(lists.colors, [5, 0]);
  assert.equal(hexOf(lists.$unknown), "1807");
});

test("decode() keeps the unknown numbers of a packed closed enum one by one", () => {
  const lists = decode("Lists", "7801 22 05 05 07 00 c901 7802 20 09");
  assert.deepEqual(lists.packedColors, [5, 0]);
  assert.equal(hexOf(lists.$unknown), "7801200720c90178022009");
});

test("decode() keeps an entry whose value is of no closed enum, key and all", () => {
  const maps = decode("Maps", "0a 05 0a0161 1005 0a 05 0a0162 1007");
  assert.deepEqual(maps.colors, new Map([["a", 5]]));
  assert.equal(hexOf(maps.$unknown), "0a050a01621007");
});

test("decode() takes the first value of a closed enum for one that an entry lacks", () => {
  assert.deepEqual(decode("Maps", "0a 03 0a0161").colors, new Map([["a", 0]]));
});

test("decode() leaves a oneof as it was where a closed enum does not have the number", () => {
  const choice = decode("Choice", "12 01 61 08 07");
  assert.deepEqual(choice.choice, { case: "text", value: "a" });
  assert.equal(hexOf(choice.$unknown), "0807");
});

test("encode() refuses a number that a closed enum does not have", () => {
  assert.throws(() => two.module.Plain!.encode({ color: 7 }), {
    name: "TypeError",
    message:
      "two.v1.Plain.color: expected one of 0, 5, -3, 200, the values of a closed enum, got 7",
  });
  assert.throws(() => two.module.Lists!.encode({ packedColors: [5, 7] }), {
    message:
      "two.v1.Lists.packed_colors[1]: expected one of 0, 5, -3, 200, the values of a closed enum, got 7",
  });
});

test("decode() refuses a message that lacks a required field, however deep", () => {
  assert.equal(
    failure("Required", "08 01"),
    "Cannot decode two.v1.Required: name at offset 2 is missing: the field is required",
  );
  assert.match(failure("Holder", "0a 05 0801 120161"), /: required.color at offset 7 is missing/);
  assert.match(failure("Holder", `0a 07 0801 120161 2005 1b 1c`), /: grouped.wide at offset 11 is/);
  assert.match(failure("Maps", "1a 00"), /: required.id at offset 2 is missing/);
  assert.match(failure("Holder", "0a 07 0801 120161 2005 22 02 0801"), /: chosen.name at /);
});

test("decode() takes a message whose required fields come in pieces", () => {
  const holder = decode("Holder", "0a 02 0801 0a 05 120161 2005");
  assert.deepEqual(holder.required, { id: 1, name: "a", next: undefined, color: 5 });
});

test("encode() and create() refuse a message that lacks a required field", () => {
  const message =
    "two.v1.Holder.required.name: expected a value, since the field is required, got undefined";
  const init = { required: { id: 1, color: 5 } };
  assert.throws(() => two.module.Holder!.encode(init), { name: "TypeError", message });
  assert.throws(() => two.module.Holder!.create(init), { name: "TypeError", message });
});

test("decode() merges a group that comes again", () => {
  const { single } = decode("Groups", "0b 0a0161 0c 0b 13 1801 14 0c 0b 13 1802 14 0c");
  assert.deepEqual(single, {
    text: "a",
    deeper: { numbers: [1, 2] },
    groups: undefined,
  });
});

test("decode() keeps unknown groups inside groups", () => {
  const { single } = decode("Groups", "0b 5b 0801 5c 0a0161 0c");
  assert.deepEqual(
    { ...(single as object) },
    {
      text: "a",
      deeper: undefined,
      groups: undefined,
      $unknown: new Uint8Array([0x5b, 8, 1, 0x5c]),
    },
  );
});

test("decode() refuses groups that do not end, or end elsewhere", () => {
  const problem = (hex: string) =>
    failure("Groups", hex).replace(/^Cannot decode two.v1.Groups: /, "");
  assert.equal(problem("0b 0a0161"), "single at offset 0 is a group that does not end");
  assert.equal(problem("0c"), "single at offset 0 ends a group that did not begin");
  assert.equal(problem("0b 14"), "single.deeper at offset 1 ends a group that did not begin");
  // The end inside of a message that has a length, which the group is not.
  assert.equal(
    problem("0b 22 01 0c 0c"),
    "single.groups.single at offset 3 ends a group that did not begin",
  );
  assert.equal(problem("0b 13 0c 14"), "single.deeper at offset 2 ends a group that did not begin");
  assert.equal(problem("0b 8c"), "single.text at offset 2 is cut off in the middle of a value");
});

test("decode() refuses groups nested too deep", () => {
  // Groups, and the message with a length in each that holds the next.
  let inner = "";
  for (let depth = 0; depth < 51; depth++) {
    const bytes = Buffer.from(inner, "hex");
    const size =
      bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
    inner = `0b22${Buffer.from(size).toString("hex")}${inner}0c`;
  }
  assert.match(failure("Groups", inner), /nested deeper than 100 messages/);
  assert.match(failure("Groups", "5b".repeat(101) + "5c".repeat(101)), /nested deeper than 100/);
});

test("decode() takes a length where there should be a group for another field", () => {
  const groups = decode("Groups", "0a 03 0a0161");
  assert.equal(groups.single, undefined);
  assert.equal(hexOf(groups.$unknown), "0a030a0161");
});

test("decode() puts U+FFFD into a string that need not be UTF-8, and refuses one that must", () => {
  assert.equal(decode("Plain", "72 03 61ff62").aString, "a\uFFFDb");
  assert.equal(decode("Plain", `72 10 ${"61".repeat(15)}ff`).aString, `${"a".repeat(15)}\uFFFD`);
  const { Encodings, Presence } = editions.module;
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
  assert.equal(Encodings!.decode(bytes("2a 01 ff")).unverified, "\uFFFD");
  assert.deepEqual(
    Encodings!.decode(bytes("32 06 0a01ff 1201fe")).unverifiedMap,
    new Map([["\uFFFD", "\uFFFD"]]),
  );
  assert.throws(
    () => Presence!.decode(bytes("0a 01 ff 1a 00")),
    /implicit at offset 2 is not valid UTF-8/,
  );
});

test("create() sets no default; valueOrDefault() tells it", () => {
  const type = two.module.Defaults!;
  const empty = type.create();
  assert.equal(empty.i32, undefined);
  const found = Object.fromEntries(
    type.fields.map(({ key }) => [key, valueOrDefault(type, empty, key)]),
  );
  assert.deepEqual(found, {
    i32: -2147483648,
    i64: -9223372036854775808n,
    u32: 4294967295,
    u64: 18446744073709551615n,
    yes: true,
    text: 'a\tb"c" é é \u0001',
    broken: "a\uFFFDb",
    data: new Uint8Array([0, 1, 0xfe, 0xff, 0x20, 0xc3, 0xa9]),
    color: -3,
    f: Math.fround(0.1),
    inf: -Infinity,
    nan: Number.NaN,
    zero: -0,
    jsString: "9007199254740993",
    jsNumber: -7,
    first: 3,
    plain: two.module.Plain!.create(),
    list: [],
    wide: 0n,
    empty: "",
  });
  assert.equal(valueOrDefault(type, type.create({ i32: 1 }), "i32"), 1);
  const choice = two.module.Choice!;
  assert.throws(() => valueOrDefault(choice, choice.create(), "choice"), {
    message: 'Cannot tell a default: two.v1.Choice has no field with the key "choice"',
  });
});

test("implicit presence leaves out defaults, explicit presence does not", () => {
  const type = editions.module.Presence!;
  const bytes = type.encode({ implicit: "", explicit: "", required: "", defaulted: "d", open: 0 });
  assert.equal(hexOf(bytes), "12001a0032" + "0164");
});
