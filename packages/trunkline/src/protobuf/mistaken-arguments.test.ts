// What someone gives by mistake, in plain JavaScript or with a cast: a Promise that was not awaited, bytes where text
// is wanted, no type at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Any,
  applyFieldMask,
  BytesValue,
  clone,
  createRegistry,
  diff,
  encodeDeterministic,
  equals,
  FieldMask,
  fromJson,
  fromJsonString,
  fromText,
  getExtension,
  Int32Value,
  merge,
  packAny,
  StringValue,
  Struct,
  Type,
  toJson,
  toJsonString,
  toText,
  typeNameInAny,
  unpackAny,
  validateFieldMask,
} from "./index.js";

// biome-ignore lint/suspicious/noExplicitAny: what is given is wrong whatever its type
type Mistake = any;

const noObjects: readonly unknown[] = [null, 7, "x", true, 10n, Symbol("s"), () => 1];

/** Objects that have no fields, some of which hold something elsewhere. */
const builtIns: readonly unknown[] = [
  [],
  new Map([["name", "a"]]),
  new Set(["name"]),
  new Date(0),
  Promise.resolve({ name: "a" }),
  Uint8Array.of(1),
  new Uint8Array(0),
  new ArrayBuffer(1),
  new Error("name"),
  /name/,
];

/** What the engine says of values that nobody has looked at. */
const accidents =
  /Cannot (read|set) propert|Cannot destructure|Cannot convert|is not (a|iter)|in operator/;

function assertRefused(
  what: Readonly<Record<string, (value: Mistake) => unknown>>,
  values: readonly unknown[],
): void {
  for (const [name, use] of Object.entries(what)) {
    for (const value of values) {
      const of = `${name} of ${Object.prototype.toString.call(value)}`;
      assert.throws(
        () => use(value),
        (error: Error) => {
          assert.match(error.name, /^(Type|Json)Error$/, of);
          assert.doesNotMatch(error.message, accidents, of);
          assert.match(error.message, /expected|has no (key|field)/, of);
          return true;
        },
        of,
      );
    }
  }
}

const message = Type.create({ name: "a" });

test("what is no message is refused by all that take one", () => {
  const what = {
    create: (value: Mistake) => Type.create(value),
    encode: (value: Mistake) => Type.encode(value),
    encodeDeterministic: (value: Mistake) => encodeDeterministic(Type, value),
    toJson: (value: Mistake) => toJson(Type, value),
    toJsonString: (value: Mistake) => toJsonString(Type, value),
    toText: (value: Mistake) => toText(Type, value),
    clone: (value: Mistake) => clone(Type, value),
    "merge, from": (value: Mistake) => merge(Type, Type.create(), value),
    "merge, into": (value: Mistake) => merge(Type, value, message),
    "equals, one": (value: Mistake) => equals(Type, value, message),
    "equals, other": (value: Mistake) => equals(Type, message, value),
    "diff, before": (value: Mistake) => diff(Type, value, message),
    "diff, after": (value: Mistake) => diff(Type, message, value),
    packAny: (value: Mistake) => packAny(Type, value),
    fromJson: (value: Mistake) => fromJson(Type, value),
    nested: (value: Mistake) => Type.encode({ sourceContext: value }),
    "nested, in a list": (value: Mistake) => toJsonString(Type, { fields: [value] }),
    "nested, cloned": (value: Mistake) => clone(Type, { ...message, sourceContext: value }),
  };
  assertRefused(what, [...noObjects, ...builtIns]);
  assert.throws(() => Type.encode(new Map() as Mistake), {
    message: "google.protobuf.Type: expected an object with its fields, got an object (Map)",
  });
  assert.throws(() => Type.create({ sourceContext: Promise.resolve({}) as Mistake }), {
    message:
      "google.protobuf.Type.source_context: expected an object with its fields, got an object (Promise)",
  });
  assert.throws(() => fromJson(Type, { sourceContext: new Map() }), {
    message: "$.sourceContext: expected an object of JSON, got an object (Map)",
  });
});

test("a message of another type is refused where it has other keys", () => {
  const other = FieldMask.create({ paths: ["a"] }) as Mistake;
  for (const use of [
    () => clone(Type, other),
    () => merge(Type, Type.create(), other),
    () => merge(Type, other, message),
    () => equals(Type, message, other),
    () => diff(Type, other, message),
  ]) {
    assert.throws(use, {
      name: "TypeError",
      message: 'google.protobuf.Type.paths: google.protobuf.Type has no key "paths"',
    });
  }
  const wrong = { ...message, oneofs: 7 } as Mistake;
  assert.throws(() => clone(Type, wrong), {
    message: "google.protobuf.Type.oneofs: expected an array, got 7",
  });
  assert.throws(() => merge(Type, Type.create(), wrong), {
    message: "google.protobuf.Type.oneofs: expected an array, got 7",
  });
});

test("an object with fields of its class, or without any, is a message as before", () => {
  class Named {
    get name(): string {
      return "a";
    }
  }
  const bytes = Type.encode({ name: "a" });
  assert.deepEqual(Type.encode(new Named() as Mistake), bytes);
  assert.deepEqual(Type.encode({}), new Uint8Array(0));
  assert.deepEqual(Type.encode(Object.create(null)), new Uint8Array(0));
  assert.equal(toJsonString(Type, new Named() as Mistake), '{"name":"a"}');
});

test("what is neither a Map nor a record is no map", () => {
  const values = [...noObjects, ...builtIns].filter(
    (value) => !(value instanceof Map) && !(value instanceof Uint8Array && value.length > 0),
  );
  const what = {
    create: (value: Mistake) => Struct.create({ fields: value }),
    encode: (value: Mistake) => Struct.encode({ fields: value }),
  };
  assertRefused(what, values);
  assert.throws(() => Struct.create({ fields: new Set() as Mistake }), {
    message: "google.protobuf.Struct.fields: expected a Map or a record, got an object (Set)",
  });
  assert.throws(() => fromJson(Struct, new Map()), {
    message: "$: expected an object of JSON, got an object (Map)",
  });
});

test("what is no text is refused by all that read one", () => {
  const what = {
    fromText: (value: Mistake) => fromText(Type, value),
    fromJsonString: (value: Mistake) => fromJsonString(Type, value),
  };
  const values = [undefined, ...noObjects, ...builtIns].filter(
    (value) => typeof value !== "string",
  );
  assertRefused(what, values);
  assert.throws(() => fromText(Type, Buffer.from("name: 'a'") as Mistake), {
    message:
      "Cannot read a google.protobuf.Type from text: expected a string, got an object (Uint8Array)",
  });
  assert.throws(() => fromJsonString(Type, { name: "a" } as Mistake), {
    message:
      "Cannot read a google.protobuf.Type from JSON: expected a string, got an object (Object)",
  });
});

test("what is no type is refused by all that take one", () => {
  const what = {
    fromJson: (type: Mistake) => fromJson(type, {}),
    fromJsonString: (type: Mistake) => fromJsonString(type, "{}"),
    fromText: (type: Mistake) => fromText(type, ""),
    toJson: (type: Mistake) => toJson(type, {}),
    toJsonString: (type: Mistake) => toJsonString(type, {}),
    toText: (type: Mistake) => toText(type, {}),
    clone: (type: Mistake) => clone(type, {}),
    merge: (type: Mistake) => merge(type, {}, {}),
    equals: (type: Mistake) => equals(type, {}, {}),
    diff: (type: Mistake) => diff(type, {}, {}),
    encodeDeterministic: (type: Mistake) => encodeDeterministic(type, {}),
    packAny: (type: Mistake) => packAny(type, {}),
    unpackAny: (type: Mistake) => unpackAny(Any.create(), type),
    validateFieldMask: (type: Mistake) => validateFieldMask(type, { paths: ["a"] }),
  };
  // A message of google.protobuf.Type has fields too, and is no type of ours.
  assertRefused(what, [undefined, ...noObjects, ...builtIns, {}, message]);
  assert.throws(() => clone(7 as Mistake, {}), {
    message:
      "Cannot use 7 as a message type: expected what generated code or a registry has, such as HelloRequest",
  });
});

test("what is no mask, no Any and no extension is refused", () => {
  assertRefused(
    {
      applyFieldMask: (mask: Mistake) => applyFieldMask(Type, message, mask),
      validateFieldMask: (mask: Mistake) => validateFieldMask(Type, mask),
      typeNameInAny: (any: Mistake) => typeNameInAny(any),
      unpackAny: (any: Mistake) => unpackAny(any, Type),
      getExtension: (extension: Mistake) => getExtension(message, extension),
    },
    [undefined, ...noObjects, ...builtIns, {}, { paths: [7] }],
  );
});

test("what has the name of a Uint8Array and no memory is no bytes", () => {
  const fake = { [Symbol.toStringTag]: "Uint8Array", length: 2 ** 40, 0: 10 } as Mistake;
  for (const use of [
    () => Type.decode(fake),
    () => Any.encode({ value: fake }),
    () => Type.encode({ $unknown: fake }),
    () => toJsonString(Any, { typeUrl: "a/b", value: fake }, { registry: createRegistry() }),
    () => toText(Any, { value: fake }),
  ]) {
    assert.throws(use, {
      name: "TypeError",
      message: /expected a Uint8Array, got an object \(Uint8Array\)$/,
    });
  }
});

test("options are an object, and a registry in them is one", () => {
  const what = {
    fromJson: (options: Mistake) => fromJson(StringValue, "a", options),
    fromJsonString: (options: Mistake) => fromJsonString(StringValue, '"a"', options),
    fromText: (options: Mistake) => fromText(StringValue, "", options),
    toJson: (options: Mistake) => toJson(StringValue, {}, options),
    toJsonString: (options: Mistake) => toJsonString(StringValue, {}, options),
    toText: (options: Mistake) => toText(StringValue, {}, options),
  };
  assertRefused(what, [...noObjects, { registry: {} }, { registry: null }, { registry: [Type] }]);
});

test("createRegistry() takes what has types, and nothing that never will", () => {
  assertRefused({ createRegistry: (part: Mistake) => createRegistry(part) }, [
    undefined,
    ...noObjects,
    ...builtIns.filter((value) => !Array.isArray(value)),
    // A service, which has a name as types do.
    { typeName: "shop.Orders", methods: [] },
  ]);
  assert.throws(() => createRegistry({ typeName: "shop.Orders", methods: [] }), {
    message:
      "Cannot add shop.Orders to a registry: expected a message type, an extension, a registry or a generated module",
  });
  const list = createRegistry([Type, FieldMask] as Mistake);
  assert.deepEqual([...list.messages], [Type, FieldMask]);
  const module = { Type, orders: { typeName: "shop.Orders" }, count: 7 };
  assert.deepEqual([...createRegistry(module).messages], [Type]);
});

test("what is no array of bytes is not copied as one", () => {
  for (const value of [null, "", "text", [], [7], 7, { length: 0 }]) {
    const given = { value } as Mistake;
    const refusal = {
      name: "TypeError",
      message: /^google\.protobuf\.BytesValue\.value: expected a Uint8Array, got /,
    };
    assert.throws(() => clone(BytesValue, given), refusal);
    assert.throws(() => merge(BytesValue, BytesValue.create(), given), refusal);
  }
});

test("clone(), merge() and masks share no memory with a Buffer either", () => {
  const copies: readonly ((message: BytesValue) => BytesValue)[] = [
    (message) => clone(BytesValue, message),
    (message) => merge(BytesValue, BytesValue.create(), message),
    (message) => applyFieldMask(BytesValue, message, { paths: ["*"] }),
  ];
  for (const copy of copies) {
    const message = { value: Buffer.from("abc"), $unknown: Buffer.of(0x18, 1) };
    const copied = copy(message);
    message.value.fill(0);
    message.$unknown.fill(0);
    assert.deepEqual([...copied.value], [...Buffer.from("abc")]);
    assert.deepEqual([...copied.$unknown!], [0x18, 1]);
  }
});

test("-0 is the default of a field of integers, whatever looks at it", () => {
  const message = { value: -0 };
  assert.equal(Int32Value.encode(message).length, 0);
  assert.equal(toText(Int32Value, message), "");
  assert.deepEqual(diff(Int32Value, message, {} as Int32Value), []);
  assert.equal(merge(Int32Value, Int32Value.create({ value: 5 }), message).value, 5);
});

test("validateFieldMask() looks for what was meant in the first hundred wrong paths only", () => {
  const paths = Array.from({ length: 102 }, () => "nmae");
  const problems = validateFieldMask(Type, FieldMask.create({ paths }));
  assert.equal(problems.length, 102);
  assert.match(problems[99]!, /; did you mean "name"\?$/);
  assert.match(problems[100]!, /has no field "nmae"$/);
});
