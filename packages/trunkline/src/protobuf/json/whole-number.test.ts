import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  DoubleValue,
  fromJson,
  fromJsonString,
  Int32Value,
  Int64Value,
  Struct,
  UInt64Value,
} from "../index.js";
import { parseWholeNumber } from "./whole-number.js";

const largest = 2n ** 63n - 1n;

test("parseWholeNumber() is the number in every form that JSON has for it", () => {
  // 0 with zeros behind it would begin with one.
  const whole = fc.bigInt({ min: -largest, max: largest }).filter((value) => value !== 0n);
  const property = fc.property(whole, fc.integer({ min: -25, max: 25 }), (value, places) => {
    const digits = value.toString();
    assert.equal(parseWholeNumber(digits), value);
    assert.equal(parseWholeNumber(`${digits}.000`), value);
    // The point further left or right, and an exponent for it.
    if (places >= 0)
      assert.equal(parseWholeNumber(`${digits}${"0".repeat(places)}e-${places}`), value);
    else if (digits.replace("-", "").length > -places) {
      assert.equal(
        parseWholeNumber(`${digits.slice(0, places)}.${digits.slice(places)}E+${-places}`),
        value,
      );
    }
  });
  fc.assert(property);
});

test("parseWholeNumber() refuses what is not whole, no number, or too long to be one", () => {
  for (const text of [
    "",
    " 1",
    "1 ",
    "+1",
    "01",
    "1.",
    ".5",
    "1e",
    "0x1",
    "NaN",
    "1.5",
    "15e-1",
    "1e-1",
    "123e-4",
    "9007199254740993.5",
    "0.99999999999999999999",
    "1e99999999999",
    `1${"0".repeat(100)}`,
    "1_0",
  ]) {
    assert.equal(parseWholeNumber(text), undefined, text);
  }
  for (const text of ["0", "-0", "0.0", "0e5", "0e-5", "0e99999999999"]) {
    assert.equal(parseWholeNumber(text), 0n, text);
  }
});

test("integers of 64 bits are read from exponents and zeros behind the point, in quotes or not", () => {
  const accepted: readonly (readonly [string, bigint])[] = [
    ["1e18", 10n ** 18n],
    ["1.0", 1n],
    ["1e3", 1000n],
    ["9.223372036854775807e18", largest],
    ["9223372036854775807.0", largest],
    ["-9.223372036854775808E+18", -largest - 1n],
    ["9007199254740993.0", 9007199254740993n],
    ["90071992547409930e-1", 9007199254740993n],
  ];
  for (const [text, value] of accepted) {
    assert.equal(fromJsonString(Int64Value, text).value, value, text);
    assert.equal(fromJsonString(Int64Value, `"${text}"`).value, value, `"${text}"`);
  }
  assert.equal(fromJsonString(UInt64Value, "18446744073709551615e0").value, 2n ** 64n - 1n);
  for (const text of ["1e19", "9.3e18", "9223372036854775808.0", "1.5", "1e-1", "1e400"]) {
    assert.throws(() => fromJsonString(Int64Value, text), { name: "JsonError" }, text);
    assert.throws(() => fromJsonString(Int64Value, `"${text}"`), { name: "JsonError" }, text);
  }
  // In floating point it would be 1.
  assert.throws(() => fromJsonString(Int64Value, '"0.99999999999999999999"'), /whole number/);
  // What was a number before it came here may have been another one.
  assert.throws(() => fromJson(Int64Value, 1e18), /expected a string or a bigint/);
});

test("other numbers are read as before where one of a text is past 2^53", () => {
  assert.equal(fromJsonString(DoubleValue, "1e18").value, 1e18);
  const text = '{"a":1e18,"b":1e300,"c":1.5,"d":12345678901234567890123,"e":9007199254740993}';
  const plain = fromJsonString(Struct, text);
  // Named twice, so that the strict parser reads the text.
  assert.throws(() => fromJsonString(Struct, text.replace('"b"', '"a"')), /given twice/);
  const { a, b, c, d, e } = JSON.parse(text);
  assert.deepEqual(
    [...plain.fields.values()].map(({ kind }) => kind?.value),
    [a, b, c, d, e],
  );
  assert.throws(() => fromJsonString(Int32Value, "1e18"), /whole number from -2147483648/);
  assert.equal(fromJsonString(Int32Value, "1e3").value, 1000);
});
