import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createDynamicRegistry,
  createRegistry,
  DescriptorError,
  type DescriptorSource,
  type FileDescriptorProtoInit,
  FileDescriptorSet,
  file_google_protobuf_api,
  file_google_protobuf_struct,
  fromJson,
  getExtension,
  Struct,
  setExtension,
  toJson,
} from "../index.js";
import { enumOf, fieldOf, messageOf } from "./descriptors.testing.js";

const shop: FileDescriptorProtoInit = {
  name: "shop.proto",
  package: "shop",
  syntax: "proto3",
  messageType: [
    messageOf("Order", [
      fieldOf("id", 1, "INT64"),
      fieldOf("items", 2, "MESSAGE", { label: 3, typeName: ".shop.Item" }),
      fieldOf("color", 3, "ENUM", { typeName: ".shop.Color" }),
    ]),
    messageOf("Item", [fieldOf("name", 1, "STRING")]),
  ],
  enumType: [enumOf("Color", { COLOR_NONE: 0, COLOR_RED: 1 })],
  service: [
    {
      name: "Orders",
      method: [
        { name: "GetOrder", inputType: ".shop.Item", outputType: ".shop.Order" },
        { name: "Watch", inputType: "shop.Item", outputType: ".shop.Order", serverStreaming: true },
      ],
    },
  ],
};

test("createDynamicRegistry() takes the bytes of a set, a set, and files of generated code", () => {
  const sources: readonly DescriptorSource[] = [
    FileDescriptorSet.encode({ file: [shop] }),
    { file: [shop] },
    FileDescriptorSet.create({ file: [shop] }),
  ];
  for (const source of sources) {
    const registry = createDynamicRegistry(source);
    const Order = registry.findMessage("shop.Order")!;
    const message = { id: 7n, items: [{ name: "tea" }], color: 1 };
    assert.deepEqual(Order.decode(Order.encode(message)), message);
    assert.deepEqual(toJson(Order, message), {
      id: "7",
      items: [{ name: "tea" }],
      color: "COLOR_RED",
    });
    assert.deepEqual(registry.findEnum("shop.Color"), { NONE: 0, RED: 1 });
  }
  const api = createDynamicRegistry(file_google_protobuf_api);
  assert.deepEqual(Array.from(api.files, ({ path }) => path).sort(), [
    "google/protobuf/any.proto",
    "google/protobuf/api.proto",
    "google/protobuf/source_context.proto",
    "google/protobuf/type.proto",
  ]);
  assert.deepEqual(
    api.findFile("google/protobuf/api.proto")!.bytes,
    file_google_protobuf_api.bytes,
  );
  assert.equal(api.findMessage("__proto__"), undefined);
});

test("createDynamicRegistry() finds services with their kinds, paths and file", () => {
  const registry = createDynamicRegistry({ file: [shop] });
  const { methods, file } = registry.findService("shop.Orders")!;
  assert.deepEqual(
    Object.entries(methods).map(([key, { kind, path }]) => [key, kind, path]),
    [
      ["getOrder", "unary", "/shop.Orders/GetOrder"],
      ["watch", "serverStreaming", "/shop.Orders/Watch"],
    ],
  );
  assert.equal(methods.getOrder!.output, registry.findMessage("shop.Order"));
  assert.equal(file, registry.findFile("shop.proto"));
  assert.deepEqual(
    Array.from(registry.services, ({ typeName }) => typeName),
    ["shop.Orders"],
  );
});

test("createDynamicRegistry() is a registry like others: for Any, extensions and other registries", () => {
  const file: FileDescriptorProtoInit = {
    name: "two.proto",
    syntax: "proto2",
    messageType: [
      { ...messageOf("Base", []), extensionRange: [{ start: 100, end: 200 }] },
      messageOf("Note", [fieldOf("text", 1, "STRING", { label: 2 })]),
    ],
    extension: [
      fieldOf("note", 100, "MESSAGE", { typeName: ".Note", extendee: ".Base" }),
      fieldOf("marks", 101, "UINT32", { label: 3, extendee: "Base", options: { packed: true } }),
    ],
  };
  const registry = createDynamicRegistry({ file: [file] });
  const base = registry.findMessage("Base")!.create({});
  const marks = registry.findExtension("marks")!;
  setExtension(base, marks, [1, 2, 300]);
  assert.deepEqual([...(base.$unknown as Uint8Array)], [0xaa, 0x06, 4, 1, 2, 0xac, 0x02]);
  assert.deepEqual(getExtension(base, marks), [1, 2, 300]);
  const note = registry.findExtension("note")!;
  assert.throws(() => setExtension(base, note, {}), /note\]\.text: expected a value/);
  const both = createRegistry(registry, Struct);
  assert.equal(both.extensionsOf("Base").length, 2);
  const type = both.findMessage("Base")!;
  assert.deepEqual(toJson(type, base, { registry: both }), { "[marks]": [1, 2, 300] });
});

test("createDynamicRegistry() gives well-known types their forms in JSON", () => {
  const registry = createDynamicRegistry(file_google_protobuf_struct);
  const type = registry.findMessage("google.protobuf.Struct")!;
  const json = { a: [1, "b", null, { c: true }], __proto__x: {}, constructor: 5 };
  const message = fromJson(type, json);
  assert.deepEqual(toJson(type, message), json);
  assert.deepEqual(message, fromJson(Struct, json));
});

test("createDynamicRegistry() says what of a set cannot be", () => {
  const { messageType, enumType, ...empty } = shop;
  const withField = (...args: Parameters<typeof fieldOf>): FileDescriptorProtoInit => ({
    ...empty,
    service: [],
    messageType: [messageOf("Order", [fieldOf(...args)])],
  });
  const two: FileDescriptorProtoInit = { ...withField("a", 1, "INT32"), syntax: "proto2" };
  const cases: readonly (readonly [
    FileDescriptorProtoInit | readonly FileDescriptorProtoInit[],
    string,
  ])[] = [
    [
      { ...shop, dependency: ["a.proto"] },
      'shop.proto: it imports "a.proto", which is not there; a set must hold what its files import (trunkline build --include-imports, protoc --include_imports)',
    ],
    [
      [
        { name: "a.proto", dependency: ["b.proto"] },
        { name: "b.proto", dependency: ["a.proto"] },
      ],
      "a.proto: it imports a file that imports it in turn",
    ],
    [{}, "a file without a name: expected the path by which others import it"],
    [[shop, { ...shop, name: "b.proto" }], "b.proto: shop.Order is declared twice"],
    [
      { ...shop, syntax: "proto4" },
      'shop.proto: its syntax is "proto4": expected proto2, proto3 or editions',
    ],
    [
      { ...shop, syntax: "editions", edition: 9999 },
      "shop.proto: its edition has the number 9999: expected one of 2023, 2024 and 2026 (1000 to 1002)",
    ],
    [
      { ...shop, package: "a..b" },
      'shop.proto: its package is "a..b": expected names with dots between them',
    ],
    [{ ...shop, messageType: [{}] }, 'shop.proto: shop has a message called ""'],
    [
      { ...shop, enumType: [{ name: "E" }] },
      "shop.proto: shop.E has no values: expected one at least",
    ],
    [
      withField("items", 2, "MESSAGE", { typeName: ".shop.Itme" }),
      'shop.proto: shop.Order.items is of type ".shop.Itme", which no file declares',
    ],
    [
      {
        ...shop,
        messageType: [
          messageOf("Order", [fieldOf("c", 1, "MESSAGE", { typeName: "Color" })]),
          messageOf("Item", []),
        ],
      },
      "shop.proto: shop.Order.c is of type shop.Color, which is an enum: expected a message",
    ],
    [
      withField("order", 1, "ENUM", { typeName: "Order" }),
      "shop.proto: shop.Order.order is of type shop.Order, which is a message: expected an enum",
    ],
    [withField("a", 1, undefined), "shop.proto: shop.Order.a has no type"],
    [
      withField("a", 1, "INT32", { typeName: ".shop.Order" }),
      'shop.proto: shop.Order.a is of type int32, and ".shop.Order" too',
    ],
    [
      withField("$unknown", 1, "INT32"),
      "shop.proto: shop.Order.$unknown has no name that a field can have",
    ],
    [
      withField("a", 0, "INT32"),
      "shop.proto: shop.Order.a has the number 0: expected 1 to 536870911",
    ],
    [
      withField("a", 1, "INT32", { oneofIndex: 0 }),
      'shop.proto: shop.Order has no oneof number 0, which its field "a" is in',
    ],
    [
      {
        ...withField("a", 1, "INT32"),
        messageType: [messageOf("Order", [fieldOf("a", 1, "INT32"), fieldOf("b", 1, "INT32")])],
      },
      'shop.proto: shop.Order has two fields with the number 1: "a" and "b"',
    ],
    [
      {
        ...withField("a", 1, "INT32"),
        messageType: [messageOf("Order", [fieldOf("a_b", 1, "INT32"), fieldOf("aB", 2, "INT32")])],
      },
      'shop.proto: shop.Order has two fields with the key "aB": "a_b" and "aB"',
    ],
    [
      {
        ...two,
        messageType: [messageOf("Order", [fieldOf("a", 1, "INT32", { defaultValue: "x" })])],
      },
      'shop.proto: shop.Order.a has a default that is none of its type: "x"',
    ],
    [
      { ...two, extension: [fieldOf("e", 5, "INT32", { extendee: ".shop.Order" })] },
      "shop.proto: shop.e has the number 5, which is none for extensions of shop.Order",
    ],
    [
      { ...two, extension: [fieldOf("e", 5, "INT32", { extendee: ".shop.None" })] },
      'shop.proto: shop.e extends ".shop.None": expected a message that a file declares',
    ],
    [
      { ...two, service: [{ name: "S", method: [{ name: "Get", inputType: ".shop.S" }] }] },
      'shop.proto: shop.S.Get takes ".shop.S": expected a message that a file declares',
    ],
  ];
  for (const [files, problem] of cases) {
    const file = Array.isArray(files) ? files : [files];
    assert.throws(
      () => createDynamicRegistry({ file }),
      (error) => error instanceof DescriptorError && error.message === `Cannot load ${problem}`,
      problem,
    );
  }
});

test("createDynamicRegistry() refuses what describes no files", () => {
  for (const source of [undefined, null, 7, "shop.binpb", []]) {
    assert.throws(() => createDynamicRegistry(source as never), {
      name: "TypeError",
      message: /^Cannot load descriptors: expected the bytes of a FileDescriptorSet/,
    });
  }
  assert.throws(() => createDynamicRegistry(Uint8Array.of(10, 200, 1)), { name: "DecodeError" });
});

test("maps whose entries cannot be are refused, others are maps", () => {
  const mapOf = (
    key: Parameters<typeof fieldOf>[2],
    label: 1 | 3 = 3,
  ): FileDescriptorProtoInit => ({
    name: "map.proto",
    messageType: [
      {
        ...messageOf("M", [fieldOf("m", 1, "MESSAGE", { label, typeName: ".M.MEntry" })]),
        nestedType: [
          {
            ...messageOf("MEntry", [fieldOf("key", 1, key), fieldOf("value", 2, "BYTES")]),
            options: { mapEntry: true },
          },
        ],
      },
    ],
  });
  const type = createDynamicRegistry({ file: [mapOf("BOOL")] }).findMessage("M")!;
  const m = new Map([[true, Uint8Array.of(1)]]);
  assert.deepEqual(type.create({ m: { true: Uint8Array.of(1) } }), { m });
  assert.deepEqual(type.decode(type.encode({ m })), { m });
  assert.throws(
    () => createDynamicRegistry({ file: [mapOf("DOUBLE")] }),
    /M\.m is a map by M\.MEntry: expected an entry whose key \(1\) is whole, bool or string$/,
  );
  assert.throws(
    () => createDynamicRegistry({ file: [mapOf("BOOL", 1)] }),
    /M\.m is of type M\.MEntry, a map entry, but not repeated$/,
  );
});
