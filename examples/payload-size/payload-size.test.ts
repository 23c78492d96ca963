// What is said of protobuf's size, held against shapes of real data.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeShapes } from "./shapes.js";
import { measure, type Size } from "./sizes.js";

const sizes = new Map(makeShapes().map((shape) => [shape.name, measure(shape)]));

function sizeOf(name: string, compression: string): Size {
  return sizes.get(name)![compression]!;
}

test("60 % smaller: true of records with names, numbers and some text", () => {
  for (const name of ["500 orders", "3,000 device reports"]) {
    assert.ok(sizeOf(name, "raw").ratio >= 2.5, name);
  }
});

test("3 to 10 times smaller: true of the same, and of nothing else here", () => {
  const names = [...sizes.keys()].filter((name) => sizeOf(name, "raw").ratio >= 3);
  assert.deepEqual(names, ["3,000 device reports", "500 orders"]);
  for (const name of names) assert.ok(sizeOf(name, "raw").ratio < 10, name);
});

test("500 KB of JSON under 50 KB: true with gzip, and only nearly without, of small numbers under long names", () => {
  const { raw, gzip } = sizes.get("3,000 device reports")!;
  assert.ok(raw!.json > 500_000, String(raw!.json));
  assert.ok(raw!.protobuf > 50_000 && raw!.protobuf < 60_000, String(raw!.protobuf));
  assert.ok(gzip!.protobuf < 40_000, String(gzip!.protobuf));
});

test("compression takes most of the difference away: names are what it finds first", () => {
  for (const name of ["500 orders", "3,000 device reports"]) {
    const { raw, gzip } = sizes.get(name)!;
    assert.ok(gzip!.ratio < raw!.ratio / 1.5, name);
    assert.ok(gzip!.ratio > 1, name);
  }
});

test("protobuf does not win where data is text, or short decimals held in doubles", () => {
  assert.ok(sizeOf("prose of 20 KB", "raw").ratio < 1.05);
  assert.ok(sizeOf("200 UUIDs as text", "raw").ratio < 1.1);
  assert.ok(sizeOf("10,000 readings as doubles", "raw").ratio < 0.8);
});
