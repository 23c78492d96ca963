import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { collidingBigints, collidingWords } from "./colliding-keys.testing.js";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import {
  createDynamicRegistry,
  DecodeError,
  type DynamicType,
  fromJson,
  fromJsonString,
  fromText,
  JsonError,
  TextError,
  toJsonString,
  toText,
} from "./index.js";
import { hashKey } from "./key-hash.js";
import { KeySampler, putEntry } from "./key-samples.js";

type Key = number | bigint;

/** Chance that is the same in each run. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What is said of keys that are put into a map, and how many have been by then. */
function fill(keys: Iterable<Key>): { problem: string | undefined; size: number } {
  const map = new Map<Key, null>();
  const sampler = new KeySampler(seeded());
  for (const key of keys) {
    const problem = putEntry(map, key, null, sampler);
    if (problem !== undefined) return { problem, size: map.size };
  }
  return { problem: undefined, size: map.size };
}

function assertOrdinary(keys: Iterable<Key>, what: string): void {
  assert.equal(fill(keys).problem, undefined, what);
}

test("keys of one bucket are refused before there are more than a few hundred of them", () => {
  for (const keys of [collidingBigints(20_000), collidingWords(20_000)] as readonly Key[][]) {
    // 800 or so: which of them are counted is a matter of chance.
    const { problem, size } = fill(keys);
    assert.ok(size < 1500, `${size}`);
    assert.match(
      problem!,
      /^has colliding keys, 17 of 1[78] sampled are in one hash bucket: expected keys not chosen to collide$/,
    );
    // Behind ordinary keys, and among them.
    const ordinary = keys.map((_, i): Key => (typeof keys[0] === "number" ? i : BigInt(i)));
    assert.ok(fill([...ordinary, ...keys]).size < 20_000 + 1500);
    assert.ok(fill(keys.flatMap((key, i) => [key, ordinary[i]!])).size < 3000);
    assert.ok(
      fill(keys.flatMap((key, i) => (i % 10 === 0 ? [key] : [ordinary[i]!]))).size < 19_000,
    );
  }
});

test("keys that collide in a small table are no trouble in a large one, unless they do there too", () => {
  const few = collidingBigints(60);
  const many = Array.from({ length: 5000 }, (_, i) => BigInt(i));
  assertOrdinary([...few, ...many], "60 in one bucket");
  assertOrdinary([...many, ...few], "60 in one bucket, behind others");
});

test("ordinary keys are never refused: in sequence, at random, in steps, times, snowflakes", () => {
  const sizes = fc.integer({ min: 256, max: 3000 });
  const strides = fc.oneof(
    fc.integer({ min: 1, max: 100_000 }).map(BigInt),
    fc.integer({ min: 0, max: 62 }).map((bits) => 1n << BigInt(bits)),
    fc.integer({ min: 0, max: 18 }).map((digits) => 10n ** BigInt(digits)),
  );
  fc.assert(
    fc.property(sizes, strides, fc.bigInt({ min: 0n, max: 2n ** 63n }), (size, stride, start) => {
      const keys = Array.from({ length: size }, (_, i) => start + BigInt(i) * stride);
      assertOrdinary(
        keys.map((key) => BigInt.asUintN(64, key)),
        "uint64",
      );
      assertOrdinary(
        keys.map((key) => BigInt.asIntN(64, key)),
        "int64",
      );
      assertOrdinary(
        keys.map((key) => Number(BigInt.asUintN(53, key))),
        "int64 in numbers",
      );
      assertOrdinary(
        keys.map((key) => Number(BigInt.asUintN(32, key))),
        "uint32",
      );
      assertOrdinary(
        keys.map((key) => Number(BigInt.asIntN(32, key))),
        "int32",
      );
    }),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), {
        minLength: 256,
        maxLength: 1024,
      }),
      (keys) => {
        assertOrdinary(keys, "uint64 at random");
        assertOrdinary(
          keys.map((key) => Number(BigInt.asUintN(53, key))),
          "numbers at random",
        );
      },
    ),
  );
  // A time in milliseconds, a machine and a number, side by side.
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 64 }),
      (apart, machines) => {
        const keys = Array.from({ length: 4096 }, (_, i) => {
          const time = BigInt(41_944_704_796 + Math.floor(i / machines) * apart);
          return (time << 22n) | (BigInt(i % machines) << 12n);
        });
        assertOrdinary(keys, "snowflakes");
      },
    ),
  );
});

test("the most regular keys that were found are not refused", () => {
  for (let shift = 0; shift <= 48; shift += 4) {
    const keys = Array.from({ length: 65_536 }, (_, i) => BigInt(i) << BigInt(shift));
    assertOrdinary(keys, `multiples of 2^${shift}`);
  }
  // These come closest: 48 in one bucket.
  const keys = Array.from({ length: 65_536 }, (_, i) => BigInt(i) << 47n);
  const buckets = new Uint32Array(32_768);
  for (const key of keys) buckets[hashKey(key) & 32_767]!++;
  assert.ok(Math.max(...buckets) <= 50);
});

const entryOf = (name: string, type: "INT32" | "INT64" | "STRING") => ({
  ...messageOf(name, [fieldOf("key", 1, type), fieldOf("value", 2, "INT32")]),
  options: { mapEntry: true },
});
const Stock = createDynamicRegistry({
  file: [
    {
      name: "stock.proto",
      syntax: "proto3",
      messageType: [
        {
          ...messageOf("Stock", [
            fieldOf("by_id", 1, "MESSAGE", { label: 3, typeName: "WideEntry" }),
            fieldOf("by_shelf", 2, "MESSAGE", { label: 3, typeName: "ShortEntry" }),
            fieldOf("by_name", 3, "MESSAGE", { label: 3, typeName: "NameEntry" }),
          ]),
          nestedType: [
            entryOf("WideEntry", "INT64"),
            entryOf("ShortEntry", "INT32"),
            entryOf("NameEntry", "STRING"),
          ],
        },
      ],
    },
  ],
}).findMessage("Stock") as DynamicType;

const one = <K>(keys: readonly K[]): Map<K, number> => new Map(keys.map((key) => [key, 1]));
const signed = collidingBigints(5000).map((key) => BigInt.asIntN(64, key));

test("every format refuses a map of colliding keys, with the field it is in", () => {
  const hostile = [
    ["by_id", "byId", { byId: one(signed) }],
    ["by_shelf", "byShelf", { byShelf: one(collidingWords(5000)) }],
  ] as const;
  for (const [name, key, init] of hostile) {
    const problem = "has colliding keys, 17 of \\d+ sampled are in one hash bucket: expected";
    assert.throws(
      () => Stock.decode(Stock.encode(init)),
      (error) =>
        error instanceof DecodeError &&
        new RegExp(`^Cannot decode Stock: ${name} at offset \\d+ ${problem}`).test(error.message),
    );
    const refusesJson = (error: unknown): boolean =>
      error instanceof JsonError &&
      new RegExp(`^\\$\\.${key}\\["-?\\d+"\\]: the map ${problem}`).test(error.message);
    const json = toJsonString(Stock, init);
    assert.throws(() => fromJsonString(Stock, json), refusesJson);
    assert.throws(() => fromJson(Stock, JSON.parse(json)), refusesJson);
    assert.throws(
      () => fromText(Stock, toText(Stock, init)),
      (error) =>
        error instanceof TextError &&
        new RegExp(`: the map "${name}" ${problem}`).test(error.message),
    );
  }
});

test("large maps of ordinary keys come through every format, and maps of one message do not mix", () => {
  const ids = Array.from({ length: 3000 }, (_, i) => BigInt(i * i) - 1000n);
  const message = Stock.create({
    byId: one(ids),
    byShelf: one(ids.map(Number)),
    byName: one(ids.map(String)),
  });
  assert.deepEqual(Stock.decode(Stock.encode(message)), message);
  assert.deepEqual(fromJsonString(Stock, toJsonString(Stock, message)), message);
  assert.deepEqual(fromText(Stock, toText(Stock, message)), message);
  // Entries of two maps in turn.
  const parts = ids.flatMap((id, i) => [
    Stock.encode({ byId: { [`${id}`]: i } }),
    Stock.encode({ byShelf: { [`${id}`]: i } }),
  ]);
  const { byId, byShelf } = Stock.decode(Buffer.concat(parts));
  assert.equal((byId as Map<bigint, number>).size, 3000);
  assert.equal((byShelf as Map<number, number>).size, 3000);
});

test("a key that comes again and again is one key", () => {
  const once = Stock.encode({ byId: one(Array.from(Array(1000).keys(), BigInt)) });
  const again = Stock.encode({ byId: one([999n]) });
  const bytes = Buffer.concat([once, ...Array<Uint8Array>(20_000).fill(again)]);
  assert.equal((Stock.decode(bytes).byId as Map<bigint, number>).size, 1000);
});

test("a key that comes again and again behind others that collide with it is refused", () => {
  const keys = collidingWords(300);
  const again = Array<number>(20_000).fill(keys[0]!);
  assert.equal(fill(keys).problem, undefined);
  assert.match(fill([...keys, ...again]).problem!, /^has colliding keys, 17 of \d+ sampled/);
});
