import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  durationFromMs,
  durationFromString,
  durationToMs,
  durationToString,
  timestampFromDate,
  timestampFromMs,
  timestampFromString,
  timestampToDate,
  timestampToMs,
  timestampToString,
} from "../index.js";

test("a Timestamp is what Date and milliseconds are", () => {
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
      assert.equal(timestampToMs(timestampFromMs(ms)), ms);
      assert.deepEqual(timestampToDate(timestampFromDate(new Date(ms))), new Date(ms));
    }),
  );
  assert.deepEqual(timestampFromMs(-1), { seconds: -1n, nanos: 999_000_000 });
  assert.equal(timestampToMs({ seconds: -1n, nanos: 999_999_999 }), -1);
  assert.equal(timestampToString({ seconds: 0n, nanos: 500_000_000 }), "1970-01-01T00:00:00.500Z");
  assert.deepEqual(timestampFromString("1970-01-01T00:00:00.5Z"), { seconds: 0n, nanos: 5e8 });
  assert.throws(() => timestampFromDate(new Date(Number.NaN)), TypeError);
  assert.throws(() => timestampFromMs(8.65e15), TypeError);
  assert.throws(() => timestampToDate({ seconds: 2n ** 62n, nanos: 0 }), {
    name: "RangeError",
    message: /^Cannot convert a Timestamp of \d+ s: no Date can hold it$/,
  });
  assert.throws(() => timestampToString({ seconds: 0n, nanos: -1 }), RangeError);
});

test("a Duration is milliseconds with their fraction", () => {
  assert.deepEqual(durationFromMs(1500.25), { seconds: 1n, nanos: 500_250_000 });
  assert.deepEqual(durationFromMs(-1500), { seconds: -1n, nanos: -500_000_000 });
  assert.equal(durationToMs({ seconds: -1n, nanos: -500_250_000 }), -1500.25);
  assert.equal(durationToString({ seconds: -1n, nanos: -500_000_000 }), "-1.500s");
  assert.deepEqual(durationFromString("1.5s"), { seconds: 1n, nanos: 5e8 });
  assert.throws(() => durationFromMs(Number.NaN), TypeError);
  assert.throws(() => durationToString({ seconds: 1n, nanos: -1 }), RangeError);
});

test("conversions refuse what is no Timestamp and no Duration, and say what is", () => {
  const wrong = [undefined, null, {}, { seconds: 5, nanos: 0 }, new Date(0), "now"];
  for (const value of wrong) {
    for (const convert of [timestampToDate, timestampToMs, timestampToString]) {
      assert.throws(() => convert(value as never), {
        name: "TypeError",
        message: /^expected a Timestamp with seconds as a bigint and nanos, got /,
      });
    }
    for (const convert of [durationToMs, durationToString]) {
      assert.throws(() => convert(value as never), /^TypeError: expected a Duration with seconds/);
    }
  }
  assert.throws(() => timestampFromDate(new Date(Number.NaN)), /expected a valid Date, got/);
});
