// JSON by generated code: where faults are, oneofs, maps, defaults, the edges of each kind, and names that objects
// inherit.

import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import {
  Any,
  Api,
  createRegistry,
  Duration,
  JsonError,
  type JsonWriteOptions,
  Struct,
  Timestamp,
  toJson,
  toJsonString,
} from "trunkline/protobuf";
import ts from "typescript-5.9";
import { GeneratedFolder, generateAll, loadGenerated } from "../build.testing.js";
import { readProto } from "../protos.testing.js";
import { compileProto } from "../schema.testing.js";
import { type Forms, formsOf, loadBoth, type Module } from "./json-forms.testing.js";

const boxes = `
  syntax = "proto3";
  package boxes;
  import "google/protobuf/any.proto";
  import "google/protobuf/timestamp.proto";
  message Box {
    google.protobuf.Timestamp at = 1;
    repeated google.protobuf.Timestamp list = 2;
    map<string, google.protobuf.Timestamp> by_name = 3;
    map<int64, google.protobuf.Timestamp> by_number = 4;
    oneof one {
      google.protobuf.Timestamp chosen = 5;
      Box box = 6;
      string text = 12;
    }
    Box next = 7;
    repeated Box boxes = 8;
    map<bool, Box> named = 9 [json_name = "some names"];
    google.protobuf.Any any = 10;
    optional google.protobuf.Timestamp renamed = 11 [json_name = "new name"];
  }
`;
const { generated: boxTypes, dynamic: dynamicBoxTypes } = await loadBoth(
  { "boxes.proto": boxes },
  "boxes.proto",
);
const Box = boxTypes.findMessage("boxes.Box")!;
const ways = { "generated code": Box, tables: dynamicBoxTypes.findMessage("boxes.Box")! };

/** Before the year 1. */
const at = { seconds: -(2n ** 40n), nanos: 0 };
const any = Any.create({ typeUrl: "type.googleapis.com/boxes.Box", value: Box.encode({ at }) });

const faults: readonly (readonly [object, string, string?])[] = [
  [{ at }, "$.at"],
  [{ list: [Timestamp.create({}), at] }, "$.list[1]"],
  [{ byName: { "": Timestamp.create({}), "a b": at } }, '$.byName["a b"]', '$.by_name["a b"]'],
  [{ byNumber: new Map([[-5n, at]]) }, '$.byNumber["-5"]', '$.by_number["-5"]'],
  [{ one: { case: "chosen", value: at } }, "$.chosen"],
  [{ one: { case: "box", value: { boxes: [{}, { at }] } } }, "$.box.boxes[1].at"],
  [{ next: { next: { named: { true: { at } } } } }, '$.next.next["some names"].true.at'],
  [{ named: new Map([[false, { list: [at] }]]) }, '$["some names"].false.list[0]'],
  [{ renamed: at }, '$["new name"]', "$.renamed"],
  [{ any }, "$.any.at"],
  [{ boxes: [{ any: { ...any, typeUrl: "type.googleapis.com/what.What" } }] }, "$.boxes[0].any"],
];

for (const [way, type] of Object.entries(ways)) {
  test(`toJson() and toJsonString() by ${way} say where a fault is`, () => {
    for (const [init, path, protoPath = path.replace('["some names"]', ".named")] of faults) {
      for (const protoNames of [false, true]) {
        const options = { registry: createRegistry(type), protoNames };
        const isExpected = (error: unknown): boolean => {
          assert.ok(error instanceof JsonError, String(error));
          assert.equal(error.path, protoNames ? protoPath : path);
          return true;
        };
        assert.throws(() => toJson(type, init, options), isExpected);
        assert.throws(() => toJsonString(type, init, options), isExpected);
        // What was written before the fault is not in the way of the next.
        assert.equal(toJsonString(type, { next: {} }), '{"next":{}}');
      }
    }
  });

  test(`toJson() and toJsonString() by ${way} say where a value is wrong`, () => {
    const inits: readonly (readonly [unknown, RegExp])[] = [
      [
        { one: { case: "chosen" } },
        /^TypeError: boxes\.Box\.chosen: expected an object, got undefined$/,
      ],
      [{ one: { case: "what", value: 1 } }, /^TypeError: boxes\.Box\.one\.case: /],
      [{ one: { value: 1 } }, /^TypeError: boxes\.Box\.one\.case: /],
      [{ one: null }, /^TypeError: boxes\.Box\.one: /],
      [{ next: null }, /^TypeError: boxes\.Box\.next: expected an object, got null$/],
      [{ boxes: [{}, undefined] }, /^TypeError: boxes\.Box\.boxes\[1\]: /],
      [{ named: null }, /^TypeError: boxes\.Box\.named: expected a Map or a record, got null$/],
      [{ boxes: null }, /^TypeError: boxes\.Box\.boxes: expected an array, got null$/],
      [{ boxes: {} }, /^TypeError: boxes\.Box\.boxes: expected an array/],
      [{ byNumber: { x: {} } }, /^TypeError: boxes\.Box\.by_number/],
      [{ byName: new Map([[1, {}]]) }, /^TypeError: boxes\.Box\.by_name/],
      [{ nexd: {} }, /^TypeError: boxes\.Box\.nexd: boxes\.Box has no key "nexd"/],
    ];
    for (const [init, expected] of inits) {
      assert.match(String(formsOf(type, init as object)), expected);
    }
  });
}

test("toJson() and toJsonString() leave out a oneof that is not set, and write the member that is", () => {
  for (const type of Object.values(ways)) {
    const jsonOf = (one: unknown): unknown => {
      const forms = formsOf(type, { one }) as Forms;
      assert.equal(forms.valueText, forms.text);
      return forms.value;
    };
    assert.deepEqual(jsonOf(undefined), {});
    assert.deepEqual(jsonOf({ case: "text", value: "" }), { text: "" });
    const lacking = formsOf(type, { one: { case: "text", value: undefined } });
    assert.match(String(lacking), /\.text: expected a string, got undefined$/);
    assert.deepEqual(jsonOf({ case: "box", value: {} }), { box: {} });
  }
});

const everythingSources = {
  "everything.proto": readProto("everything.proto"),
  "shared/common.proto": readProto("shared/common.proto"),
};
const everything = await loadBoth(everythingSources, "everything.proto");

/** The JSON of a message of everything.proto, alike in all its ways. */
function jsonOf(name: string, init: object, options?: JsonWriteOptions): unknown {
  const typeName = `everything.v1.${name}`;
  const forms = formsOf(everything.generated.findMessage(typeName)!, init, options) as Forms;
  assert.deepEqual(formsOf(everything.dynamic.findMessage(typeName)!, init, options), forms);
  assert.equal(forms.valueText, forms.text);
  return forms.value;
}

test("toJson() writes what has presence at its default, and leaves out what has none", () => {
  const zeros = {
    ...{
      aDouble: 0,
      aFloat: 0,
      aInt32: 0,
      aInt64: 0n,
      aUint32: 0,
      aUint64: 0n,
      aSint32: 0,
      aSint64: 0n,
    },
    ...{ aFixed32: 0, aFixed64: 0n, aSfixed32: 0, aSfixed64: 0n, aBool: false, aString: "" },
    ...{ aBytes: new Uint8Array(0), aMood: 0 },
  };
  assert.deepEqual(jsonOf("Scalars", zeros), {});
  assert.deepEqual(jsonOf("Optionals", {}), {});
  assert.deepEqual(jsonOf("Optionals", { ...zeros, scalars: {} }), {
    ...{
      aDouble: 0,
      aFloat: 0,
      aInt32: 0,
      aInt64: "0",
      aUint32: 0,
      aUint64: "0",
      aSint32: 0,
      aSint64: "0",
    },
    ...{ aFixed32: 0, aFixed64: "0", aSfixed32: 0, aSfixed64: "0", aBool: false, aString: "" },
    ...{ aBytes: "", aMood: "MOOD_UNSPECIFIED", scalars: {} },
  });
  assert.deepEqual(jsonOf("Lists", { aInt32: [], scalars: [] }), {});
  assert.deepEqual(jsonOf("Maps", { byBool: new Map(), scalarsOf: {} }), {});
});

test("toJson() writes the values at the edges of each kind", () => {
  const init = {
    ...{
      aDouble: -0,
      aFloat: Number.NaN,
      aInt32: -(2 ** 31),
      aInt64: -(2n ** 63n),
      aUint32: 2 ** 32 - 1,
    },
    ...{
      aUint64: 2n ** 64n - 1n,
      aBytes: Uint8Array.of(0xfb, 0xff),
      aMood: -7,
      aString: "\ud800\u0000",
    },
  };
  const json = {
    ...{ aDouble: -0, aFloat: "NaN", aInt32: -2147483648, aInt64: "-9223372036854775808" },
    ...{ aUint32: 4294967295, aUint64: "18446744073709551615", aString: "\ufffd\u0000" },
    ...{ aBytes: "+/8=", aMood: -7 },
  };
  const type = everything.generated.findMessage("everything.v1.Scalars")!;
  // JSON.stringify() makes 0 of -0, so that the forms are looked at one by one.
  assert.deepEqual(toJson(type, init), json);
  assert.deepEqual(JSON.parse(toJsonString(type, init)), json);
  assert.deepEqual(jsonOf("Scalars", { aDouble: Infinity, aFloat: -Infinity, aMood: 1 }), {
    aDouble: "Infinity",
    aFloat: "-Infinity",
    aMood: "MOOD_GOOD",
  });
  assert.deepEqual(jsonOf("Scalars", { aMood: 1 }, { enumsAsNumbers: true }), { aMood: 1 });
  assert.deepEqual(jsonOf("Wide", { asString: "-9", asNumber: 2 ** 53 - 1, strings: ["1"] }), {
    asString: "-9",
    asNumber: "9007199254740991",
    strings: ["1"],
  });
});

test("toJson() writes maps with keys of every type, whether Maps or records", () => {
  const values: Readonly<Record<string, readonly [unknown, unknown, unknown]>> = {
    byInt32: [-1, 2n, "2"],
    byInt64: [-(2n ** 63n), 1, 1],
    byUint32: [2 ** 32 - 1, 2n, "2"],
    byUint64: [2n ** 64n - 1n, 1, 1],
    bySint32: [-1, 2n, "2"],
    bySint64: [-1n, 1, 1],
    byFixed32: [1, 2n, "2"],
    byFixed64: [1n, 1, 1],
    bySfixed32: [-1, 2n, "2"],
    bySfixed64: [-1n, 1, 1],
    byBool: [true, false, false],
    byString: ["é", "", ""],
    scalarsOf: ["", {}, {}],
  };
  for (const [key, [entryKey, value, json]] of Object.entries(values)) {
    const expected = { [key]: { [String(entryKey)]: json } };
    assert.deepEqual(jsonOf("Maps", { [key]: new Map([[entryKey, value]]) }), expected);
    assert.deepEqual(jsonOf("Maps", { [key]: { [String(entryKey)]: value } }), expected);
  }
});

const inherited = `
  syntax = "proto3";
  message Plain { map<string, string> texts = 1; Named named = 2; string text = 3; }
  message Named { string a = 1 [json_name = "__proto__"]; string constructor = 2; int32 to_string = 3; }
`;

/** As source text, since it also runs where Object.prototype is frozen. */
const inheritedInit = `{
  texts: new Map([["__proto__", "a"], ["constructor", "b"], ["c", "d"]]),
  named: { a: "e", constructor$: "f", toString$: 1 },
  text: "g",
}`;
const inheritedText =
  '{"texts":{"__proto__":"a","constructor":"b","c":"d"},' +
  '"named":{"__proto__":"e","constructor":"f","toString":1},"text":"g"}';

test("toJson() has names that objects inherit, by generated code and where Object.prototype is frozen", async () => {
  const files = Object.entries(generateAll(compileProto({ "inherited.proto": inherited })));
  using folder = new GeneratedFolder(
    Object.fromEntries(
      files.map(([name, text]) => [
        name.replace(/\.ts$/, ".js"),
        ts.transpile(text, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext }),
      ]),
    ),
  );
  folder.write(
    "program.js",
    `import { parentPort, workerData } from "node:worker_threads";
     import { toJson, toJsonString } from "trunkline/protobuf";
     import { Plain } from "./inherited_pb.js";
     if (workerData) Object.freeze(Object.prototype);
     const init = ${inheritedInit};
     const message = Plain.create(init);
     parentPort.postMessage([init, message].flatMap((each) => [
       JSON.stringify(toJson(Plain, each)), toJsonString(Plain, each),
     ]));`,
  );
  const program = pathToFileURL(join(folder.path, "program.js"));
  for (const workerData of [false, true]) {
    const worker = new Worker(program, { workerData });
    const [texts] = await once(worker, "message");
    await worker.terminate();
    assert.deepEqual(texts, Array(4).fill(inheritedText));
  }
});

test("generated code converts what its fields make up, and the table the rest", async () => {
  const { module } = await loadGenerated<Module>({ "i.proto": inherited }, "i.proto");
  const { module: two } = await loadGenerated<Module>(
    { "proto2.proto": readProto("proto2.proto") },
    "proto2.proto",
  );
  for (const type of [Box, Api, module.Plain!, two.Plain!, two.Groups!]) {
    assert.equal(typeof type.jsonFields, "function", type.typeName);
  }
  for (const type of [Any, Duration, Struct, Timestamp, module.Named!, two.Required!]) {
    assert.equal(type.jsonFields, undefined, type.typeName);
  }
});
