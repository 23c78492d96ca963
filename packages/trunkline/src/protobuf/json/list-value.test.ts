import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Kind } from "../message-plan.js";
import { listValue } from "./list-value.js";
import { scalarText } from "./write-scalar.js";

const powers = Array.from({ length: 65 }, (_, bits) => 2n ** BigInt(bits));
const edges = powers.flatMap((power) => [power - 1n, power, power + 1n, -power, -power - 1n]);
const doubles = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e21, Number.NaN, -Infinity));

/** Values of each kind, and of those next to it. */
const kinds: readonly [Kind, fc.Arbitrary<unknown>][] = [
  [Kind.string, fc.string({ unit: "binary" })],
  [
    Kind.string,
    fc.array(fc.constantFrom("\ud800", "\udc00", "a", "\u00e9")).map((x) => x.join("")),
  ],
  [Kind.bool, fc.boolean()],
  [Kind.int32, fc.integer()],
  [Kind.uint32, fc.nat({ max: 2 ** 32 - 1 })],
  [Kind.double, doubles],
  [Kind.float, doubles.map(Math.fround)],
  [Kind.bytes, fc.uint8Array()],
  [
    Kind.int64,
    fc.oneof(fc.bigInt({ min: -(2n ** 64n), max: 2n ** 64n }), fc.constantFrom(...edges)),
  ],
  [Kind.uint64, fc.oneof(fc.bigInt({ min: -5n, max: 2n ** 65n }), fc.constantFrom(...edges))],
  [Kind.int32, fc.oneof(fc.integer(), fc.constantFrom(0.5, 2 ** 31, Number.NaN, undefined, "1"))],
  [Kind.double, fc.oneof(doubles, fc.constantFrom("1", 1n, undefined, null))],
  [Kind.string, fc.oneof(fc.string(), fc.constantFrom(1, undefined, null))],
  [Kind.bool, fc.oneof(fc.boolean(), fc.constantFrom(0, undefined))],
];

function expected(kind: Kind, list: readonly unknown[]): unknown {
  try {
    return list.map((value) => JSON.parse(scalarText(kind, undefined, value)) as unknown);
  } catch (error) {
    return (error as Error).message;
  }
}

function actual(kind: Kind, list: readonly unknown[]): unknown {
  try {
    return listValue(kind, undefined, list);
  } catch (error) {
    return (error as Error).message;
  }
}

test("listValue() gives what JSON.parse makes of the text, of all kinds", () => {
  for (const [kind, value] of kinds) {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 12 }), (list) => {
        const before = list.slice();
        assert.deepEqual(actual(kind, list), expected(kind, list));
        assert.deepEqual(list, before);
      }),
    );
  }
});

test("listValue() makes a plain array of typed arrays, of what extends arrays and of lists with holes", () => {
  class Names extends Array<string> {}
  const names = listValue(Kind.string, undefined, Names.from(["a", "b"]));
  assert.equal(names.constructor, Array);
  assert.deepEqual(names, ["a", "b"]);
  const typed = new Float64Array([1.5, Number.NaN]) as unknown as readonly number[];
  assert.deepEqual(listValue(Kind.double, undefined, typed), [1.5, "NaN"]);
  const holes = new Array<number>(3);
  for (const kind of [Kind.string, Kind.double, Kind.int32, Kind.int64]) {
    assert.throws(() => listValue(kind, undefined, holes), TypeError);
  }
});

test("listValue() refuses the first hole of a list, however long that is", () => {
  const holes = (first: unknown): unknown[] => {
    const list = [first];
    list.length = 2 ** 32 - 1;
    return list;
  };
  const ofEach: readonly [Kind, unknown][] = [
    [Kind.string, "a"],
    [Kind.double, 1.5],
    [Kind.int32, 1],
    [Kind.int64, 1n],
    [Kind.bool, true],
  ];
  for (const [kind, first] of ofEach) {
    assert.throws(() => listValue(kind, undefined, holes(first)), {
      name: "TypeError",
      message: /^expected .*, got undefined$/,
    });
  }
});

test("listValue() reads a list by its length, whatever its iterator and its class give", () => {
  class Names extends Array<string> {}
  const list = Object.assign(Names.from(["a", "b"]), {
    *[Symbol.iterator]() {
      yield "c";
    },
  });
  assert.deepEqual(listValue(Kind.string, undefined, list), ["a", "b"]);
  const own = Object.assign(["a", "b"], { constructor: Names });
  assert.equal(Object.getPrototypeOf(listValue(Kind.string, undefined, own)), Array.prototype);
});
