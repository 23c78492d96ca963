// Messages that are nested deeper than anyone reads, and those that contain themselves: an error says so, before the
// stack of the engine is at its end.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clone,
  diff,
  encodeDeterministic,
  equals,
  merge,
  toJson,
  toJsonString,
  toText,
  Value,
} from "./index.js";

type Wrap = (inner: Value) => Value;

const inStruct: Wrap = (inner) => ({
  kind: { case: "structValue", value: { fields: new Map([["a", inner]]) } },
});
const inList: Wrap = (inner) => ({ kind: { case: "listValue", value: { values: [inner] } } });

function nest(depth: number, wrap: Wrap): Value {
  let value: Value = { kind: { case: "stringValue", value: "x" } };
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
}

function cycle(): Value {
  const values: Value[] = [];
  const value: Value = { kind: { case: "listValue", value: { values } } };
  values.push(value);
  return value;
}

const uses: Readonly<Record<string, (value: Value, other: Value) => unknown>> = {
  create: (value) => Value.create(value),
  encode: (value) => Value.encode(value),
  encodeDeterministic: (value) => encodeDeterministic(Value, value),
  toJson: (value) => toJson(Value, value),
  toJsonString: (value) => toJsonString(Value, value),
  toText: (value) => toText(Value, value),
  clone: (value) => clone(Value, value),
  merge: (value) => merge(Value, Value.create(), value),
  equals: (value, other) => equals(Value, value, other),
  diff: (value, other) => diff(Value, value, other),
};

test("a cycle, and messages nested far too deep, are told as what they are", () => {
  const forms = {
    cycle,
    struct: () => nest(5000, inStruct),
    list: () => nest(5000, inList),
  };
  for (const [use, run] of Object.entries(uses)) {
    for (const [form, make] of Object.entries(forms)) {
      assert.throws(
        () => run(make(), make()),
        (error: Error) => {
          assert.match(error.name, /^(TypeError|JsonError)$/, `${use} of ${form}: ${error.name}`);
          assert.match(error.message, /nested deeper than (500|1000) messages/, use);
          assert.ok(error.message.length < 500, use);
          return true;
        },
        `${use} of ${form}`,
      );
    }
  }
});

test("toJson() and toJsonString() write 500 messages in one another, and say so for one more", () => {
  for (const wrap of [inStruct, inList]) {
    const most = nest(499, wrap);
    const json = toJsonString(Value, most);
    assert.deepEqual(JSON.parse(json), toJson(Value, most));
    for (const convert of [toJson, toJsonString]) {
      assert.throws(() => convert(Value, nest(500, wrap)), {
        name: "JsonError",
        message: /: nested deeper than 500 messages: a cycle\?$/,
      });
    }
  }
});
