// Extensions by their generated constants, and protobuf-es with the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromBinary, getExtension as theirGet } from "@bufbuild/protobuf";
import {
  type AnyGeneratedType,
  clearExtension,
  DecodeError,
  type Extension,
  getExtension,
  hasExtension,
  setExtension,
} from "trunkline/protobuf";
import { loadGenerated } from "./build.testing.js";
import { readProto } from "./protos.testing.js";

// biome-ignore lint/suspicious/noExplicitAny: any extension of the module
type AnyExtension = Extension<Record<string, unknown>, any>;

const { module, schema } = await loadGenerated<Record<string, AnyGeneratedType & AnyExtension>>(
  { "proto2.proto": readProto("proto2.proto") },
  "proto2.proto",
);
const { Extended, MessageSet } = module as Record<string, AnyGeneratedType>;

const values: Readonly<Record<string, unknown>> = {
  Extended_within: "inside",
  numberOne: -7,
  colors: [5, -3],
  looseColors: [0, 200],
  topgroup: { a: 1 },
  topgroups: [{ a: 1 }, { a: undefined }],
  texts: ["a", ""],
  required: { id: 1, name: "n", next: undefined, color: 5 },
  wide: 1n << 62n,
  plain: module.Plain!.create({ aInt32: 3 }),
  color: 5,
};

for (const [name, value] of Object.entries(values)) {
  test(`${name} is set, sent, got and cleared`, () => {
    const extension = module[name]!;
    const message = Extended!.create({ own: 1 });
    assert.equal(hasExtension(message, extension), false);
    assert.deepEqual(getExtension(message, extension), Array.isArray(value) ? [] : undefined);
    setExtension(message, module.texts!, ["another"]);
    setExtension(message, extension, value);
    const bytes = Extended!.encode(message);
    const received = Extended!.decode(bytes);
    assert.deepEqual(getExtension(received, extension), value);
    assert.equal(hasExtension(received, extension), true);
    const theirs = schema.registry.getExtension(extension.typeName)!;
    const theirMessage = fromBinary(schema.registry.getMessage("two.v1.Extended")!, bytes);
    assert.deepEqual(toPlain(theirGet(theirMessage, theirs)), toPlain(value));
    clearExtension(received, extension);
    assert.equal(hasExtension(received, extension), false);
    clearExtension(received, module.texts!);
    assert.deepEqual(received, { own: 1 });
  });
}

/** Without what protobuf-es adds to messages. */
function toPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== "object" || value === null || "aInt32" in value) {
    return typeof value === "object" ? (value as { aInt32: unknown } | null)?.aInt32 : value;
  }
  const entries = Object.entries(value).filter(
    ([key, each]) => !key.startsWith("$") && each !== undefined,
  );
  return Object.fromEntries(entries);
}

test("setExtension() takes the place of what was set, and leaves the bytes of others alone", () => {
  const message = Extended!.create();
  setExtension(message, module.numberOne!, 1);
  const shared = message.$unknown as Uint8Array;
  const copy = { ...message };
  setExtension(message, module.numberOne!, 2);
  assert.equal(getExtension(message, module.numberOne!), 2);
  assert.equal(getExtension(copy, module.numberOne!), 1);
  assert.equal(copy.$unknown, shared);
});

test("setExtension() refuses a wrong value with its path", () => {
  const message = Extended!.create();
  assert.throws(() => setExtension(message, module.numberOne!, "1"), {
    name: "TypeError",
    message:
      'two.v1.Extended.[two.v1.number_one]: expected a whole number from -2147483648 to 2147483647, got "1"',
  });
  assert.throws(() => setExtension(message, module.required!, { id: 1 }), {
    message:
      "two.v1.Extended.[two.v1.required].name: expected a value, since the field is required, got undefined",
  });
});

test("getExtension() refuses malformed bytes with their path", () => {
  const message = Extended!.decode(Buffer.from("ea0602 0801".replaceAll(" ", ""), "hex"));
  assert.throws(
    () => getExtension(message, module.required!),
    (error) =>
      error instanceof DecodeError && error.path === "two.v1.Extended.[two.v1.required].name",
  );
  assert.throws(() => getExtension({ $unknown: new Uint8Array([0x80, 0x80]) }, module.numberOne!), {
    name: "TypeError",
    message:
      "Cannot read the extensions of two.v1.Extended: $unknown at offset 0 has number 0: expected 1 to 536870911",
  });
});

test("an extension's default is in its field", () => {
  assert.equal(module.numberOne!.field.default, 4);
});

test("extensions of a message set are items on the wire", () => {
  const message = MessageSet!.create();
  setExtension(message, module.SetItem_item!, { a: 7 });
  setExtension(message, module.OtherItem_other!, { text: "x" });
  const bytes = MessageSet!.encode(message);
  const item = "0b 10 feffffff07 1a 02 0807 0c";
  const other = "0b 10 e807 1a 04 ca010178 0c";
  assert.equal(Buffer.from(bytes).toString("hex"), (item + other).replaceAll(" ", ""));
  const received = MessageSet!.decode(bytes);
  assert.deepEqual(getExtension(received, module.SetItem_item!), { a: 7, more: undefined });
  assert.deepEqual(getExtension(received, module.OtherItem_other!), { text: "x" });
  clearExtension(received, module.SetItem_item!);
  assert.equal(hasExtension(received, module.SetItem_item!), false);
  assert.equal(hasExtension(received, module.OtherItem_other!), true);
});

test("an item of a message set may have its parts in any order, and come as any other field", () => {
  const read = (hex: string) => {
    const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
    return getExtension(MessageSet!.decode(bytes), module.OtherItem_other!);
  };
  assert.deepEqual(read("0b 1a 04 ca010178 10 e807 0c"), { text: "x" });
  assert.deepEqual(read("c23e 04 ca010178"), { text: "x" });
  assert.deepEqual(read("0b 10 e807 1a 00 2801 0c"), { text: undefined });
  assert.deepEqual(read("0b 1a 04 ca010178 0c"), undefined);
});
