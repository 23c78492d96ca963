import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatTimeout, parseTimeout } from "./timeout.js";

test("parseTimeout() knows each unit", () => {
  assert.equal(parseTimeout("2H"), 7_200_000);
  assert.equal(parseTimeout("2M"), 120_000);
  assert.equal(parseTimeout("2S"), 2_000);
  assert.equal(parseTimeout("2m"), 2);
  assert.equal(parseTimeout("2u"), 0.002);
  assert.equal(parseTimeout("2n"), 0.000002);
});

test("parseTimeout() takes 0 and the longest there is", () => {
  assert.equal(parseTimeout("0n"), 0);
  assert.equal(parseTimeout("00000000S"), 0);
  assert.equal(parseTimeout("99999999H"), 359_999_996_400_000);
  assert.equal(parseTimeout("2592000S"), 2_592_000_000);
});

test("parseTimeout() refuses everything else", () => {
  for (const text of [
    "",
    "1",
    "S",
    "123456789m",
    "1 S",
    " 1S",
    "1S ",
    "-1S",
    "1.5S",
    "1s",
    "1SS",
    "+1S",
    "١S",
  ]) {
    assert.ok(Number.isNaN(parseTimeout(text)), text);
  }
});

test("formatTimeout() picks a unit that needs no more than eight digits", () => {
  assert.equal(formatTimeout(0), "0n");
  assert.equal(formatTimeout(-5), "0n");
  assert.equal(formatTimeout(5_000), "5S");
  assert.equal(formatTimeout(1_500), "1500m");
  assert.equal(formatTimeout(0.5), "500u");
  assert.equal(formatTimeout(1.0001), "1001u");
  assert.equal(formatTimeout(99_999_999), "99999999m");
  assert.equal(formatTimeout(100_000_001), "100001S");
  assert.equal(formatTimeout(99_999_999_000), "99999999S");
  assert.equal(formatTimeout(99_999_999_001), "1666667M");
  assert.equal(formatTimeout(1e14), "27777778H");
  assert.equal(formatTimeout(Number.MAX_VALUE), "99999999H");
});

test("formatTimeout() gives what parseTimeout() takes, never less and at most 0.01 % more", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 3e14, noNaN: true }), (timeoutMs) => {
      const text = formatTimeout(timeoutMs);
      assert.match(text, /^\d{1,8}[HMSmun]$/);
      const parsed = parseTimeout(text);
      assert.ok(parsed >= timeoutMs * (1 - 1e-12), `${text} for ${timeoutMs}`);
      assert.ok(parsed <= timeoutMs * 1.0001 + 0.001, `${text} for ${timeoutMs}`);
    }),
  );
});
