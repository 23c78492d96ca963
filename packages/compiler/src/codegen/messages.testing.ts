// Random messages of any type, from its field table, and what they are to protobuf-es.

import { create, type DescField, type DescMessage, type Message } from "@bufbuild/protobuf";
import fc from "fast-check";
import type { AnyGeneratedType, FieldInfo, ScalarName } from "trunkline/protobuf";

const float = fc.oneof(
  fc.float({ noDefaultInfinity: false }),
  fc
    .constantFrom(0, -0, 1.5, Number.NaN, Infinity, -Infinity, 3.4028234663852886e38, 1e-45)
    .map(Math.fround),
);

const double = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE),
);

function wholeNumber(min: number, max: number): fc.Arbitrary<number> {
  const edges = [
    0,
    1,
    -1,
    127,
    128,
    16383,
    16384,
    2097151,
    2097152,
    268435455,
    268435456,
    min,
    max,
  ];
  return fc.oneof(
    fc.integer({ min, max }),
    fc.constantFrom(...edges.filter((edge) => edge >= min && edge <= max)),
  );
}

function wideNumber(min: bigint, max: bigint): fc.Arbitrary<bigint> {
  const edges = [0n, 1n, -1n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0x100000000n, min, max].concat(
    Array.from({ length: 63 }, (_, bits) => 1n << BigInt(bits)),
  );
  return fc.oneof(
    fc.bigInt({ min, max }),
    fc.constantFrom(...edges.filter((edge) => edge >= min && edge <= max)),
  );
}

const int32 = wholeNumber(-(2 ** 31), 2 ** 31 - 1);
const uint32 = wholeNumber(0, 2 ** 32 - 1);
const int64 = wideNumber(-(2n ** 63n), 2n ** 63n - 1n);
const uint64 = wideNumber(0n, 2n ** 64n - 1n);
const string = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.string({ minLength: 30, maxLength: 300 }),
  fc.constantFrom("", "\uFFFD", "\uFEFFmark", "é".repeat(63), "é".repeat(64), "x".repeat(127)),
);

const scalars: Readonly<Record<ScalarName, fc.Arbitrary<unknown>>> = {
  double,
  float,
  int32,
  sint32: int32,
  sfixed32: int32,
  uint32,
  fixed32: uint32,
  int64,
  sint64: int64,
  sfixed64: int64,
  uint64,
  fixed64: uint64,
  bool: fc.boolean(),
  string,
  bytes: fc.uint8Array({ maxLength: 200 }),
};

function scalarOf(type: ScalarName, as: FieldInfo["as"]): fc.Arbitrary<unknown> {
  if (as === undefined || !type.endsWith("64")) return scalars[type];
  if (as === "string") return scalars[type].map(String);
  const isUnsigned = type.startsWith("u") || type.startsWith("f");
  return fc.integer({
    min: isUnsigned ? 0 : Number.MIN_SAFE_INTEGER,
    max: Number.MAX_SAFE_INTEGER,
  });
}

/** Inits of `type`, nested at most `depth` times. */
export function initsOf(type: AnyGeneratedType, depth = 3): fc.Arbitrary<Record<string, unknown>> {
  const properties: Record<string, fc.Arbitrary<unknown>> = {};
  const oneofs = new Map<string, fc.Arbitrary<unknown>[]>();
  for (const field of type.fields) {
    const value = valuesOf(field, depth);
    if (value === undefined) continue;
    if (field.oneof !== undefined) {
      const members = oneofs.get(field.oneof) ?? [];
      members.push(value.map((each) => ({ case: field.key, value: each })));
      oneofs.set(field.oneof, members);
    } else if (field.map !== undefined) {
      const entry = fc.tuple(scalarOf(field.map, field.keyAs), value);
      properties[field.key] = fc.array(entry, { maxLength: 4 }).map(toMap);
    } else if (field.isRepeated) properties[field.key] = fc.array(value, { maxLength: 5 });
    else properties[field.key] = value;
  }
  for (const [key, members] of oneofs) properties[key] = fc.oneof(...members);
  const requiredKeys = type.fields.filter((field) => field.isRequired).map(({ key }) => key);
  return fc.record(properties, { requiredKeys });
}

/** A map in the order of a record with the same keys: the other implementations hold records. */
function toMap(entries: [unknown, unknown][]): Map<unknown, unknown> {
  const record = Object.fromEntries(entries.map((entry) => [String(entry[0]), entry]));
  return new Map(Object.values(record));
}

function valuesOf(field: FieldInfo, depth: number): fc.Arbitrary<unknown> | undefined {
  if (field.type === "message")
    return depth <= 0 && !field.isRequired ? undefined : initsOf(field.message!(), depth - 1);
  if (field.type === "enum") {
    const known = fc.constantFrom(...Object.values(field.values!));
    return field.isClosed ? known : fc.oneof(known, int32);
  }
  return scalarOf(field.type, field.as);
}

type Loose = Record<string, unknown>;

/** A full message of ours as a message of protobuf-es. */
export function toProtobufEs(type: AnyGeneratedType, desc: DescMessage, message: Loose): Message {
  const init: Loose = {};
  for (const field of type.fields) {
    const other = desc.fields.find(({ number }) => number === field.number)!;
    if (field.oneof !== undefined) {
      const oneof = message[field.oneof] as { case: string; value: unknown } | undefined;
      if (oneof?.case === field.key) {
        init[other.oneof!.localName] = {
          case: other.localName,
          value: convert(field, other, oneof.value),
        };
      }
      continue;
    }
    const value = message[field.key];
    if (value === undefined) continue;
    if (field.map !== undefined) {
      const entries = [...(value as Map<unknown, unknown>)];
      init[other.localName] = Object.fromEntries(
        entries.map(([key, each]) => [String(key), convert(field, other, each)]),
      );
    } else if (field.isRepeated) {
      init[other.localName] = (value as unknown[]).map((each) => convert(field, other, each));
    } else init[other.localName] = convert(field, other, value);
  }
  return create(desc, init);
}

function convert(field: FieldInfo, other: DescField, value: unknown): unknown {
  if (field.type === "message") {
    return toProtobufEs(field.message!(), other.message!, value as Loose);
  }
  // protobuf-es knows strings for 64-bit fields, but not numbers.
  return field.as === "number" ? BigInt(value as number) : value;
}
