import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { StringValue, toJsonString } from "../index.js";
import { indentJson } from "./indent-json.js";

test("indentJson() gives what JSON.stringify() gives", () => {
  const json = fc.jsonValue({ maxDepth: 5, noUnicodeString: false });
  fc.assert(
    fc.property(json, fc.constantFrom("  ", "\t"), (value, step) => {
      const text = JSON.stringify(JSON.parse(JSON.stringify(value)));
      assert.equal(indentJson(text, step), JSON.stringify(JSON.parse(text), undefined, step));
    }),
  );
  for (const text of ['"\\\\"', '["\\"",1]', '{"\\\\\\"{":"}"}', "[[],{}]", "[{}]"]) {
    assert.equal(indentJson(text, " "), JSON.stringify(JSON.parse(text), undefined, 1));
  }
});

test("toJsonString() indents strings of any length", () => {
  const value = "a".repeat(16_000_000);
  assert.equal(toJsonString(StringValue, { value }, { indent: 2 }).length, value.length + 2);
});
