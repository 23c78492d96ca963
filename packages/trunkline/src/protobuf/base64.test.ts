import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeBase64, encodeBase64 } from "./base64.js";

test("encodeBase64() is what decodeBase64() reads, in either alphabet, padded or not", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = encodeBase64(bytes);
      assert.equal(text, Buffer.from(bytes).toString("base64"));
      const urlSafe = text.replaceAll("+", "-").replaceAll("/", "_");
      for (const form of [text, text.replace(/=+$/, ""), urlSafe, urlSafe.replace(/=+$/, "")]) {
        assert.deepEqual(decodeBase64(form), bytes);
      }
    }),
  );
});

test("decodeBase64() refuses what is none", () => {
  for (const text of [
    "a",
    "====",
    "ab=",
    "ab===",
    "a b=",
    "ab\n=",
    "a=bc",
    "é===",
    "abc,",
    // The low octet of each is a letter of Base64.
    "aGk\u0141",
    "\uff41bcd",
    "\u0141\u0141\u0141\u0141",
    "=",
    "abcde",
  ]) {
    assert.equal(decodeBase64(text), undefined, JSON.stringify(text));
  }
});
