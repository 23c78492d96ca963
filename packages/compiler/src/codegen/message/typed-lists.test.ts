// Lists that typed arrays hold against the same lists as arrays: the same bytes, JSON and text, the same to accept and to
// refuse, and the same words of errors.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type AnyGeneratedType,
  clone,
  createDecodeLimits,
  createRegistry,
  DecodeError,
  diff,
  type Extension,
  equals,
  fromJson,
  fromJsonString,
  fromText,
  getExtension,
  hasExtension,
  merge,
  setExtension,
  toJson,
  toJsonString,
  toText,
  valueOrDefault,
} from "trunkline/protobuf";
import {
  compilers,
  defaultOptions,
  generateAll,
  loadGenerated,
  typeCheck,
} from "../build.testing.js";
import type { CodegenPolicies } from "../options.js";
import { compileProto } from "../schema.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

type Module = Record<string, AnyGeneratedType>;

type Values = Record<string, unknown>;

const types =
  "double float int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64".split(
    " ",
  );

const fields = types.map((type, index) => `  repeated ${type} of_${type} = ${index + 1};`);

const sources = {
  "lists.proto": [
    'edition = "2023";',
    "package lists;",
    "message Lists {",
    ...fields,
    "  Lists inner = 20;",
    "  repeated bool flags = 21;",
    "  repeated Color colors = 22;",
    "  repeated int32 expanded = 23 [features.repeated_field_encoding = EXPANDED];",
    "  repeated int64 named = 24 [jstype = JS_STRING];",
    "  repeated double typed_doubles = 25;",
    "  extensions 100 to 200;",
    "}",
    "enum Color { NONE = 0; RED = 1; }",
    "extend Lists { repeated double heights = 100; }",
    "message Float64Array { repeated double values = 1; }",
  ].join("\n"),
};

async function load(policies: CodegenPolicies): Promise<Module> {
  const options = { ...defaultOptions, policies };
  return (await loadGenerated<Module>(sources, "lists.proto", options)).module;
}

const plain = await load({});
const typed = await load({ packed: "typed" });
const Plain = plain.Lists!;
const Typed = typed.Lists!;

const elements: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  double: fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Infinity)),
  float: fc.oneof(fc.float(), fc.constantFrom(-0, Number.NaN, -Infinity)),
  int32: fc.oneof(fc.integer(), fc.integer({ min: -3, max: 20_000 })),
  uint32: fc.oneof(
    fc.integer().map((value) => value >>> 0),
    fc.nat({ max: 20_000 }),
  ),
  int64: fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: -2n, max: 300n }),
  ),
  uint64: fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 300n })),
};

function elementOf(type: string): fc.Arbitrary<unknown> {
  const like = type
    .replace("sint", "int")
    .replace(/^fixed/, "uint")
    .replace("sfixed", "int");
  return elements[like]!;
}

const lists: fc.Arbitrary<Values> = fc.record(
  Object.fromEntries(
    types.map((type) => [
      keyOf(type),
      fc.oneof(
        fc.array(elementOf(type), { maxLength: 5 }),
        fc.array(elementOf(type), { minLength: 10, maxLength: 60 }),
      ),
    ]),
  ),
  { requiredKeys: [] },
);

function keyOf(type: string): string {
  return `of${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

/** A message with arrays in place of typed ones. */
function withArrays(message: unknown): unknown {
  return Object.fromEntries(
    Object.entries(message as Values).map(([key, value]) => {
      if (key === "$unknown") return [key, value];
      if (ArrayBuffer.isView(value)) return [key, Array.from(value as unknown as number[])];
      return [key, key === "inner" && value !== undefined ? withArrays(value) : value];
    }),
  );
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    assert.ok(error instanceof DecodeError || error instanceof TypeError, String(error));
    return `${error.name}: ${error.message}`;
  }
}

test("fields are of the typed array that has their values, but for those that none has", () => {
  const made = Typed.create();
  const names = Object.entries(made as Values).map(([, value]) => value?.constructor.name);
  const wanted = [
    "Float64Array Float32Array Int32Array BigInt64Array Uint32Array BigUint64Array",
    "Int32Array BigInt64Array Uint32Array BigUint64Array Int32Array BigInt64Array",
  ];
  const rest = [undefined, "Array", "Array", "Array", "Array", "Float64Array"];
  assert.deepEqual(names, [...wanted.join(" ").split(" "), ...rest]);
});

test("lists are the same bytes, JSON and text in both forms, and come back", () => {
  const property = fc.property(lists, (init) => {
    const bytes = Plain.encode(init);
    const message = Typed.decode(bytes);
    assert.deepEqual(withArrays(message), Plain.decode(bytes));
    // From arrays, from typed arrays, and from what `create` makes of arrays.
    assert.deepEqual(Typed.encode(init), bytes);
    assert.deepEqual(Typed.encode(message), bytes);
    assert.deepEqual(Typed.encode(Typed.create(init)), bytes);
    assert.deepEqual(withArrays(Typed.create(init)), Plain.create(init));
    const json = toJsonString(Plain, init);
    assert.equal(toJsonString(Typed, message), json);
    assert.deepEqual(toJson(Typed, message), toJson(Plain, init));
    assert.deepEqual(withArrays(fromJsonString(Typed, json)), fromJsonString(Plain, json));
    assert.deepEqual(fromJson(Typed, toJson(Plain, init)), fromJsonString(Typed, json));
    const text = toText(Plain, init);
    assert.equal(toText(Typed, message), text);
    assert.deepEqual(withArrays(fromText(Typed, text)), fromText(Plain, text));
  });
  fc.assert(property, { numRuns: runs });
});

test("lists in pieces, packed or one by one, are appended", () => {
  const some = fc.array(lists, { maxLength: 4 });
  fc.assert(
    fc.property(some, (inits) => {
      const bytes = new Uint8Array(Buffer.concat(inits.map((init) => Plain.encode(init))));
      assert.deepEqual(withArrays(Typed.decode(bytes)), Plain.decode(bytes));
    }),
    { numRuns: runs },
  );
  // One value behind its own key, a thousand times, with something else in between.
  const one = Buffer.from("09000000000000f03fa80101", "hex");
  const many = new Uint8Array(Buffer.concat(Array.from({ length: 1000 }, () => one)));
  const { ofDouble, flags } = Typed.decode(many);
  assert.deepEqual(ofDouble, new Float64Array(1000).fill(1));
  assert.equal(flags.length, 1000);
});

test("damaged bytes are accepted and refused alike, with the same words", () => {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 }), fc.nat({ max: 2 })));
  const property = fc.property(lists, changes, (init, places) => {
    const bytes = [...Plain.encode(init)];
    for (const [at, byte, count] of places) bytes.splice(at % (bytes.length + 1), count, byte);
    const input = Uint8Array.from(bytes);
    const ours = attempt(() => withArrays(Typed.decode(input)));
    assert.deepEqual(
      ours,
      attempt(() => Plain.decode(input)),
    );
  });
  fc.assert(property, { numRuns: runs * 4 });
});

test("clone(), equals(), diff() and merge() see values, whatever holds them", () => {
  const property = fc.property(lists, lists, (one, other) => {
    const [a, b] = [Typed.create(one), Typed.create(other)];
    assert.deepEqual(clone(Typed, a), a);
    assert.equal(equals(Typed, a, b), equals(Plain, Plain.create(one), Plain.create(other)));
    assert.ok(equals(Typed, a, Typed.create(one)));
    assert.deepEqual(diff(Typed, a, b), diff(Plain, Plain.create(one), Plain.create(other)));
    const both = merge(Typed, clone(Typed, a), b);
    assert.deepEqual(withArrays(both), merge(Plain, Plain.create(one), Plain.create(other)));
  });
  fc.assert(property, { numRuns: runs });
  const message = Typed.create({ ofDouble: [1] });
  const copy = clone(Typed, message);
  copy.ofDouble[0] = 2;
  assert.equal(message.ofDouble[0], 1);
});

test("a list is no view of the bytes, and nothing of it is shared with the init", () => {
  const values = Float64Array.from({ length: 40 }, (_, index) => index);
  const bytes = Typed.encode({ ofDouble: values });
  const { ofDouble } = Typed.decode(bytes);
  bytes.fill(0);
  assert.deepEqual(ofDouble, values);
  const created = Typed.create({ ofDouble: values });
  values[0] = 7;
  assert.equal(created.ofDouble[0], 0);
});

test("part of a longer memory is written alone", () => {
  const values = Float64Array.from({ length: 60 }, (_, index) => index);
  const part = values.subarray(10, 40);
  assert.deepEqual(Typed.decode(Typed.encode({ ofDouble: part })).ofDouble, part.slice());
});

test("a wrong value is refused with its path, as is a list of another kind", () => {
  const words = (init: Values): readonly unknown[] => [
    attempt(() => Typed.encode(init)),
    attempt(() => Typed.create(init)),
    attempt(() => toJsonString(Typed, init)),
    attempt(() => toText(Typed, init)),
  ];
  const wrong: readonly (readonly [Values, string])[] = [
    [{ ofDouble: [1, "2"] }, 'lists.Lists.of_double[1]: expected a number, got "2"'],
    [
      { inner: { ofInt32: [2 ** 31] } },
      "lists.Lists.inner.of_int32[0]: expected a whole number from -2147483648 to 2147483647, got 2147483648",
    ],
    [
      { ofUint64: [-1n] },
      "lists.Lists.of_uint64[0]: expected a bigint from 0 to 2^64 - 1, got -1n",
    ],
    [
      { ofFloat: [1e39] },
      "lists.Lists.of_float[0]: expected a number that a 32-bit float can hold, got 1e+39",
    ],
    [
      { ofDouble: new Float32Array(1) },
      "lists.Lists.of_double: expected an array or Float64Array, got an object (Float32Array)",
    ],
    [{ ofInt32: "no" }, 'lists.Lists.of_int32: expected an array or Int32Array, got "no"'],
    [
      { flags: new Int32Array(1) },
      "lists.Lists.flags: expected an array, got an object (Int32Array)",
    ],
  ];
  for (const [init, message] of wrong) {
    for (const each of words(init)) assert.equal(each, `TypeError: ${message}`);
  }
});

test("limits count the values of typed arrays", () => {
  const bytes = Typed.encode({ ofDouble: new Float64Array(50) });
  const limits = createDecodeLimits({ maxElements: 49 });
  assert.throws(() => Typed.decode(bytes, limits), /element 50 of the message/);
});

test("an extension is held as a field would be", () => {
  const heights = typed.heights as unknown as Extension<object, Float64Array, readonly number[]>;
  const message: object = Typed.create();
  assert.ok(!hasExtension(message, heights));
  setExtension(message, heights, [1, 2]);
  assert.ok(hasExtension(message, heights));
  assert.deepEqual(getExtension(message, heights), Float64Array.of(1, 2));
  const registry = createRegistry(typed);
  const json = toJsonString(Typed, message, { registry });
  assert.equal(json, '{"[lists.heights]":[1,2]}');
  assert.deepEqual(fromJsonString(Typed, json, { registry }), message);
  assert.deepEqual(fromText(Typed, toText(Typed, message, { registry }), { registry }), message);
  const empty: object = Typed.create();
  assert.equal(toJsonString(Typed, empty, { registry }), "{}");
});

test("the default of a list is an empty one", () => {
  const message = Typed.create();
  delete message.ofFloat;
  assert.deepEqual(valueOrDefault(Typed, message, "ofFloat"), new Float32Array(0));
});

for (const [version, compiler] of Object.entries(compilers)) {
  test(`typed arrays pass the checks of TypeScript ${version}`, () => {
    const files = generateAll(compileProto(sources), {
      ...defaultOptions,
      policies: { packed: "typed" },
    });
    assert.equal(typeCheck(compiler, files), "");
  });
}

test("an empty list has memory of its own, which its holder may transfer", () => {
  const [one, other] = [Typed.create(), Typed.decode(new Uint8Array())] as [Values, Values];
  const lists = [one.ofDouble, other.ofDouble] as Float64Array[];
  structuredClone(one, { transfer: lists.map(({ buffer }) => buffer as ArrayBuffer) });
  for (const type of [Typed.create(), Typed.decode(new Uint8Array())] as Values[]) {
    assert.deepEqual([...(type.ofDouble as Float64Array)], []);
  }
});
