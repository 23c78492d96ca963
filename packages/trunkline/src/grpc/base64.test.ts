import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBase64, encodeBase64 } from "./base64.js";

test("encodeBase64() and decodeBase64() agree with Buffer, padded and unpadded", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const padded = Buffer.from(bytes).toString("base64");
      assert.equal(encodeBase64(bytes), padded.replace(/=+$/, ""));
      assert.deepEqual(decodeBase64(padded), bytes);
      assert.deepEqual(decodeBase64(encodeBase64(bytes)), bytes);
    }),
  );
});

test("decodeBase64() gives undefined for what is not base64", () => {
  for (const text of ["A", "AAAAA", "A=", "AA=", "A===", "====", "A-__", "A A=", "AAé="]) {
    assert.equal(decodeBase64(text), undefined, text);
  }
});
