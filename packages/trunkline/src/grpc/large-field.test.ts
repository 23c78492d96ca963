import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findLargeField } from "./large-field.js";

/** A field of `length` bytes: key, length, and as many of the bytes as are there. */
const long = (length: number): number[] => {
  const bytes = [10];
  for (let left = length; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
};
const small = [8, 0xac, 2, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1d, 1, 2, 3, 4, 0x22, 3, 9, 9, 9];

const find = (bytes: readonly number[], start = 0): number | undefined =>
  findLargeField(Uint8Array.from(bytes), start, bytes.length);

test("findLargeField() finds the first field of 4 KiB, behind smaller ones of every kind", () => {
  assert.equal(find(long(4096)), 3);
  assert.equal(find([...small, ...long(50_000_000), 1, 2]), small.length + 5);
  assert.equal(find([7, 7, ...small, ...long(70_000)], 2), 2 + small.length + 4);
  assert.equal(find(long(2 ** 32 - 1)), 6);
});

test("findLargeField() finds nothing where there is none, or it begins later", () => {
  assert.equal(find([]), undefined);
  assert.equal(find(small), undefined);
  assert.equal(find([...long(4095), ...long(70_000)]), undefined);
  for (let cut = 1; cut < 5; cut++) {
    assert.equal(find([...small, ...long(50_000_000)].slice(0, small.length + cut)), undefined);
  }
});

test("findLargeField() stops at groups, and at what is no message", () => {
  for (const key of [0x0b, 0x0c, 0x0e, 0x0f]) assert.equal(find([key, ...long(4096)]), undefined);
  assert.equal(find(Array.from({ length: 30 }, () => 0xff)), undefined);
  const property = fc.property(fc.array(fc.nat({ max: 255 }), { maxLength: 40 }), (bytes) => {
    const found = find(bytes);
    assert.ok(found === undefined || (found > 0 && found <= bytes.length));
  });
  fc.assert(property, { numRuns: 2000 });
});
