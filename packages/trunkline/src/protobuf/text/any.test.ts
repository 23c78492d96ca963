import assert from "node:assert/strict";
import { test } from "node:test";
import { Any, createRegistry, Duration, fromText, Type, toText } from "../index.js";

const registry = createRegistry(Duration, Type);
const packed = {
  typeUrl: "type.example.com/google.protobuf.Duration",
  value: Duration.encode({ seconds: 5n }),
};

test("an Any is its message, by its type in brackets", () => {
  const text = "[type.example.com/google.protobuf.Duration] { seconds: 5 }";
  assert.equal(toText(Any, packed, { registry, oneLine: true }), text);
  assert.deepEqual(fromText(Any, text, { registry }), packed);
  assert.deepEqual(fromText(Any, text.replace("] ", "]: "), { registry }), packed);
});

test("the type of an Any may have spaces and comments in it", () => {
  const text = "[ type.example.com / # where\n google . protobuf.Duration ] { seconds: 5 }";
  assert.deepEqual(fromText(Any, text, { registry }), packed);
});

test("an Any whose type is not known, or whose bytes are not of it, is its two fields", () => {
  const text = 'type_url: "type.example.com/google.protobuf.Duration" value: "\\010\\005"';
  assert.equal(toText(Any, packed, { oneLine: true }), text);
  assert.deepEqual(fromText(Any, text), packed);
  const broken = { ...packed, value: Uint8Array.of(8) };
  assert.match(toText(Any, broken, { registry, oneLine: true }), /value: "\\010"$/);
});

test("an Any that is two things is refused", () => {
  const one = "[x/google.protobuf.Duration] {}";
  assert.throws(() => fromText(Any, `type_url: "a" ${one}`, { registry }), /holds something else/);
  assert.throws(() => fromText(Any, `${one} ${one}`, { registry }), /holds something else/);
  assert.throws(() => fromText(Any, one), /the type "google.protobuf.Duration" is in no registry/);
});
