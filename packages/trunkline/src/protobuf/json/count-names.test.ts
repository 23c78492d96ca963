import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countNames, hasOnlyNames, namesIn } from "./count-names.js";

const json = fc.jsonValue({ maxDepth: 6, noUnicodeString: false });

test("countNames() counts the names that the values have", () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      assert.equal(countNames(text), namesIn(JSON.parse(text)));
    }),
  );
  assert.equal(countNames('{"a\\":":1,"b":":","a\\":":"\\\\"}'), 3);
});

test("hasOnlyNames() is true of the names that a text has, and of no fewer", () => {
  const texts = [
    '{"a":":","b":"\\":","c":[":",":"]}',
    `{"a" :1,"long":"${":".repeat(100)}","größe"\n\t:{":":2}}`,
    `[${'{"id":7},'.repeat(40)}{}]`,
    // Colons at every place of the four bytes that are looked at together, the last ones too.
    ...Array.from({ length: 8 }, (_, at) => `{"${"a".repeat(96 + at)}":7}`),
  ];
  const isTold = (text: string): void => {
    const names = namesIn(JSON.parse(text));
    assert.ok(hasOnlyNames(text, names), text);
    for (let fewer = 0; fewer < names; fewer++) assert.ok(!hasOnlyNames(text, fewer), text);
  };
  for (const text of texts) isTold(text);
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      isTold(JSON.stringify(value, undefined, indent));
    }),
  );
});
