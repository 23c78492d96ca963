// Generated code whose names hide globals, keywords and what the code itself uses, at run time.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type AnyGeneratedType, isKnown, nameOf, type ServiceType } from "trunkline/protobuf";
import { defaultOptions, loadGenerated } from "../build.testing.js";
import { initsOf } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

type Module = Record<string, AnyGeneratedType>;

function isMessage(value: unknown): value is AnyGeneratedType {
  return typeof value === "object" && value !== null && "readFields" in value;
}

function assertRoundTrips(types: Iterable<unknown>): void {
  for (const type of types) {
    if (!isMessage(type)) continue;
    const property = fc.property(initsOf(type), (init) => {
      assert.deepEqual(type.decode(type.encode(init)), type.create(init));
    });
    fc.assert(property, { numRuns: 20 });
  }
}

const names = await loadGenerated<Module>(
  Object.fromEntries(["names/names.proto", "names/other.proto"].map((p) => [p, readProto(p)])),
  "names/names.proto",
);

test("messages with names that are taken elsewhere are read and written", () => {
  const types = Object.values(names.module).filter(isMessage);
  assert.ok(types.length > 25, `${types.length}`);
  assertRoundTrips(types);
});

test("keys that every object has get a $", () => {
  const type = names.module.Object!;
  assert.deepEqual(Object.keys(type.create()), [
    "constructor$",
    "toString$",
    "valueOf$",
    "hasOwnProperty$",
  ]);
  assert.deepEqual(type.encode({}), new Uint8Array(0));
});

test("an enum value named __proto__ is a value like others", () => {
  const values = names.module.Proto as unknown as Readonly<Record<string, number>>;
  assert.deepEqual(Object.entries(values), [
    ["PROTO_ZERO", 0],
    ["__proto__", 1],
    ["constructor", 2],
    ["function", 3],
  ]);
  assert.equal(nameOf(values, 1), "__proto__");
});

test("isKnown() and nameOf() know the values of an enum, the first of aliases", async () => {
  const sources = ["everything.proto", "shared/common.proto"].map((p) => [p, readProto(p)]);
  const { module } = await loadGenerated<Module>(Object.fromEntries(sources), "everything.proto");
  const mood = module.Mood as unknown as Readonly<Record<string, number>>;
  assert.deepEqual(mood, { UNSPECIFIED: 0, GOOD: 1, FINE: 1, BAD: -1, GONE: 2 });
  assert.equal(nameOf(mood, 1), "GOOD");
  assert.equal(nameOf(mood, 7), undefined);
  assert.equal(isKnown(mood, -1), true);
  assert.equal(isKnown(mood, 3), false);
  // A prefix that some values lack is nobody's, and what would begin with a digit keeps its name.
  assert.deepEqual(module.Level, { LEVEL_LOW: 0, HIGH: 1 });
  assert.deepEqual(names.module.HTTPStatus, { HTTP_STATUS_OK: 0, HTTP_STATUS_404: 404 });
});

test("a service has its methods by the names of TypeScript and the paths of the .proto file", () => {
  const math = names.module.Math as unknown as ServiceType;
  const shown = Object.entries(math.methods).map(([key, { kind, localName, path }]) => {
    assert.equal(localName, key);
    return [key, kind, path];
  });
  assert.deepEqual(shown, [
    ["toString$", "unary", "/names.Math/ToString"],
    ["delete", "unary", "/names.Math/Delete"],
    ["getAll", "bidiStreaming", "/names.Math/get_all"],
  ]);
  assert.equal(math.methods.getAll!.input, names.module.Map);
});

for (const int64 of ["string", "number"] as const) {
  test(`64-bit fields are of type ${int64} where the options say so`, async () => {
    const { module } = await loadGenerated<Module>(
      Object.fromEntries(["everything.proto", "shared/common.proto"].map((p) => [p, readProto(p)])),
      "everything.proto",
      { ...defaultOptions, policies: { int64 } },
    );
    assert.equal(typeof module.Scalars!.create().aInt64, int64);
    const { Choices, Lists, Maps, Optionals, Scalars, Wide } = module;
    assertRoundTrips([Choices, Lists, Maps, Optionals, Scalars, Wide]);
  });
}
