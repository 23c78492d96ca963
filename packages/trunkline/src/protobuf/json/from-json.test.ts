import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "../dynamic/descriptors.testing.js";
import {
  createDecodeLimits,
  createDynamicRegistry,
  FileDescriptorProto,
  type FileDescriptorProtoInit,
  fromJson,
  fromJsonString,
  fromText,
  type JsonError,
  type JsonReadOptions,
  ListValue,
  SourceContext,
  Struct,
  Type,
  toJson,
  withDecodeLimits,
} from "../index.js";

const file: FileDescriptorProtoInit = {
  name: "shop.proto",
  package: "shop",
  syntax: "proto3",
  messageType: [
    messageOf("Node", [
      fieldOf("id", 1, "INT64"),
      fieldOf("left_one", 2, "MESSAGE", { typeName: ".shop.Node" }),
      fieldOf("right_one", 3, "MESSAGE", { typeName: ".shop.Node" }),
      fieldOf("children", 4, "MESSAGE", { typeName: ".shop.Node", label: 3 }),
      fieldOf("name", 5, "STRING"),
    ]),
  ],
};
const shop = createDynamicRegistry({ file: [FileDescriptorProto.create(file)] });
const Node = shop.findMessage("shop.Node")!;

/** What is small in memory and doubles with each of its levels. */
function doubled(levels: number, one: unknown, double: (value: unknown) => unknown): unknown {
  let value = one;
  for (let i = 0; i < levels; i++) value = double(value);
  return value;
}

test("fromJson() passes over what is shared or contains itself in what it ignores", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const shared = doubled(80, 1, (a) => ({ a, b: a }));
  const json = { fileName: "a.proto", x: cycle, y: shared };
  const message = fromJson(SourceContext, json, { ignoreUnknown: true });
  assert.deepEqual(message, { fileName: "a.proto" });
});

test("fromJson() with limits reads no further than they allow where values are shared", () => {
  const limits = createDecodeLimits({ maxElements: 1000, maxBytes: 10_000 });
  const lists = doubled(80, 1, (a) => [a, a]);
  assert.throws(
    () => fromJson(withDecodeLimits(ListValue, limits), lists),
    /^JsonError: \$\[0\].* has element 1002 of the message: expected at most 1000 in all/,
  );
  const maps = doubled(80, 1, (a) => ({ a, b: a }));
  assert.throws(() => fromJson(withDecodeLimits(Struct, limits), maps), /has element 1002/);
  const messages = doubled(80, {}, (a) => ({ leftOne: a, rightOne: a }));
  assert.throws(
    () => fromJson(withDecodeLimits(Node, limits), messages),
    /: has more messages in it than 10000 bytes can hold \(maxBytes\)/,
  );
});

test("the path of a limit that is passed is that of the JSON", () => {
  const Short = withDecodeLimits(Node, createDecodeLimits({ maxStringBytes: 2 }));
  const pathOf = (json: unknown): unknown => {
    try {
      return fromJson(Short, json);
    } catch (error) {
      return (error as JsonError).path;
    }
  };
  assert.equal(pathOf({ leftOne: { children: [{ name: "abc" }] } }), "$.leftOne.children.name");
  const ShortType = withDecodeLimits(Struct, createDecodeLimits({ maxStringBytes: 2 }));
  assert.throws(() => fromJson(ShortType, { a: "abc" }), { path: "$" });
});

test("a name that is megabytes long is not compared with those of the fields", () => {
  const name = "_".repeat(101);
  assert.throws(() => fromJson(Type, { [`NA${name}ME`]: 1 }), /has no field "NA_+…"$/);
  assert.throws(() => fromJson(Type, { NA__ME: 1 }), /did you mean "name"\?$/);
  assert.throws(() => fromText(Type, `NA${name}ME: 1`), /has no field "NA_+…"$/);
  assert.throws(() => fromText(Type, "NA__ME: 1"), /did you mean "name"\?$/);
});

test("maxDepth is that of messages, whichever way a text is read", () => {
  const outcome = (text: string, options?: JsonReadOptions): string => {
    try {
      fromJsonString(Node, text, options);
      return "read";
    } catch (error) {
      return (error as Error).message;
    }
  };
  // The number is not exact as JSON.parse() reads it: the other parser does then.
  for (const id of ["1", "9007199254740993"]) {
    const nested = (depth: number): string =>
      `${'{"children":['.repeat(depth)}{"id":${id}}${"]}".repeat(depth)}`;
    assert.equal(outcome(nested(99)), "read");
    assert.match(outcome(nested(100)), /: nested deeper than 100 messages$/);
    assert.equal(outcome(nested(2), { maxDepth: 3 }), "read");
    const ignored = `{"x":${"[".repeat(50_000)}${"]".repeat(50_000)},"id":${id}}`;
    assert.equal(outcome(ignored, { ignoreUnknown: true }), "read");
    assert.equal(outcome(ignored), '$.x: shop.Node has no field "x"');
  }
});

test("names that an object inherits are not read", () => {
  assert.deepEqual(fromJson(SourceContext, Object.create({ fileName: "a" })), { fileName: "" });
  const prototype = Object.prototype as { fileName?: string };
  prototype.fileName = "evil";
  try {
    assert.equal(fromJsonString(SourceContext, "{}").fileName, "");
    assert.throws(
      () => fromJsonString(SourceContext, '{"fileName":"a","fileName":"b"}'),
      /the name is given twice/,
    );
  } finally {
    delete prototype.fileName;
  }
});

test("errors of numbers and strings that a text cannot give otherwise", () => {
  assert.throws(() => fromJsonString(Node, '{"id":1e999}'), {
    message:
      "$.id: expected a whole number from -2^63 to 2^63 - 1, got Infinity, as any number past 1.8e308",
  });
  assert.throws(() => fromJsonString(Node, '{"name":"\\ud800"}'), {
    message: "$.name: expected a string without halves of surrogate pairs, got one that has one",
  });
});

test("toJson() writes what a class has in getters, for types of descriptors too", () => {
  class Row {
    id = 1n;
    get name(): string {
      return "a";
    }
  }
  assert.deepEqual(toJson(Node, new Row() as never), { id: "1", name: "a" });
});
