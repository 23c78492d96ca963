import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { JsonError } from "./json-error.js";
import { parseJson } from "./parse-json.js";

const json = fc.jsonValue({ maxDepth: 6, noUnicodeString: false });

/** With whole numbers as JSON.parse has them. */
function parse(text: string): unknown {
  const toNumbers = (value: unknown): unknown => {
    if (typeof value === "bigint") return Number(value);
    if (Array.isArray(value)) return value.map(toNumbers);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toNumbers(each)]));
  };
  return toNumbers(parseJson(text));
}

test("parseJson() gives what JSON.parse() gives", () => {
  fc.assert(
    fc.property(json, fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      assert.deepEqual(parse(text), JSON.parse(text));
    }),
  );
});

test("parseJson() refuses what JSON.parse() refuses", () => {
  const change = fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",:\\0159eE+-. tfnu\u0000\n\u00a0'));
  fc.assert(
    fc.property(json, change, fc.boolean(), (value, [at, character], isInserted) => {
      const text = JSON.stringify(value);
      const position = at % (text.length + 1);
      const end = isInserted ? position : position + 1;
      const changed = text.slice(0, position) + character + text.slice(end);
      let expected: unknown;
      try {
        expected = JSON.parse(changed);
      } catch {
        assert.throws(() => parseJson(changed), JsonError);
        return;
      }
      try {
        assert.deepEqual(parse(changed), expected);
      } catch (error) {
        // It alone minds a name that is given twice.
        assert.ok(error instanceof JsonError, changed);
        assert.match(error.message, /given twice/);
      }
    }),
    { numRuns: 1000 },
  );
});

test("parseJson() keeps the digits of whole numbers past 2^53", () => {
  assert.equal(parseJson("9007199254740993"), 9007199254740993n);
  assert.equal(parseJson("-18446744073709551615"), -18446744073709551615n);
  assert.equal(parseJson("9007199254740991"), 9007199254740991);
  assert.equal(parseJson("9007199254740993.0"), 9007199254740993n);
  assert.equal(parseJson("9007199254740993.5"), 9007199254740994);
  assert.equal(parseJson("1".repeat(400)), Infinity);
});

test("parseJson() reads __proto__ as any name", () => {
  const value = parseJson('{"__proto__":{"a":1}}') as object;
  assert.deepEqual(Object.keys(value), ["__proto__"]);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
});

test("parseJson() reads what is nested deeper than the stack could hold", () => {
  const depth = 200_000;
  let value = parseJson(`${'[{"a":'.repeat(depth)}1${"}]".repeat(depth)}`);
  for (let i = 0; i < depth; i++) value = (value as [{ a: unknown }])[0].a;
  assert.equal(value, 1);
});

test("parseJson() says where a fault is", () => {
  const pathOf = (text: string): string => {
    try {
      parseJson(text);
    } catch (error) {
      if (error instanceof JsonError) return error.path;
    }
    return "none";
  };
  assert.equal(pathOf('{"a":[1,{"b":x}]}'), "$.a[1].b");
  assert.equal(pathOf('{"a":[1,[],x]}'), "$.a[2]");
  assert.equal(pathOf('{"a":[1 x]}'), "$.a");
  assert.equal(pathOf('{"a":[{"b":1,"b":2}]}'), "$.a[0].b");
  assert.equal(pathOf('{"a":{"b":1,}}'), "$.a");
});
