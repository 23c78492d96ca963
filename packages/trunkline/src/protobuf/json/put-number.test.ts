import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { putDouble, putFloat, putSigned, putUnsigned, putWhole } from "./put-number.js";
import { TextMemory, textOf } from "./text-memory.js";

function textFrom(put: (out: TextMemory) => unknown): string {
  const out = new TextMemory(1);
  put(out);
  return textOf(out);
}

const powers = Array.from({ length: 20 }, (_, zeros) => 10n ** BigInt(zeros));
const edges = powers.flatMap((power) => [power - 1n, power, power + 1n, -power]);

test("putWhole(), putSigned() and putUnsigned() write the digits of every whole number", () => {
  const whole = (value: number) => textFrom((out) => putWhole(out, value));
  for (const value of [...edges.map(Number), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    if (Number.isSafeInteger(value)) assert.equal(whole(value), String(value));
  }
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => assert.equal(whole(value), `${value}`)));
  const wide = fc.oneof(
    fc.constantFrom(...edges, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 64n - 1n),
    fc.constantFrom(2n ** 63n, 2n ** 64n, -(2n ** 63n) - 1n, -(2n ** 32n), -(2n ** 53n)),
    fc.bigInt({ min: -(2n ** 64n), max: 2n ** 65n }),
  );
  fc.assert(
    fc.property(wide, (value) => {
      const isSigned = BigInt.asIntN(64, value) === value;
      assert.equal(
        textFrom((out) => assert.equal(putSigned(out, value), isSigned)),
        isSigned ? `"${value}"` : "",
      );
      const isUnsigned = BigInt.asUintN(64, value) === value;
      assert.equal(
        textFrom((out) => assert.equal(putUnsigned(out, value), isUnsigned)),
        isUnsigned ? `"${value}"` : "",
      );
    }),
    { numRuns: 500 },
  );
});

test("putDouble() writes the digits that JavaScript does", () => {
  const decimals = fc
    .tuple(fc.integer({ min: -(10 ** 9), max: 10 ** 9 }), fc.integer({ min: 0, max: 9 }))
    .map(([digits, places]) => digits / 10 ** places);
  const special = fc.constantFrom(0.1 + 0.2, 1e21, 1e-6, 1e-7, 123456789.123456, 1e9 + 0.1, -0.5);
  fc.assert(
    fc.property(fc.oneof(decimals, special, fc.double({ noNaN: true })), (value) => {
      const expected = Number.isFinite(value) ? `${value}` : `"${value}"`;
      assert.equal(
        textFrom((out) => putDouble(out, value)),
        Object.is(value, -0) ? "-0" : expected,
      );
    }),
    { numRuns: 2000 },
  );
  assert.equal(
    textFrom((out) => putDouble(out, Number.NaN)),
    '"NaN"',
  );
});

test("putFloat() writes the fewest digits that are read as the same float", () => {
  const decimals = fc
    .tuple(fc.integer({ min: -(10 ** 7), max: 10 ** 7 }), fc.integer({ min: 0, max: 9 }))
    .map(([digits, places]) => Math.fround(digits / 10 ** places));
  fc.assert(
    fc.property(fc.oneof(decimals, fc.float({ noNaN: true, noDefaultInfinity: true })), (value) => {
      const text = textFrom((out) => putFloat(out, value));
      assert.ok(Object.is(Math.fround(Number(text)), value), `${value}: ${text}`);
      const digits = (number: string) =>
        number.replace(/e.*|[-.]/g, "").replace(/^0+|0+$/g, "").length;
      for (let fewer = 1; fewer < digits(text); fewer++) {
        assert.notEqual(Math.fround(Number(value.toPrecision(fewer))), value);
      }
    }),
    { numRuns: 2000 },
  );
});
