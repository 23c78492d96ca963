// An error is logged, sent to a peer and kept: none is as long as the name or the value that it is about.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import {
  Any,
  applyFieldMask,
  createDynamicRegistry,
  createFieldMask,
  createRegistry,
  fromJson,
  fromJsonString,
  fromText,
  Struct,
  Type,
  toJson,
  toText,
  UInt64Value,
  valueOrDefault,
} from "./index.js";
import { cutMiddle, shorten } from "./shorten.js";

const name = "a".repeat(100_000);
const quoted = JSON.stringify(name);
const registry = createRegistry(Struct);

function assertShort(uses: Readonly<Record<string, () => unknown>>): void {
  for (const [use, run] of Object.entries(uses)) {
    assert.throws(
      run,
      ({ message, stack }: Error) => {
        assert.ok(message.length < 500, `${use}: ${message.length} characters`);
        assert.ok(stack!.length < 5_000, use);
        assert.match(message, /[a1]{20}…|100\d\d\d/, use);
        return true;
      },
      use,
    );
  }
}

test("errors of JSON show the beginning of a name, of a value its length", () => {
  assertShort({
    "unknown name": () => fromJsonString(Type, `{${quoted}: 1}`),
    "name that is no identifier": () => fromJsonString(Type, `{"a b${name}": 1}`),
    "name given twice": () => fromJsonString(Struct, `{${quoted}: 1, ${quoted}: 1}`),
    value: () => fromJsonString(Type, `{"fields": ${quoted}}`),
    "value of an enum": () => fromJsonString(Type, `{"syntax": ${quoted}}`),
    "number as text": () => fromJsonString(UInt64Value, `"${"9".repeat(100_000)}"`),
    "type of an Any": () =>
      fromJsonString(Any, `{"@type": "type.googleapis.com/${name}"}`, { registry }),
    "type of an Any without a slash": () => fromJsonString(Any, `{"@type": ${quoted}}`),
    "name beside the value of an Any": () =>
      fromJson(
        Any,
        { "@type": "type.googleapis.com/google.protobuf.Struct", value: {}, [name]: 1 },
        { registry },
      ),
    "type of an Any, written": () => toJson(Any, { typeUrl: `a/${name}` }),
  });
  // Names that are one inside of the other are many.
  let deep: unknown = Symbol("no JSON");
  for (let i = 0; i < 90; i++) deep = { [name]: deep };
  assertShort({ path: () => fromJson(Struct, deep) });
});

test("errors of text show the beginning of what is there", () => {
  assertShort({
    "unknown name": () => fromText(Type, `${name}: 1`),
    "unknown extension": () => fromText(Type, `[${name}]: 1`),
    "type of an Any": () => fromText(Any, `[type.googleapis.com/${name}] {}`),
    number: () => fromText(UInt64Value, `value: ${"1".repeat(100_000)}x${name}`),
    value: () => fromText(Type, `syntax: ${name}`),
    "value that is none": () => fromText(Type, `fields { number: ${quoted} }`),
  });
});

test("errors of what is created or written show the beginning of a key", () => {
  assertShort({
    "unknown key": () => Type.create({ [name]: 1 }),
    "unknown key, in text": () => toText(Type, { [name]: 1 } as never),
    "key without a default": () => valueOrDefault(Type, Type.create(), name as never),
    "path of a mask": () => applyFieldMask(Type, Type.create(), { paths: [name] }),
    "path of a mask, by key": () => createFieldMask(Type, name as never),
    registry: () => createRegistry({ typeName: name }),
  });
});

test("errors of descriptors show the beginning of a name", () => {
  const load = (file: object) => () =>
    createDynamicRegistry({ file: [{ name: "a.proto", ...file }] } as never);
  const field = fieldOf("a", 1, "MESSAGE", { typeName: name });
  const longField = fieldOf(name, 0, "INT32");
  const twice = [{ name: "A", value: [0, 1].map((number) => ({ name, number })) }];
  assertShort({
    file: load({ name, syntax: "proto7" }),
    syntax: load({ syntax: name }),
    package: load({ package: `${name}!` }),
    import: load({ dependency: [name] }),
    message: load({ messageType: [messageOf(`${name}!`, [])] }),
    "value of an enum": load({ enumType: twice }),
    "type of a field": load({ messageType: [messageOf("A", [field])] }),
    field: load({ messageType: [messageOf("A", [longField])] }),
    "extended message": load({ extension: [{ ...fieldOf("a", 1, "INT32"), extendee: name }] }),
    "rpc takes": load({ service: [{ name: "S", method: [{ name: "M", inputType: name }] }] }),
  });
});

test("shorten() keeps what is short, quoted, and says where more was", () => {
  assert.equal(shorten('a"b'), '"a\\"b"');
  assert.equal(shorten("a".repeat(60)), `"${"a".repeat(60)}"`);
  assert.equal(shorten("a".repeat(61)), `"${"a".repeat(60)}…"`);
  assert.equal(cutMiddle("a".repeat(200)), "a".repeat(200));
  assert.equal(
    cutMiddle(`${"a".repeat(100)}b${"c".repeat(100)}`),
    `${"a".repeat(100)}…${"c".repeat(100)}`,
  );
});
