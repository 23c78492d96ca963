import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Any,
  type AnyGeneratedType,
  BoolValue,
  BytesValue,
  createRegistry,
  Duration,
  Empty,
  FieldMask,
  FloatValue,
  fromJson,
  fromJsonString,
  Int64Value,
  JsonError,
  ListValue,
  type Registry,
  StringValue,
  Struct,
  Timestamp,
  Type,
  toJson,
  toJsonString,
  UInt32Value,
  Value,
} from "../index.js";

/** Writes `message`, reads that again, and gives what was written. */
function bothWays(type: AnyGeneratedType, init: object, registry?: Registry): unknown {
  const json = toJson(type, init, { registry });
  assert.deepEqual(fromJson(type, json, { registry }), type.create(init));
  assert.deepEqual(fromJsonString(type, JSON.stringify(json), { registry }), type.create(init));
  return json;
}

function failure(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof JsonError, String(error));
    return error.message;
  }
  assert.fail("expected a JsonError");
}

test("Timestamp is RFC 3339 with 0, 3, 6 or 9 digits", () => {
  const at = (seconds: bigint, nanos: number): unknown => bothWays(Timestamp, { seconds, nanos });
  assert.equal(at(0n, 0), "1970-01-01T00:00:00Z");
  assert.equal(at(1n, 10_000_000), "1970-01-01T00:00:01.010Z");
  assert.equal(at(1n, 10_000), "1970-01-01T00:00:01.000010Z");
  assert.equal(at(-1n, 999_999_999), "1969-12-31T23:59:59.999999999Z");
  assert.equal(at(-62_135_596_800n, 0), "0001-01-01T00:00:00Z");
  assert.equal(at(253_402_300_799n, 999_999_999), "9999-12-31T23:59:59.999999999Z");
  assert.deepEqual(fromJson(Timestamp, "2026-11-21T15:10:00.5+01:30"), {
    seconds: 1795268400n,
    nanos: 500_000_000,
  });
  for (const wrong of [
    "2026-11-21T15:10:00",
    "2026-11-21t15:10:00Z",
    "2026-11-21T15:10:00z",
    "2026-02-29T15:10:00Z",
    "2026-11-21T24:00:00Z",
    "2026-11-21 15:10:00Z",
    "10000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    5,
    null,
  ]) {
    assert.match(
      failure(() => fromJson(Timestamp, wrong)),
      /^\$: expected a time /,
      String(wrong),
    );
  }
  assert.match(
    failure(() => toJsonString(Timestamp, { seconds: 253_402_300_800n })),
    /^\$: expected a Timestamp in the years 1 to 9999, got 253402300800 s and 0 ns$/,
  );
  assert.match(
    failure(() => toJsonString(Timestamp, { nanos: -1 })),
    /expected a Timestamp/,
  );
});

test("Duration is seconds with 0, 3, 6 or 9 digits", () => {
  const span = (seconds: bigint, nanos: number): unknown => bothWays(Duration, { seconds, nanos });
  assert.equal(span(0n, 0), "0s");
  assert.equal(span(1n, 500_000_000), "1.500s");
  assert.equal(span(0n, -1), "-0.000000001s");
  assert.equal(span(-315_576_000_000n, -999_999_999), "-315576000000.999999999s");
  for (const wrong of ["1", "1.s", "s", "1.1234567890s", "1e3s", 1, null, "315576000001s"]) {
    assert.match(
      failure(() => fromJson(Duration, wrong)),
      /^\$: expected a duration /,
    );
  }
  for (const wrong of [
    { seconds: 1n, nanos: -1 },
    { nanos: 1_000_000_000 },
    { seconds: 315_576_000_001n },
  ]) {
    assert.match(
      failure(() => toJsonString(Duration, wrong)),
      /^\$: expected a Duration /,
    );
  }
});

test("wrappers are the value in them", () => {
  assert.equal(bothWays(StringValue, { value: "a" }), "a");
  assert.equal(bothWays(StringValue, {}), "");
  assert.equal(bothWays(Int64Value, { value: -1n }), "-1");
  assert.equal(bothWays(UInt32Value, {}), 0);
  assert.equal(bothWays(BoolValue, { value: true }), true);
  assert.equal(bothWays(FloatValue, { value: -Infinity }), "-Infinity");
  assert.equal(bothWays(BytesValue, { value: Uint8Array.of(255) }), "/w==");
  assert.equal(
    failure(() => fromJson(BoolValue, null)),
    "$: expected a value, got null",
  );
});

test("Struct, Value and ListValue are any JSON", () => {
  const json = { a: [1, "x", null, true, { b: [] }], ["__proto__"]: { c: {} } };
  const struct = fromJson(Struct, json);
  assert.deepEqual(toJson(Struct, struct), json);
  assert.deepEqual(Struct.decode(Struct.encode(struct)), struct);
  assert.deepEqual(toJson(ListValue, fromJson(ListValue, [[], [null]])), [[], [null]]);
  assert.deepEqual(fromJson(Value, null), { kind: { case: "nullValue", value: 0 } });
  assert.equal(toJsonString(Value, fromJson(Value, null)), "null");
  assert.equal(fromJsonString(Value, "9007199254740993").kind?.value, 9007199254740992);
  assert.match(
    failure(() => fromJson(Value, Number.NaN)),
    /^\$: expected a number that a double/,
  );
  assert.match(
    failure(() => fromJson(Value, undefined)),
    /^\$: expected a value of JSON/,
  );
  assert.equal(
    failure(() => fromJson(Struct, null)),
    "$: expected an object, got null",
  );
  assert.match(
    failure(() => toJsonString(ListValue, { values: [{}] })),
    /^\$\[0\]: expected a google.protobuf.Value with a kind, got none$/,
  );
  assert.match(
    failure(() => toJsonString(Value, { kind: { case: "numberValue", value: Infinity } })),
    /^\$: expected a number that JSON has, got Infinity$/,
  );
});

test("FieldMask is its paths in lowerCamelCase", () => {
  assert.equal(bothWays(FieldMask, { paths: ["user.display_name", "a"] }), "user.displayName,a");
  assert.equal(bothWays(FieldMask, {}), "");
  assert.match(
    failure(() => fromJson(FieldMask, "a_b")),
    /^\$: expected paths in lowerCamelCase/,
  );
  for (const path of ["a_3", "aB", "a__b", "a_"]) {
    assert.match(
      failure(() => toJsonString(FieldMask, { paths: [path] })),
      /has no form in JSON$/,
    );
  }
});

test("Any is its message with its type", () => {
  const registry = createRegistry(Type, Duration, Any, Struct, Empty);
  const pack = (type: AnyGeneratedType, init: object): object => ({
    typeUrl: `type.googleapis.com/${type.typeName}`,
    value: type.encode(init),
  });
  const inner = pack(Type, { name: "shop.Order", fields: [{ number: 2 }] });
  assert.deepEqual(bothWays(Any, inner, registry), {
    "@type": "type.googleapis.com/google.protobuf.Type",
    name: "shop.Order",
    fields: [{ number: 2 }],
  });
  const span = { "@type": "type.googleapis.com/google.protobuf.Duration", value: "1s" };
  assert.deepEqual(bothWays(Any, pack(Duration, { seconds: 1n }), registry), span);
  assert.deepEqual(bothWays(Any, pack(Any, pack(Duration, { seconds: 1n })), registry), {
    "@type": "type.googleapis.com/google.protobuf.Any",
    value: span,
  });
  assert.deepEqual(bothWays(Any, {}, registry), {});
  assert.deepEqual(bothWays(Any, pack(Empty, {}), registry), {
    "@type": "type.googleapis.com/google.protobuf.Empty",
  });
  // The type may stand behind what it is the type of.
  assert.deepEqual(fromJson(Any, { value: "1s", "@type": span["@type"] }, { registry }), {
    typeUrl: span["@type"],
    value: Duration.encode({ seconds: 1n }),
  });
});

test("an Any that is none is refused", () => {
  const registry = createRegistry(Type, Duration);
  const wrong = (json: unknown, options = { registry } as object): string =>
    failure(() => fromJson(Any, json, options));
  const type = "type.googleapis.com/google.protobuf.Duration";
  assert.equal(wrong({ value: "1s" }), '$: expected an object with "@type", got an object');
  assert.equal(wrong({ "@type": type }), '$: expected "value" beside "@type"');
  assert.equal(
    wrong({ "@type": type, value: "1" }),
    '$.value: expected a duration such as "1.5s", got "1"',
  );
  assert.equal(
    wrong({ "@type": type, value: "1s", more: 1 }),
    '$: expected nothing but "@type" and "value", got "more"',
  );
  assert.equal(
    wrong({ "@type": "google.protobuf.Duration", value: "1s" }),
    '$["@type"]: expected a type such as "type.googleapis.com/shop.Order", got "google.protobuf.Duration"',
  );
  assert.equal(
    wrong({ "@type": "x/shop.Order" }),
    '$["@type"]: cannot convert the google.protobuf.Any of type "shop.Order": the registry does not have it',
  );
  assert.match(wrong({ "@type": type, value: "1s" }, {}), /no registry was given$/);
  assert.equal(
    wrong({ "@type": "x/google.protobuf.Type", "@Type": 1 }),
    '$["@Type"]: google.protobuf.Type has no field "@Type"',
  );
  const broken = { typeUrl: type, value: Uint8Array.of(8) };
  assert.match(
    failure(() => toJsonString(Any, broken, { registry })),
    /^\$: Cannot decode google.protobuf.Duration: seconds at offset /,
  );
});
