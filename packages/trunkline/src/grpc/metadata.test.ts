import assert from "node:assert/strict";
import { test } from "node:test";
import { Metadata } from "./metadata.js";

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

test("Metadata keeps duplicates in order and ignores the case of keys", () => {
  const metadata = new Metadata([
    ["X-Tenant", "acme"],
    ["x-other", "1"],
  ]).append("x-tenant", "eu");
  assert.equal(metadata.get("X-TENANT"), "acme");
  assert.deepEqual(metadata.getAll("x-tenant"), ["acme", "eu"]);
  assert.deepEqual(
    [...metadata],
    [
      ["x-tenant", "acme"],
      ["x-other", "1"],
      ["x-tenant", "eu"],
    ],
  );
  assert.equal(metadata.size, 3);
});

test("Metadata.set() replaces all values, delete() removes them", () => {
  const metadata = new Metadata({ a: ["1", "2"], b: "3" });
  metadata.set("A", "4");
  assert.deepEqual(
    [...metadata],
    [
      ["b", "3"],
      ["a", "4"],
    ],
  );
  assert.equal(metadata.delete("B"), true);
  assert.equal(metadata.delete("b"), false);
  assert.equal(metadata.has("b"), false);
  assert.equal(metadata.get("b"), undefined);
});

test("Metadata.set() that throws leaves the values as they were", () => {
  const metadata = new Metadata({ a: "1" });
  assert.throws(() => metadata.set("a", "é"));
  assert.equal(metadata.get("a"), "1");
});

test("Metadata.clone() changes on its own", () => {
  const metadata = new Metadata({ a: "1" });
  metadata.clone().set("a", "2");
  assert.equal(metadata.get("a"), "1");
});

test("Metadata refuses keys and values that cannot be sent", () => {
  const cases: [string, unknown, string][] = [
    ["", "1", 'Cannot use metadata key "": expected letters, digits, "_", "-" and "." only'],
    ["a b", "1", 'Cannot use metadata key "a b": expected letters, digits, "_", "-" and "." only'],
    [
      ":path",
      "1",
      'Cannot use metadata key ":path": expected letters, digits, "_", "-" and "." only',
    ],
    ["Grpc-Status", "1", 'Cannot use metadata key "grpc-status": it is reserved for the protocol'],
    ["connection", "1", 'Cannot use metadata key "connection": it is reserved for the protocol'],
    ["te", "1", 'Cannot use metadata key "te": it is reserved for the protocol'],
    [
      "a",
      1,
      'Cannot use a number under metadata key "a": expected a string, or a key ending in "-bin" for bytes',
    ],
    [
      "a-bin",
      "1",
      'Cannot use a string under metadata key "a-bin": a key ending in "-bin" takes a Uint8Array',
    ],
    [
      "a",
      "x\r\ny: z",
      'Cannot use this value under metadata key "a": expected printable ASCII characters only',
    ],
    [
      "a",
      "é",
      'Cannot use this value under metadata key "a": expected printable ASCII characters only',
    ],
  ];
  for (const [key, value, message] of cases) {
    assert.throws(() => new Metadata().append(key, value as string), {
      name: "TypeError",
      message,
    });
  }
});

test("Metadata strips white space around a value, which HTTP/2 forbids", () => {
  assert.equal(new Metadata({ a: "  1 2 " }).get("a"), "1 2");
});

test("Metadata.toFields() sends bytes as unpadded base64 and leaves user-agent to the channel", () => {
  const metadata = Metadata.fromFields(["user-agent", "x/1", "a-bin", "AQ=="]);
  metadata.append("b", "1").append("a-bin", bytes(2, 3, 4));
  assert.deepEqual(metadata.toFields(), ["a-bin", "AQ", "b", "1", "a-bin", "AgME"]);
});

test("Metadata.fromFields() leaves out what belongs to the protocol", () => {
  const metadata = Metadata.fromFields([
    ":path",
    "/a/B",
    "te",
    "trailers",
    "content-type",
    "application/grpc",
    "grpc-timeout",
    "1S",
    "user-agent",
    "x/1",
    "a",
    "1",
  ]);
  assert.deepEqual(
    [...metadata],
    [
      ["user-agent", "x/1"],
      ["a", "1"],
    ],
  );
});

test("Metadata.fromFields() splits joined bytes and drops those that are not base64", () => {
  const metadata = Metadata.fromFields(["a-bin", "AQ==,AgM, BA", "a-bin", "!,BQ", "b", "\xff\x01"]);
  assert.deepEqual(metadata.getAll("a-bin"), [bytes(1), bytes(2, 3), bytes(4), bytes(5)]);
  assert.equal(metadata.get("b"), "\xff\x01");
});

test("Metadata.toJSON() is lists, and a key called __proto__ is only a key", () => {
  const metadata = new Metadata([
    ["__proto__", "1"],
    ["a-bin", bytes(1)],
  ]);
  assert.equal(JSON.stringify(metadata), '{"__proto__":["1"],"a-bin":["AQ"]}');
});

test("Metadata's types tell bytes from text by the key", () => {
  const metadata = new Metadata();
  const text: string | undefined = metadata.get("a");
  const binary: Uint8Array | undefined = metadata.get("a-bin");
  const either: string | Uint8Array | undefined = metadata.get("a" as string);
  assert.deepEqual([text, binary, either], [undefined, undefined, undefined]);
  // @ts-expect-error bytes need a key that ends in -bin
  assert.throws(() => metadata.set("a", bytes(1)));
  // @ts-expect-error a key that ends in -bin needs bytes
  assert.throws(() => metadata.set("a-bin", "1"));
});
