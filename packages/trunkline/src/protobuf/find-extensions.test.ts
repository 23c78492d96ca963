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
