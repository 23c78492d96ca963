import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Duration,
  fromJson,
  Int64Value,
  toJson,
  toJsonString,
  toText,
  UInt64Value,
} from "./index.js";
import { describeValue } from "./value-error.js";

test("describeValue() is short, whatever the value", () => {
  const described: readonly (readonly [unknown, string])[] = [
    [7, "7"],
    [7n, "7n"],
    [2n ** 64n, "18446744073709551616n"],
    [-(2n ** 64n), "-18446744073709551616n"],
    ["7", '"7"'],
    ["x".repeat(25), "a string of 25 characters"],
    [[], "an array"],
    [new Map(), "an object (Map)"],
    [null, "null"],
    [Symbol("7"), "a symbol"],
    [() => 7, "a function"],
    [10n ** 400n, "a bigint past 1e99"],
    [-(10n ** 99n), "a bigint past 1e99"],
  ];
  for (const [value, text] of described) assert.equal(describeValue(value), text);
});

test("a bigint of millions of digits is refused without writing it down", () => {
  const huge = 1n << 10_000_000n;
  const uses: readonly (() => unknown)[] = [huge, -huge].flatMap((value) => [
    () => Int64Value.encode({ value }),
    () => UInt64Value.encode({ value }),
    () => Duration.encode({ seconds: value }),
    () => toJson(Int64Value, { value }),
    () => toJsonString(UInt64Value, { value }),
    () => toText(Int64Value, { value }),
    () => fromJson(Int64Value, value),
    () => fromJson(Duration, value),
    () => Int64Value.create(value as never),
  ]);
  for (const use of uses) {
    assert.throws(use, (error: Error) => {
      assert.match(error.message, /expected .* got a bigint past 1e99$/);
      assert.ok(error.message.length < 200, error.message);
      return true;
    });
  }
});
