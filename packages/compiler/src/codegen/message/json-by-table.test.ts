// What generated code makes of any message in JSON, and of values that are none, is what the field tables make of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { JsonWriteOptions } from "trunkline/protobuf";
import { initsOf } from "../messages.testing.js";
import { allProtos } from "../protos.testing.js";
import { randomSchemas } from "../random-schema.testing.js";
import { type Both, formsOf, loadBoth } from "./json-forms.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);

const optionSets: fc.Arbitrary<JsonWriteOptions> = fc.record(
  { protoNames: fc.boolean(), enumsAsNumbers: fc.boolean(), defaultValues: fc.boolean() },
  { requiredKeys: [] },
);

/** The same init with its keys the other way round, and records instead of Maps. */
function otherInit(init: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(init).map(([key, value]) => [
    key,
    value instanceof Map ? Object.fromEntries(value) : value,
  ]);
  return Object.fromEntries(entries.reverse());
}

/** The same init as a class has it: every second property is a getter of the prototype, in no loop over the keys. */
function classInit(init: Readonly<Record<string, unknown>>): object {
  const prototype = {};
  const instance = Object.create(prototype) as Record<string, unknown>;
  for (const [index, [key, value]] of Object.entries(init).entries()) {
    if (index % 2 === 0) instance[key] = value;
    else Object.defineProperty(prototype, key, { get: () => value });
  }
  return instance;
}

/** Values that most fields do not have. */
const strangers: fc.Arbitrary<unknown> = fc.constantFrom(
  null,
  undefined,
  "",
  "x",
  0,
  -0,
  1.5,
  2 ** 40,
  Number.NaN,
  7n,
  2n ** 70n,
  true,
  [],
  [null],
  [undefined],
  {},
  { case: "what", value: 1 },
  { seconds: 2n ** 60n },
  new Map(),
  new Map<unknown, unknown>([[null, 1]]),
  new Uint8Array(1),
  new Float64Array(2),
);

type Place = readonly number[];

/** A copy of `value` with `stranger` at a place in it: a way down, as far as it goes. */
function withStranger(value: unknown, [first, ...rest]: Place, stranger: unknown): unknown {
  if (first === undefined) return stranger;
  if (value instanceof Map) {
    const entries = [...value];
    const entry = entries[first % (entries.length + 1)];
    if (entry === undefined) return stranger;
    return new Map(value).set(entry[0], withStranger(entry[1], rest, stranger));
  }
  if (Array.isArray(value)) {
    const index = first % (value.length + 1);
    return index === value.length
      ? stranger
      : value.with(index, withStranger(value[index], rest, stranger));
  }
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return stranger;
  const keys = Object.keys(value);
  const key = keys[first % (keys.length + 1)];
  if (key === undefined) return stranger;
  const inner = withStranger((value as Record<string, unknown>)[key], rest, stranger);
  return { ...value, [key]: inner };
}

function compareAll({ generated, dynamic }: Both, numRuns: number): void {
  for (const type of generated.messages) {
    const other = dynamic.findMessage(type.typeName)!;
    assert.equal(other.jsonFields, undefined);
    const places = fc.array(fc.nat(), { minLength: 1, maxLength: 4 });
    const property = fc.property(
      initsOf(type, 2),
      optionSets,
      places,
      strangers,
      (init, options, place, stranger) => {
        const message = type.create(init);
        const wrong = withStranger(init, place, stranger) as object;
        for (const each of [
          init,
          message,
          otherInit(init),
          classInit(init),
          type.decode(type.encode(init)),
          wrong,
        ]) {
          assert.deepEqual(formsOf(type, each, options), formsOf(other, each, options));
        }
        const forms = formsOf(type, message, options);
        if (typeof forms === "string") return;
        assert.deepEqual(forms.value, JSON.parse(forms.text));
        assert.equal(forms.valueText, JSON.stringify(JSON.parse(forms.text)));
      },
    );
    fc.assert(property, { numRuns });
  }
}

for (const path of Object.keys(allProtos())) {
  test(`${path} is in JSON by generated code what it is by its tables`, async () => {
    compareAll(await loadBoth(allProtos(), path), Math.ceil(runs / 5));
  });
}

test("a random schema is in JSON by generated code what it is by its tables", async () => {
  const property = fc.asyncProperty(randomSchemas, async (text) => {
    compareAll(await loadBoth({ "random.proto": text }, "random.proto"), 10);
  });
  await fc.assert(property, { numRuns: Math.ceil(runs / 6) });
});
