import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { StringValue } from "../gen/google/protobuf/wrappers_pb.js";
import { fromText } from "./from-text.js";
import { toText } from "./to-text.js";
import { escapeBytes, escapeString, unescapeLiteral } from "./unescape.js";

const hex = (literal: string): string | undefined => {
  const bytes = unescapeLiteral(literal);
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("hex");
};

test("escapeBytes() gives printable ASCII that unescapeLiteral() takes back, also of many bytes", () => {
  const property = fc.property(
    fc.uint8Array({ maxLength: 60 }),
    fc.nat({ max: 700 }),
    (some, n) => {
      const bytes = new Uint8Array(some.length * n);
      for (let i = 0; i < n; i++) bytes.set(some, i * some.length);
      const literal = escapeBytes(bytes);
      assert.match(literal, /^"[ -~]*"$/);
      assert.deepEqual(unescapeLiteral(literal), bytes);
    },
  );
  fc.assert(property);
});

test("strings of all kinds come back from text, lone surrogates as U+FFFD", () => {
  const units = fc.array(fc.oneof(fc.constantFrom(0xd83d, 0xde00, 10, 34, 92), fc.nat(0xffff)));
  const property = fc.property(units, fc.nat({ max: 900 }), (codes, n) => {
    const value = String.fromCharCode(...codes).repeat(n);
    const whole = Buffer.from(value).toString();
    assert.equal(fromText(StringValue, toText(StringValue, { value })).value, whole);
    assert.equal(fromText(StringValue, `value: 'a' ${escapeString(value)}`).value, `a${whole}`);
  });
  fc.assert(property);
});

test("escapeString() leaves characters as they are, and of others says what protoc does", () => {
  assert.equal(escapeString("über 你好 😀 'a'"), "\"über 你好 😀 'a'\"");
  assert.equal(escapeString('"\\\n\r\t\0\x7fü'), '"\\"\\\\\\n\\r\\t\\000\\177ü"');
});

test("unescapeLiteral() knows every escape", () => {
  for (const [literal, wanted] of [
    ["'\\a\\b\\t\\n\\v\\f\\r\\?\\\\\\'\\\"'", "0708090a0b0c0d3f5c2722"],
    ["'\\0\\12\\377\\08\\1234'", "000aff00385334"],
    ["'\\x4\\X4F\\x4Fg'", "044f4f67"],
    ["'\\u4f60\\U0001F600\\u00fc'", "e4bda0f09f9880c3bc"],
    ["'ü\\n你'", "c3bc0ae4bda0"],
  ] as const) {
    assert.equal(hex(literal), wanted, literal);
  }
});

test("unescapeLiteral() refuses what is no escape, and no character", () => {
  const wrong = ["\\q", "\\400", "\\x", "\\xg", "\\u123", "\\U0001F60", "\\ud800", "\\U00110000"];
  for (const each of [...wrong, "\\8", "\\ü"]) {
    assert.equal(unescapeLiteral(`'${each}'`), undefined, each);
    assert.equal(unescapeLiteral(`'a${each} and more'`), undefined, each);
  }
});
