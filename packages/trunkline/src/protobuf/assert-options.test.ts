// Options of JSON, text and streams that are misspelt, or of the wrong type.

import assert from "node:assert/strict";
import { test } from "node:test";
import { OutputBuffer } from "../base/index.js";
import {
  appendJson,
  createRegistry,
  fromJson,
  fromJsonString,
  fromText,
  readDelimited,
  StringValue,
  toJson,
  toJsonString,
  toText,
} from "./index.js";

// biome-ignore lint/suspicious/noExplicitAny: what is given is wrong whatever its type
type Options = any;

const message = { value: "a" };

const writers: Readonly<Record<string, (options: Options) => unknown>> = {
  toJson: (options) => toJson(StringValue, message, options),
  toJsonString: (options) => toJsonString(StringValue, message, options),
  appendJson: (options) => appendJson(new OutputBuffer(), StringValue, message, options),
};

const readers: Readonly<Record<string, (options: Options) => unknown>> = {
  fromJson: (options) => fromJson(StringValue, "a", options),
  fromJsonString: (options) => fromJsonString(StringValue, '"a"', options),
};

const all = {
  ...writers,
  ...readers,
  toText: (options: Options) => toText(StringValue, message, options),
  fromText: (options: Options) => fromText(StringValue, "", options),
};

function assertRefused(
  calls: Readonly<Record<string, (options: Options) => unknown>>,
  options: Options,
  message: string | RegExp,
  name = "TypeError",
): void {
  for (const [call, use] of Object.entries(calls)) {
    assert.throws(() => use(options), { name, message }, call);
  }
}

test("an option of an unknown name is refused, with the one that it is most like", () => {
  assertRefused(readers, { ignoreUnknwn: true }, /^Cannot set ignoreUnknwn: fromJson\(\) has no/);
  assertRefused(readers, { ignoreUnknwn: true }, /did you mean "ignoreUnknown"\?$/);
  assertRefused(writers, { enumAsNumbers: true }, /did you mean "enumsAsNumbers"\?$/);
  assertRefused(writers, { ignoreUnknwn: true }, /^Cannot set ignoreUnknwn: toJson\(\) has no/);
  assertRefused({ toText: all.toText }, { oneline: true }, /did you mean "oneLine"\?$/);
  assertRefused(
    { fromText: all.fromText },
    { ignoreUnknown: true },
    /one of registry, unknownFields, oneLine, maxDepth$/,
  );
  assertRefused(all, { registri: undefined }, /did you mean "registry"\?$/);
});

test("an option of the wrong type is refused by its name", () => {
  const wanted = "expected true or false";
  assertRefused(readers, { ignoreUnknown: 1 }, `Cannot set ignoreUnknown to 1: ${wanted}`);
  assertRefused(writers, { protoNames: "yes" }, `Cannot set protoNames to "yes": ${wanted}`);
  assertRefused(writers, { enumsAsNumbers: null }, `Cannot set enumsAsNumbers to null: ${wanted}`);
  assertRefused(writers, { defaultValues: {} }, /^Cannot set defaultValues to an object/);
  assertRefused({ toText: all.toText }, { unknownFields: 0 }, /^Cannot set unknownFields to 0/);
  assertRefused(
    all,
    { registry: [StringValue] },
    "Cannot set registry to an array: expected a registry, as createRegistry() makes it",
  );
  const depth = "expected a whole number from 1 to 300";
  const deep = { ...readers, fromText: all.fromText };
  assertRefused(deep, { maxDepth: "5" }, `Cannot set maxDepth to "5": ${depth}`);
  assertRefused(deep, { maxDepth: 301 }, `Cannot set maxDepth to 301: ${depth}`, "RangeError");
  assertRefused(deep, { maxDepth: 1.5 }, `Cannot set maxDepth to 1.5: ${depth}`, "RangeError");
  const indent = "expected a whole number from 0 to 100, or a string";
  assertRefused(writers, { indent: true }, `Cannot set indent to true: ${indent}`);
  for (const value of [-1, 2.5, 101, Number.NaN, 1e9]) {
    assertRefused(
      writers,
      { indent: value },
      `Cannot set indent to ${value}: ${indent}`,
      "RangeError",
    );
  }
});

test("options that are a built-in object are no options", () => {
  assertRefused(
    all,
    [],
    /^Cannot read the options of \w+\(\): expected an object with names, got an array$/,
  );
  assertRefused(all, new Map([["registry", 7]]), /got an object \(Map\)$/);
});

test("options are taken with what has no value, from objects without a prototype, and where they are for both", () => {
  const registry = createRegistry(StringValue);
  for (const [call, use] of Object.entries(all)) {
    for (const options of [
      undefined,
      {},
      { registry },
      { registry: undefined },
      Object.assign(Object.create(null), { registry }),
      Object.freeze({ registry }),
    ]) {
      assert.doesNotThrow(() => use(options), call);
    }
  }
  assert.equal(toJson(StringValue, message, { indent: 2 } as Options), "a");
});

test("options that cannot change are looked at once, others each time", () => {
  let looks = 0;
  const target = { ignoreUnknown: true };
  const options = new Proxy(target, {
    get(from, name, self) {
      looks++;
      return Reflect.get(from, name, self) as unknown;
    },
  });
  const count = (): number => {
    looks = 0;
    fromJson(StringValue, "a", options);
    return looks;
  };
  const always = count();
  assert.equal(count(), always);
  Object.freeze(options);
  assert.equal(count(), always);
  assert.ok(count() < always, String(always));
});

test("options that are frozen are looked at each time where a getter may give something else", () => {
  let indent: unknown = 2;
  const options = Object.freeze({
    get indent() {
      return indent as number;
    },
  });
  const write = (): string => toJsonString(StringValue, message, options);
  assert.equal(write(), '"a"');
  indent = -5;
  assert.throws(write, { name: "RangeError", message: /^Cannot set indent to -5: / });
});

test("options may be one object for both ways", () => {
  const json = { protoNames: true, ignoreUnknown: true, maxDepth: 5, indent: 1 };
  const value = toJson(StringValue, message, json);
  assert.deepEqual(fromJson(StringValue, value, json), StringValue.create(message));
  const text = { oneLine: true, maxDepth: 5 };
  const written = toText(StringValue, message, text);
  assert.deepEqual(fromText(StringValue, written, text), StringValue.create(message));
});

test("readDelimited() refuses options that are none", async () => {
  const read = (options: Options) => readDelimited(StringValue, [], options).next();
  await assert.rejects(read({ maxMessageByte: 5 }), {
    message:
      'Cannot set maxMessageByte: readDelimited() has no option of that name; did you mean "maxMessageBytes"?',
  });
  await assert.rejects(read({ maxMessageBytes: "5" }), {
    name: "TypeError",
    message: 'Cannot set maxMessageBytes to "5": expected a whole number of bytes, or Infinity',
  });
  await assert.rejects(read(null), /^TypeError: Cannot read the options/);
});

test("a registry in the place of options is told, and so is one that lacks a function", () => {
  const registry = createRegistry(StringValue);
  const message =
    "Cannot read the options of toJson(): expected { registry }, got the registry itself";
  assert.throws(() => toJson(StringValue, {}, registry as never), { name: "TypeError", message });
  const own = { findMessage: () => undefined };
  assert.throws(() => toJson(StringValue, {}, { registry: own as never }), {
    name: "TypeError",
    message: /^Cannot set registry to .*: expected a registry, as createRegistry\(\) makes it$/,
  });
});
