import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../../base/index.js";
import { putBase64, putString, putWhole, putWide } from "./put-text.js";

function textOf(put: (out: OutputBuffer) => unknown): string {
  const out = new OutputBuffer(1);
  put(out);
  return Buffer.from(out.bytes.subarray(0, out.length)).toString();
}

test("putWhole() and putWide() write the digits of every whole number", () => {
  const powers = Array.from({ length: 16 }, (_, zeros) => 10 ** zeros);
  const edges = powers.flatMap((power) => [power - 1, power, power + 1, -power]);
  for (const value of [...edges, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    assert.equal(
      textOf((out) => putWhole(out, value)),
      String(value),
    );
  }
  fc.assert(
    fc.property(
      fc.maxSafeInteger(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }),
      (one, two) => {
        assert.equal(
          textOf((out) => putWhole(out, one)),
          String(one),
        );
        assert.equal(
          textOf((out) => putWide(out, two)),
          `"${two}"`,
        );
      },
    ),
  );
});

test("putString() writes what JSON.stringify() does, and says whether it is ASCII", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 100 }),
    fc.string({ unit: "binary", maxLength: 100 }),
    fc.string({ maxLength: 100 }),
  );
  fc.assert(
    fc.property(text, (value) => {
      let isAscii = false;
      const written = textOf((out) => {
        isAscii = putString(out, value);
      });
      assert.equal(written, JSON.stringify(value.replace(/\p{Surrogate}/gu, "\uFFFD")));
      assert.equal(isAscii, written.length === Buffer.byteLength(written));
    }),
  );
});

test("putBase64() writes what Buffer does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const expected = `"${Buffer.from(bytes).toString("base64")}"`;
      assert.equal(
        textOf((out) => putBase64(out, bytes)),
        expected,
      );
    }),
  );
});
