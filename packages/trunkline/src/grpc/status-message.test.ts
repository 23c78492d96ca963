import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decodeStatusMessage, encodeStatusMessage } from "./status-message.js";

test("encodeStatusMessage() escapes what is not printable ASCII, with upper-case digits", () => {
  assert.equal(encodeStatusMessage("foo: bar/baz, #1"), "foo: bar/baz, #1");
  assert.equal(encodeStatusMessage("100%"), "100%25");
  assert.equal(encodeStatusMessage("\t\n"), "%09%0A");
  assert.equal(encodeStatusMessage("☺😈"), "%E2%98%BA%F0%9F%98%88");
  assert.equal(encodeStatusMessage("\x7f~"), "%7F~");
});

test("encodeStatusMessage() escapes a space at either end, which a field value must not have", () => {
  assert.equal(encodeStatusMessage(" a b "), "%20a b%20");
  assert.equal(encodeStatusMessage(" "), "%20");
  assert.equal(encodeStatusMessage(""), "");
});

test("encodeStatusMessage() sends a lone surrogate as U+FFFD", () => {
  assert.equal(encodeStatusMessage("a\ud800b"), "a%EF%BF%BDb");
});

test("decodeStatusMessage() keeps broken escapes as they are", () => {
  assert.equal(decodeStatusMessage("100%"), "100%");
  assert.equal(decodeStatusMessage("%zz%2"), "%zz%2");
  assert.equal(decodeStatusMessage("%e2%98%ba%3A"), "☺:");
  assert.equal(decodeStatusMessage("%FF!"), "\ufffd!");
});

test("decodeStatusMessage() takes raw UTF-8 octets too", () => {
  assert.equal(decodeStatusMessage("\xe2\x98\xba"), "☺");
});

test("encodeStatusMessage() comes back from decodeStatusMessage()", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (text) => {
      assert.equal(decodeStatusMessage(encodeStatusMessage(text)), text);
    }),
  );
});

test("encodeStatusMessage() cuts a long text at 4 KiB, at the end of a character", () => {
  assert.equal(encodeStatusMessage("x".repeat(4096)), "x".repeat(4096));
  assert.equal(encodeStatusMessage("x".repeat(4097)), `${"x".repeat(4093)}...`);
  for (const character of ["é", "€", "😀", "\ud800", "%"]) {
    for (let offset = 0; offset < 13; offset++) {
      const value = encodeStatusMessage("x".repeat(offset) + character.repeat(5000));
      assert.ok(value.length <= 4096 && value.length > 4080, `${value.length} characters`);
      const sent = character === "\ud800" ? "\ufffd" : character;
      assert.match(
        decodeStatusMessage(value),
        new RegExp(`^x{${offset}}(${sent})+\\.\\.\\.$`, "u"),
      );
    }
  }
});

test("decodeStatusMessage() never fails", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      assert.equal(typeof decodeStatusMessage(text), "string");
    }),
  );
});
