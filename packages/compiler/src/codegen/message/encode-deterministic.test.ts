import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  createDynamicRegistry,
  encodeDeterministic,
  equals,
} from "trunkline/protobuf";
import { encodeDescriptorSet } from "../../descriptor-set/index.js";
import { defaultOptions, loadGenerated } from "../build.testing.js";

const text = `
  syntax = "proto3";
  package maps;
  import "google/protobuf/struct.proto";
  message Maps {
    map<string, int32> by_text = 1;
    map<int32, string> by_number = 2;
    map<bool, bool> by_flag = 3;
    map<sint64, Maps> by_wide = 4;
    repeated Maps list = 5;
    oneof one { Maps inner = 6; string other = 7; }
    Maps single = 8;
    google.protobuf.Struct any = 9;
    map<fixed64, string> by_decimal = 10;
  }
  message None { string name = 1; None inner = 2; }
`;

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

type Module = Record<string, AnyGeneratedType>;

const sources = { "maps.proto": text };
const { module, schema } = await loadGenerated<Module>(sources, "maps.proto");
const strings = await loadGenerated<Module>(sources, "maps.proto", {
  ...defaultOptions,
  policies: { int64: "string" },
});
const dynamic = createDynamicRegistry(encodeDescriptorSet(schema.result, { includeImports: true }));
const Maps = module.Maps!;
const ways = { generated: Maps, dynamic: dynamic.findMessage("maps.Maps")! };

/** Entries in two orders. */
function twoOrders<K, V>(key: fc.Arbitrary<K>, value: fc.Arbitrary<V>) {
  return fc
    .uniqueArray(fc.tuple(key, value), { selector: ([each]) => each, maxLength: 6 })
    .chain((entries) =>
      fc
        .shuffledSubarray(entries, { minLength: entries.length })
        .map((others) => [new Map(entries), new Map(others)] as const),
    );
}

const inner = fc.record({
  byText: twoOrders(fc.string({ unit: "grapheme", maxLength: 3 }), fc.integer()),
  byNumber: twoOrders(fc.integer(), fc.string({ maxLength: 2 })),
  byFlag: twoOrders(fc.boolean(), fc.boolean()),
});

type Pair = typeof inner extends fc.Arbitrary<infer T> ? T : never;

function pick(pair: Pair, side: 0 | 1): object {
  return {
    byText: pair.byText[side],
    byNumber: pair.byNumber[side],
    byFlag: pair.byFlag[side],
  };
}

for (const [way, type] of Object.entries(ways)) {
  test(`encodeDeterministic() has the same bytes for the same message, ${way}`, () => {
    fc.assert(
      fc.property(inner, inner, (a, b) => {
        const [one, other] = ([0, 1] as const).map((side) => ({
          ...pick(a, side),
          byWide: side === 0 ? new Map([[1n, pick(b, 0)]]) : { "1": pick(b, 1) },
          list: [pick(b, side)],
          one: { case: "inner", value: pick(b, side) },
          single: { single: pick(a, side) },
        }));
        const bytes = encodeDeterministic(type, one);
        assert.deepEqual(encodeDeterministic(type, other), bytes);
        assert.ok(equals(type, type.decode(bytes), type.create(other)));
      }),
      { numRuns: runs },
    );
  });

  test(`encodeDeterministic() orders by number, and text by its bytes, ${way}`, () => {
    const init = {
      byText: { b: 1, "\u{1F600}": 2, "\uFFFD": 3, a: 4, "": 5, ab: 6 },
      byNumber: new Map([10, -1, 9, 2].map((key) => [key, ""])),
      byFlag: new Map([true, false].map((key) => [key, key])),
      byDecimal: { "10": "", "9": "" },
      any: { fields: { y: {}, x: {} } },
    };
    const message = type.decode(encodeDeterministic(type, init));
    assert.deepEqual([...message.byText.keys()], ["", "a", "ab", "b", "\uFFFD", "\u{1F600}"]);
    assert.deepEqual([...message.byNumber.keys()], [-1, 2, 9, 10]);
    assert.deepEqual([...message.byFlag.keys()], [false, true]);
    assert.deepEqual([...message.byDecimal.keys()], [9n, 10n]);
    assert.deepEqual([...message.any.fields.keys()], ["x", "y"]);
  });
}

test("encodeDeterministic() orders 64-bit keys by number whatever holds them", () => {
  const keys = ["10", "9", "-3"];
  const held = encodeDeterministic(strings.module.Maps!, {
    byWide: new Map(keys.map((key) => [key, {}])),
  });
  const bigints = encodeDeterministic(Maps, {
    byWide: new Map(keys.map((key) => [BigInt(key), {}])),
  });
  assert.deepEqual(held, bigints);
  assert.deepEqual([...Maps.decode(held).byWide.keys()], [-3n, 9n, 10n]);
});

test("encodeDeterministic() takes the last of keys that are one number, as decoding does", () => {
  const type = strings.module.Maps!;
  const entries = [
    ["1", "first"],
    ["2", "other"],
    ["01", "last"],
  ] as const;
  const init = { byDecimal: new Map(entries) };
  const bytes = encodeDeterministic(type, init);
  const wanted = new Map([
    ["1", "last"],
    ["2", "other"],
  ]);
  assert.deepEqual(type.decode(bytes).byDecimal, wanted);
  assert.deepEqual(type.decode(type.encode(init)).byDecimal, wanted);
  assert.deepEqual(encodeDeterministic(type, { byDecimal: wanted }), bytes);
});

test("encodeDeterministic() changes no message, and gives what encode() does where there are no maps", () => {
  const byText = new Map([
    ["b", 1],
    ["a", 2],
  ]);
  const message = Maps.create({ byText, single: { byText } });
  encodeDeterministic(Maps, message);
  assert.deepEqual([...message.byText.keys()], ["b", "a"]);
  assert.deepEqual([...message.single.byText.keys()], ["b", "a"]);
  const init = { name: "x", inner: { name: "y", $unknown: Uint8Array.of(24, 1) } };
  assert.deepEqual(encodeDeterministic(module.None!, init), module.None!.encode(init));
});

test("encodeDeterministic() refuses what encode() does, in the same words", () => {
  const cycle: Record<string, unknown> = {};
  cycle.single = cycle;
  const symbols = new Map<unknown, unknown>([
    [Symbol("a"), 1],
    [1, 1],
  ]);
  for (const [init, words] of [
    [null, /^maps\.Maps: expected an object, got null/],
    [{ byText: 1 }, /^maps\.Maps\.by_text: expected a Map or a record, got 1/],
    [{ byText: { a: "1" } }, /^maps\.Maps\.by_text\["a"\]: expected a whole number/],
    [{ byNumber: { x: "" } }, /^maps\.Maps\.by_number\["x"\]: expected a whole number .+ as key/],
    [{ byText: symbols }, /^maps\.Maps\.by_text/],
    [{ list: [{}, { byFlag: new Map([["no", true]]) }] }, /^maps\.Maps\.list\[1\]\.by_flag/],
    [{ one: { case: "none", value: 1 } }, /^maps\.Maps\.one\.case: expected one of/],
    [{ nope: 1 }, /has no key "nope"/],
    [cycle, /a cycle\?/],
  ] as const) {
    for (const encode of [() => encodeDeterministic(Maps, init), () => Maps.encode(init)]) {
      assert.throws(encode, (error) => error instanceof TypeError && words.test(error.message));
    }
  }
});

test("encodeDeterministic() encodes fields that are inherited", () => {
  class Named {
    byText = new Map([["a", 2]]);
    get byNumber() {
      return new Map([[1, "one"]]);
    }
  }
  const bytes = encodeDeterministic(Maps, new Named());
  assert.deepEqual(bytes, Maps.encode(new Named()));
  assert.equal(Maps.decode(bytes).byNumber.get(1), "one");
});

test("encodeDeterministic() refuses maps too deep to be put in order", () => {
  let message = {};
  for (let depth = 0; depth < 1100; depth++) message = { single: message };
  assert.throws(() => encodeDeterministic(Maps, message), {
    name: "TypeError",
    message: /^maps\.Maps\.single\.single.*…: nested deeper than 1000 messages: a cycle\?$/,
  });
});
