import assert from "node:assert/strict";
import { test } from "node:test";
import * as wellKnown from "./gen/google/protobuf/struct_pb.js";
import { createRegistry, Duration, type RegistryPart, Struct, Value } from "./index.js";

test("createRegistry() finds the types of modules, types and other registries", () => {
  const registry = createRegistry(wellKnown, Duration);
  assert.equal(registry.findMessage("google.protobuf.Struct"), Struct);
  assert.equal(registry.findMessage("google.protobuf.Duration"), Duration);
  assert.equal(registry.findMessage("google.protobuf.Any"), undefined);
  assert.equal(registry.findMessage("__proto__"), undefined);
  const other = createRegistry(registry);
  assert.deepEqual([...other.messages], [...registry.messages]);
  assert.deepEqual([...other.extensions], []);
  assert.deepEqual(other.extensionsOf("google.protobuf.Struct"), []);
});

test("createRegistry() keeps the first of two types with one name", () => {
  const second = { ...Value, typeName: Struct.typeName, readFields: Value.readFields };
  assert.equal(createRegistry(Struct, second).findMessage(Struct.typeName), Struct);
});

test("createRegistry() refuses what is no type", () => {
  assert.throws(() => createRegistry("shop.Order" as unknown as RegistryPart), {
    name: "TypeError",
    message: /^Cannot add "shop.Order" to a registry: expected a message type/,
  });
  assert.throws(
    () => createRegistry(null as unknown as RegistryPart),
    /^TypeError: Cannot add null/,
  );
});
