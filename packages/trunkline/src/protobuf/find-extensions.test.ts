import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import {
  createDynamicRegistry,
  type Registry,
  setExtension,
  toJson,
  toJsonString,
  toText,
} from "./index.js";
import { propertiesOf } from "./message-plan.js";
import type { AnyExtension } from "./registry.js";

const COUNT = 2000;

/** A message with many extensions. */
const types = createDynamicRegistry({
  file: [
    {
      name: "many.proto",
      syntax: "proto2",
      messageType: [
        { ...messageOf("Many", []), extensionRange: [{ start: 100, end: 100 + COUNT }] },
      ],
      extension: Array.from({ length: COUNT }, (_, index) =>
        fieldOf(`e${index}`, 100 + index, "INT32", { extendee: "Many" }),
      ),
    },
  ],
});
const Many = types.findMessage("Many")!;

/** How often an extension of the registry is asked how a message carries it. */
function counting(): { registry: Registry; asked(): number } {
  let asked = 0;
  const extensions = types.extensionsOf("Many").map(
    (extension) =>
      new Proxy(extension, {
        get(target, key) {
          if (key === "form") asked++;
          return target[key as keyof AnyExtension];
        },
      }),
  );
  const registry: Registry = {
    findMessage: (name) => types.findMessage(name),
    findExtension: (name) => types.findExtension(name),
    extensionsOf: () => extensions,
    messages: [Many],
    extensions,
  };
  return { registry, asked: () => asked };
}

test("of the extensions that a registry knows those alone are read that a message has", () => {
  const message = Many.create({});
  setExtension(message, types.findExtension("e1500")!, 7);
  setExtension(message, types.findExtension("e3")!, 8);
  for (const convert of [toJson, toJsonString, toText]) {
    const { registry, asked } = counting();
    const text = convert(Many, message, { registry });
    assert.equal(
      typeof text === "string" ? text.replaceAll("\n", "") : JSON.stringify(text),
      convert === toText ? "[e3]: 8[e1500]: 7" : '{"[e3]":8,"[e1500]":7}',
    );
    assert.ok(asked() <= 5, `${asked()} of ${COUNT}`);
  }
});

test("unknown fields that are none are told with the type", () => {
  const broken = { $unknown: Uint8Array.of(0xa0) };
  assert.throws(() => toJson(Many, broken, { registry: types }), {
    name: "TypeError",
    message: /^Cannot read the extensions of Many: \$unknown at offset/,
  });
});

test("the properties of a message are found once along its fields, however many oneofs they are in", () => {
  let looks = 0;
  const fields = Array.from({ length: 3 * COUNT }, (_, index) => ({
    member: index % 3 === 0 ? "" : `m${index}`,
    get key() {
      looks++;
      return index % 3 === 0 ? `f${index}` : `o${index - (index % 3)}`;
    },
  }));
  const properties = propertiesOf(fields);
  assert.equal(looks, fields.length);
  assert.equal(properties.length, 2 * COUNT);
  assert.deepEqual(properties[0], { key: "f0", field: fields[0], members: undefined });
  assert.equal(properties[1]!.field, fields[1]);
  assert.deepEqual(
    [...properties[1]!.members!],
    [
      ["m1", fields[1]],
      ["m2", fields[2]],
    ],
  );
});
