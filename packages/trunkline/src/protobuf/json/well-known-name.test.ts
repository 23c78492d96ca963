import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "../dynamic/descriptors.testing.js";
import {
  createDynamicRegistry,
  type DescriptorProtoInit,
  FileDescriptorProto,
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_field_mask,
  file_google_protobuf_struct,
  file_google_protobuf_timestamp,
  file_google_protobuf_wrappers,
  fromJsonString,
  toJsonString,
} from "../index.js";
import { planOf } from "../message-plan.js";

test("wellKnownNameOf() has every type with a form of its own, also those of descriptors", () => {
  const registry = createDynamicRegistry(
    file_google_protobuf_any,
    file_google_protobuf_duration,
    file_google_protobuf_field_mask,
    file_google_protobuf_struct,
    file_google_protobuf_timestamp,
    file_google_protobuf_wrappers,
  );
  const names = Array.from(registry.messages, (type) => planOf(type).wellKnown);
  assert.equal(names.length, 16);
  assert.ok(!names.includes(undefined));
});

test("a type that has a well-known name and other fields is a type as any other", () => {
  const load = (scope: string, message: DescriptorProtoInit) => {
    const file = { name: "g.proto", package: scope, syntax: "proto3", messageType: [message] };
    const registry = createDynamicRegistry({ file: [FileDescriptorProto.create(file)] });
    return registry.findMessage(scope === "" ? message.name! : `${scope}.${message.name}`)!;
  };
  const scope = "google.protobuf";
  const typeName = ".google.protobuf.StringValue";
  const Text = load(
    scope,
    messageOf("StringValue", [fieldOf("value", 1, "MESSAGE", { typeName })]),
  );
  assert.throws(() => fromJsonString(Text, '"x"'), /expected an object, got "x"/);
  assert.equal(toJsonString(Text, { value: { value: {} } }), '{"value":{"value":{}}}');
  const Empty = load(scope, { name: "Struct" });
  assert.equal(toJsonString(Empty, fromJsonString(Empty, "{}")), "{}");
  const Time = load(scope, messageOf("Timestamp", [fieldOf("seconds", 1, "STRING")]));
  assert.equal(toJsonString(Time, { seconds: "5" }), '{"seconds":"5"}');
  const Unscoped = load("", messageOf("BoolValue", [fieldOf("value", 1, "BOOL")]));
  assert.equal(toJsonString(Unscoped, { value: true }), '{"value":true}');
});

test("types that are nested by the thousand are read", () => {
  const count = 5000;
  const messageType = Array.from({ length: count }, (_, i) => {
    const next = fieldOf("next", 1, "MESSAGE", { typeName: `.c.M${i + 1}` });
    return messageOf(`M${i}`, i + 1 < count ? [next] : []);
  });
  const file = { name: "c.proto", package: "c", syntax: "proto3", messageType };
  const registry = createDynamicRegistry({ file: [FileDescriptorProto.create(file)] });
  const First = registry.findMessage("c.M0")!;
  assert.deepEqual(First.decode(new Uint8Array(0)), fromJsonString(First, "{}"));
});
