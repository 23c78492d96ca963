// Generated messages as JSON: against protobuf-es, and each rule of ProtoJSON by itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fromJsonString as fromEsText,
  toBinary,
  toJsonString as toEsText,
} from "@bufbuild/protobuf";
import fc from "fast-check";
import {
  Any,
  type AnyGeneratedType,
  BytesValue,
  createRegistry,
  type Extension,
  fromJson,
  fromJsonString,
  getExtension,
  JsonError,
  type JsonReadOptions,
  packAny,
  setExtension,
  toJson,
  toJsonString,
  toText,
} from "trunkline/protobuf";
import { defaultOptions, loadGenerated } from "../build.testing.js";
import { initsOf, toProtobufEs } from "../messages.testing.js";
import { readProto } from "../protos.testing.js";

const runs = Number(process.env.PROPERTY_RUNS ?? 50);
fc.configureGlobal({ numRuns: runs });

type Module = Record<string, AnyGeneratedType>;

const sources = Object.fromEntries(
  ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
);
const { module: everything, schema } = await loadGenerated<Module>(sources, "everything.proto");
const two = (
  await loadGenerated<Module>({ "proto2.proto": readProto("proto2.proto") }, "proto2.proto")
).module;
const { Scalars, Optionals, Lists, Maps, Choices, Node, Wide, Imports, Old } =
  everything as unknown as Record<string, AnyGeneratedType>;

for (const name of "Scalars Optionals Lists Unpacked Maps Choices Node Wide Far Empty Old".split(
  " ",
)) {
  const type = everything[name]!;
  const desc = schema.registry.getMessage(type.typeName)!;

  test(`${name} as JSON is read by protobuf-es, and its JSON by us`, () => {
    fc.assert(
      fc.property(initsOf(type), (init) => {
        const message = type.create(init);
        const theirs = toProtobufEs(type, desc, message);
        const text = toJsonString(type, init);
        assert.deepEqual(toBinary(desc, fromEsText(desc, text)), type.encode(message));
        const theirText = toEsText(desc, theirs);
        const asTheyRead = toBinary(desc, fromEsText(desc, theirText));
        assert.deepEqual(type.encode(fromJsonString(type, theirText)), asTheyRead);
      }),
    );
  });

  test(`${name} comes back from each form of its JSON`, () => {
    fc.assert(
      fc.property(initsOf(type), fc.boolean(), fc.boolean(), fc.boolean(), (init, ...flags) => {
        const [protoNames, enumsAsNumbers, defaultValues] = flags;
        const options = { protoNames, enumsAsNumbers, defaultValues };
        const message = type.create(init);
        const text = toJsonString(type, message, options);
        assert.deepEqual(fromJsonString(type, text), message);
        const value = toJson(type, message, options);
        assert.deepEqual(value, JSON.parse(text));
        assert.deepEqual(fromJson(type, value), message);
        const lines = toJsonString(type, message, { ...options, indent: 2 });
        assert.deepEqual(JSON.parse(lines), value);
      }),
      { numRuns: Math.ceil(runs / 2) },
    );
  });
}

/** What is said of JSON that `type` does not take. */
function failure(type: AnyGeneratedType, json: unknown, options?: JsonReadOptions): string {
  try {
    fromJsonString(type, typeof json === "string" ? json : JSON.stringify(json), options);
  } catch (error) {
    assert.ok(error instanceof JsonError, String(error));
    assert.equal(error.code, "JSON_ERROR");
    return error.message;
  }
  assert.fail("expected a JsonError");
}

test("toJsonString() writes canonical ProtoJSON", () => {
  const init = {
    aDouble: 1.5,
    aFloat: Math.fround(0.1),
    aInt32: -7,
    aInt64: -(2n ** 63n),
    aUint64: 2n ** 64n - 1n,
    aBool: true,
    aString: 'a "quote" \\ \n \u0001 é 🚂 \u2028 \ud800',
    aBytes: Uint8Array.of(0xfb, 0xff, 1),
    aMood: 1,
  };
  assert.equal(
    toJsonString(Scalars!, init),
    '{"aDouble":1.5,"aFloat":0.1,"aInt32":-7,"aInt64":"-9223372036854775808",' +
      '"aUint64":"18446744073709551615","aBool":true,' +
      '"aString":"a \\"quote\\" \\\\ \\n \\u0001 é 🚂 \u2028 \uFFFD","aBytes":"+/8B","aMood":"MOOD_GOOD"}',
  );
});

test("toJsonString() writes numbers that JSON does not have as strings, and minus zero", () => {
  assert.equal(
    toJsonString(Lists!, {
      aDouble: [Number.NaN, Infinity, -Infinity, -0, 1e21, 5e-324],
      aFloat: [Number.NaN, -0, 16777216, 3.4028234663852886e38, Math.fround(1e-45), 1 / 3].map(
        Math.fround,
      ),
    }),
    '{"aDouble":["NaN","Infinity","-Infinity",-0,1e+21,5e-324],' +
      '"aFloat":["NaN",-0,16777216,3.4028235e+38,1e-45,0.33333334]}',
  );
});

test("toJsonString() takes inits as well as messages", () => {
  const record = { byInt32: { 1: 2n }, byBool: { true: false }, byUint64: { "7": 1 } };
  const map = {
    byInt32: new Map([[1, 2n]]),
    byBool: new Map([[true, false]]),
    byUint64: new Map([[7n, 1]]),
  };
  const text = '{"byInt32":{"1":"2"},"byUint64":{"7":1},"byBool":{"true":false}}';
  assert.equal(toJsonString(Maps!, record), text);
  assert.equal(toJsonString(Maps!, map), text);
  assert.equal(toJsonString(Choices!, { contact: { case: "email", value: "" } }), '{"email":""}');
  assert.equal(toJsonString(Choices!, {}), "{}");
});

test("toJsonString() takes keys in any order, and writes them in that of the fields", () => {
  const init = { kind: 1, children: [{ kind: 1, label: "b" }], label: "a", $unknown: undefined };
  const text = '{"label":"a","children":[{"label":"b","kind":"KIND_LEAF"}],"kind":"KIND_LEAF"}';
  assert.equal(toJsonString(Node!, init), text);
  assert.equal(toJsonString(Node!, Node!.create(init)), text);
  assert.throws(() => toJsonString(Node!, { kind: 1, label: "a", what: 1 }), TypeError);
});

test("names that are not ASCII are written and read", async () => {
  const source = `syntax = "proto3"; package n; message N { int32 a = 1 [json_name = "größe\\"🚂"]; string b = 2; }`;
  const { N } = (await loadGenerated<Module>({ "n.proto": source }, "n.proto")).module;
  const message = { a: 5, b: "ü" };
  assert.deepEqual(toJson(N!, message), { 'größe"🚂': 5, b: "ü" });
  assert.deepEqual(fromJson(N!, toJson(N!, message)), message);
  assert.deepEqual(fromJsonString(N!, toJsonString(N!, message)), message);
});

test("toJsonString() writes fields at their default where it is told to", () => {
  assert.deepEqual(toJson(Old!, {}, { defaultValues: true }), { name: "", fullname: "" });
  assert.deepEqual(toJson(Optionals!, {}, { defaultValues: true }), {});
  assert.deepEqual(toJson(Choices!, {}, { defaultValues: true }), { between: 0 });
  const all = toJson(Scalars!, {}, { defaultValues: true }) as Record<string, unknown>;
  assert.equal(Object.keys(all).length, 16);
  assert.equal(all.aInt64, "0");
  assert.equal(all.aBytes, "");
  assert.equal(all.aMood, "MOOD_UNSPECIFIED");
  const maps = toJson(Maps!, {}, { defaultValues: true }) as Record<string, unknown>;
  assert.deepEqual(maps.byInt32, {});
  const lists = toJson(Lists!, {}, { defaultValues: true, protoNames: true });
  assert.deepEqual((lists as Record<string, unknown>).a_double, []);
});

test("toJsonString() indents as JSON.stringify() does", () => {
  const init = {
    label: 'a "b" {c: [d]}, \\',
    children: [{}, { next: {} }, { kind: 1 }],
    named: {},
  };
  const value = toJson(Node!, init, { defaultValues: true });
  for (const indent of [2, "\t"]) {
    const text = toJsonString(Node!, init, { defaultValues: true, indent });
    assert.equal(text, JSON.stringify(value, undefined, indent));
  }
});

test("toJsonString() says where a value is wrong", () => {
  const wrong = (type: AnyGeneratedType, init: object, message: string): void => {
    assert.throws(() => toJsonString(type, init), { name: "TypeError", message });
  };
  wrong(
    Node!,
    { children: [{}, { label: 42 }] },
    "everything.v1.Node.children[1].label: expected a string, got 42",
  );
  wrong(
    Node!,
    { lable: "" },
    'everything.v1.Node.lable: everything.v1.Node has no key "lable"; did you mean "label"?',
  );
  wrong(
    Scalars!,
    { aInt32: 1.5 },
    "everything.v1.Scalars.a_int32: expected a whole number from -2147483648 to 2147483647, got 1.5",
  );
  wrong(Lists!, { aBool: true }, "everything.v1.Lists.a_bool: expected an array, got true");
  wrong(
    Wide!,
    { asString: "x" },
    'everything.v1.Wide.as_string: expected a decimal string of a bigint from -2^63 to 2^63 - 1, got "x"',
  );
  const cycle: Record<string, unknown> = {};
  cycle.next = cycle;
  assert.throws(() => toJsonString(Node!, cycle), /nested deeper than 500 messages: a cycle\?/);
});

test("fromJsonString() takes numbers in strings and numbers past 2^53 with all their digits", () => {
  const text =
    '{"aDouble":"1e3","aFloat":"-Infinity","aInt32":1e2,"aInt64":9007199254740993,"aUint32":"7",' +
    '"aUint64":18446744073709551615,"aSint32":-2.0,"aFixed64":"5","aDouble":9007199254740993}';
  const message = fromJsonString(Scalars!, text.replace(',"aDouble":9007199254740993', ""));
  assert.deepEqual(
    message,
    Scalars!.create({
      aDouble: 1000,
      aFloat: -Infinity,
      aInt32: 100,
      aInt64: 9007199254740993n,
      aUint32: 7,
      aUint64: 2n ** 64n - 1n,
      aSint32: -2,
      aFixed64: 5n,
    }),
  );
  assert.match(failure(Scalars!, text), /^\$\.aDouble: the name is given twice, again at line 1/);
  assert.throws(
    () => fromJson(Scalars!, { aInt64: 2 ** 60 }),
    /^JsonError: \$\.aInt64: expected a string or a bigint for what is past 2\^53 - 1/,
  );
  assert.equal(fromJson(Scalars!, { aInt64: 2n ** 60n }).aInt64, 2n ** 60n);
});

test("fromJsonString() takes both names of a field, but not at once", () => {
  const expected = Old!.create({ fullName: "x" });
  assert.deepEqual(fromJsonString(Old!, '{"fullname":"x"}'), expected);
  assert.deepEqual(fromJsonString(Old!, '{"full_name":"x"}'), expected);
  for (const text of ['{"fullname":"x","full_name":"x"}', '{"full_name":"x","fullname":"y"}']) {
    assert.equal(failure(Old!, text), '$.full_name: the field is given twice, also as "fullname"');
  }
});

test("fromJsonString() refuses a name that is given twice, wherever it is", () => {
  const twice: [AnyGeneratedType, string, string][] = [
    [Node!, '{"label":"a","label":"a"}', "$.label"],
    [Node!, '{"next":{},"children":[{},{"label":":","label":"\\""}]}', "$.children[1].label"],
    [Maps!, '{"byString":{"a":"1","b":"\\"a\\":1","a":"2"}}', "$.byString.a"],
    [Imports!, '{"extra":{"a":{"x y":1,"x y":2}}}', '$.extra.a["x y"]'],
    [Imports!, '{"value":[{"__proto__":1,"__proto__":2}]}', "$.value[0].__proto__"],
  ];
  for (const [type, text, path] of twice) {
    assert.ok(failure(type, text).startsWith(`${path}: the name is given twice`), text);
  }
  assert.match(
    failure(Node!, '{"x":{"y":1,"y":2}}', { ignoreUnknown: true }),
    /^\$\.x\.y: the name is given twice, again at line 1, column 13$/,
  );
  assert.equal(
    failure(Maps!, '{"byInt32":{"1":"2","1.0":"3"}}'),
    '$.byInt32["1.0"]: the key is given twice, in another form',
  );
});

test("fromJsonString() says where it is no JSON", () => {
  const place = (text: string): string => failure(Node!, text);
  assert.equal(
    place("{"),
    'JSON at line 1, column 2: expected a name in double quotes or "}", got the end of the text',
  );
  assert.equal(
    place('{\n  "label": "a"\n  "next": {}\n}'),
    'JSON at line 3, column 3: expected "," or "}", got "\\""',
  );
  assert.equal(place('{"label":01}'), 'JSON at line 1, column 11: expected "," or "}", got "1"');
  assert.equal(
    place("{'label':1}"),
    'JSON at line 1, column 2: expected a name in double quotes or "}", got "\'"',
  );
  assert.equal(
    place('{"label":"\\x"}'),
    'JSON at line 1, column 11: expected an escape of JSON, got "\\\\"',
  );
  assert.equal(place(""), "JSON at line 1, column 1: expected a value, got the end of the text");
  assert.equal(place("{} {}"), 'JSON at line 1, column 4: expected the end of the text, got "{"');
});

test("fromJsonString() names the place and what was wanted", () => {
  const cases: [AnyGeneratedType, unknown, string][] = [
    [Node!, [], "$: expected an object, got an array"],
    [Node!, { children: [{}, { label: 42 }] }, "$.children[1].label: expected a string, got 42"],
    [Node!, { named: { "a b": { next: 1 } } }, '$.named["a b"].next: expected an object, got 1'],
    [
      Node!,
      { Label: "" },
      '$.Label: everything.v1.Node has no field "Label"; did you mean "label"?',
    ],
    [Node!, { children: {} }, "$.children: expected an array, got an object"],
    [Node!, { children: [null] }, "$.children[0]: expected a value, got null"],
    [Node!, { named: { a: null } }, "$.named.a: expected a value, got null"],
    [
      Node!,
      { kind: "LEAF" },
      '$.kind: expected a value of the enum ("KIND_UNSPECIFIED", "KIND_LEAF"), got "LEAF"',
    ],
    [Node!, { kind: true }, "$.kind: expected the name or the number of an enum's value, got true"],
    [
      Scalars!,
      { aInt32: 2 ** 31 },
      "$.aInt32: expected a whole number from -2147483648 to 2147483647, got 2147483648",
    ],
    [
      Scalars!,
      { aInt32: "" },
      '$.aInt32: expected a whole number from -2147483648 to 2147483647, got ""',
    ],
    [Scalars!, { aUint64: -1 }, "$.aUint64: expected a whole number from 0 to 2^64 - 1, got -1"],
    [
      Scalars!,
      { aInt64: "9223372036854775808" },
      '$.aInt64: expected a whole number from -2^63 to 2^63 - 1, got "9223372036854775808"',
    ],
    [
      Scalars!,
      { aFloat: 3.5e38 },
      "$.aFloat: expected a number that a 32-bit float can hold, got 3.5e+38",
    ],
    [
      Scalars!,
      '{"aDouble":1e400}',
      "$.aDouble: expected a number that a double can hold, got Infinity, as any number past 1.8e308",
    ],
    [Scalars!, { aBool: "true" }, '$.aBool: expected true or false, got "true"'],
    [Scalars!, { aBytes: "a" }, '$.aBytes: expected bytes as a string of Base64, got "a"'],
    [Maps!, { byBool: { yes: true } }, '$.byBool.yes: expected "true" or "false", got "yes"'],
    [
      Maps!,
      { byInt32: { a: "1" } },
      '$.byInt32.a: expected a whole number from -2147483648 to 2147483647, got "a"',
    ],
    [
      Choices!,
      { email: "", phone: "1" },
      '$.phone: "email" is given too, and is of the same oneof',
    ],
    [
      Wide!,
      { asNumber: "9007199254740992" },
      "$.asNumber: expected a whole number of at most 2^53 - 1, got 9007199254740992n",
    ],
    [
      Wide!,
      { maybe: "-9007199254740992" },
      "$.maybe: expected a whole number of at least -2^53 + 1, got -9007199254740992n",
    ],
  ];
  for (const [type, json, message] of cases) assert.equal(failure(type, json), message);
  assert.match(
    failure(Scalars!, '{"aString":"\\ud800"}'),
    /^\$\.aString: expected a string without halves/,
  );
});

test("fromJsonString() leaves out what it does not know where it is told to", () => {
  const text =
    '{"what":[{"deep":null}],"kind":"KIND_NEW","label":"a","children":[{"kind":"KIND_NEW"}]}';
  assert.deepEqual(
    fromJsonString(Node!, text, { ignoreUnknown: true }),
    Node!.create({ label: "a", children: [{}] }),
  );
  const lists = '{"aMood":["MOOD_GOOD","MOOD_NEW","MOOD_FINE",5]}';
  assert.deepEqual(
    fromJsonString(Lists!, lists, { ignoreUnknown: true }),
    Lists!.create({ aMood: [1, 1, 5] }),
  );
  const maps = '{"moodOf":{"a":"MOOD_NEW","b":"MOOD_BAD"}}';
  assert.deepEqual(
    fromJsonString(Maps!, maps, { ignoreUnknown: true }),
    Maps!.create({ moodOf: { b: -1 } }),
  );
});

test("fromJsonString() ends at its depth", () => {
  const nested = (depth: number): string => `${'{"next":'.repeat(depth)}{}${"}".repeat(depth)}`;
  fromJsonString(Node!, nested(99));
  assert.match(
    failure(Node!, nested(100)),
    /^\$(\.next){19}.*(\.next){20}: nested deeper than 100 messages$/,
  );
  assert.equal(
    failure(Node!, nested(2), { maxDepth: 2 }),
    "$.next.next: nested deeper than 2 messages",
  );
  fromJsonString(Node!, nested(2), { maxDepth: 3 });
  const arrays = `{"value":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  assert.match(failure(Imports!, arrays), /nested deeper than 100 messages$/);
});

test("required fields, closed enums and groups of proto2 in JSON", () => {
  const { Required, Holder, Choice, Groups } = two;
  const json = { required: { id: 1, name: "", color: "COLOR_BLUE" }, grouped: { wide: "0" } };
  const message = fromJson(Holder!, json);
  assert.deepEqual(toJson(Holder!, message), json);
  assert.equal(
    failure(Holder!, { required: { id: 1, color: 0 } }),
    "$.required.name: is missing: the field is required",
  );
  assert.throws(() => toJsonString(Required!, { id: 1 }), {
    name: "TypeError",
    message: "two.v1.Required.name: expected a value, since the field is required, got undefined",
  });
  assert.equal(
    failure(Choice!, { color: 77 }),
    "$.color: expected a number of the closed enum (0, 5, -3, 200), got 77",
  );
  const groups = { single: { text: "a", deeper: { numbers: [1] } }, many: [{ number: 1 }] };
  assert.deepEqual(toJson(Groups!, fromJson(Groups!, groups)), groups);
});

test("extensions are properties in brackets, where the registry has them", () => {
  const { Extended } = two;
  const wide = two.wide as unknown as Extension<object, bigint | undefined>;
  const colors = two.colors as unknown as Extension<object, number[]>;
  const registry = createRegistry(two);
  const message = Extended!.create({ own: 1 });
  setExtension(message, wide, 7n);
  setExtension(message, colors, [5, -3]);
  const text = '{"own":1,"[two.v1.colors]":["COLOR_RED","COLOR_BLUE"],"[two.v1.wide]":"7"}';
  assert.equal(toJsonString(Extended!, message, { registry }), text);
  assert.equal(toJsonString(Extended!, message), '{"own":1}');
  const read = fromJsonString(Extended!, text, { registry });
  assert.equal(getExtension(read, wide), 7n);
  assert.deepEqual(getExtension(read, colors), [5, -3]);
  assert.equal(
    failure(Extended!, text),
    '$["[two.v1.colors]"]: two.v1.Extended has no field "[two.v1.colors]"',
  );
  assert.equal(
    failure(Extended!, { "[two.v1.wide]": "x" }, { registry }),
    '$["[two.v1.wide]"]: expected a whole number from -2^63 to 2^63 - 1, got "x"',
  );
});

test("what an Any or an extension lacks, or has wrong, is an error with its path in the JSON", () => {
  const { Holder, Extended } = two;
  const registry = createRegistry(two, Any);
  const missing = "is missing: the field is required";
  const inAny = { "@type": "x/two.v1.Holder", required: { id: 1 } };
  assert.equal(failure(Any, inAny, { registry }), `$.required.name: ${missing}`);
  const inAnother = { "@type": "x/google.protobuf.Any", value: inAny };
  assert.equal(failure(Any, inAnother, { registry }), `$.value.required.name: ${missing}`);
  assert.equal(
    failure(Extended!, { "[two.v1.required]": { id: 1 } }, { registry }),
    `$["[two.v1.required]"].name: ${missing}`,
  );
  assert.equal(failure(Holder!, { required: {} }), `$.required.id: ${missing}`);
  // Field 109, and in it a string of five bytes that are not there.
  const broken = { $unknown: Uint8Array.of(0xea, 6, 2, 0x12, 5) };
  for (const convert of [toJson, toJsonString]) {
    assert.throws(() => convert(Extended!, broken, { registry }), {
      name: "JsonError",
      path: "$",
    });
  }
});

test("a oneof that names a member and has none is refused in every form", () => {
  for (const key of ["email", "phone", "scalars"]) {
    const init = { contact: { case: key, value: undefined } };
    const wrong = (convert: () => unknown): string => {
      try {
        convert();
      } catch (error) {
        return (error as Error).message;
      }
      return "none";
    };
    const expected = wrong(() => Choices!.encode(init));
    assert.match(expected, /^everything\.v1\.Choices\.[a-z_]+: expected .* got undefined$/);
    assert.equal(
      wrong(() => toJson(Choices!, init)),
      expected,
    );
    assert.equal(
      wrong(() => toJsonString(Choices!, init)),
      expected,
    );
  }
});

test("an Any in an Any is read where it is", () => {
  const registry = createRegistry(Any, BytesValue);
  let any = packAny(BytesValue, { value: new Uint8Array(1000) });
  for (let i = 0; i < 50; i++) any = packAny(Any, any);
  const text = toJsonString(Any, any, { registry });
  assert.deepEqual(fromJsonString(Any, text, { registry }), any);
});

test("what policies hold otherwise is the same JSON", async () => {
  const load = async (policies: object): Promise<AnyGeneratedType> => {
    const options = { ...defaultOptions, policies };
    const source = `syntax = "proto3"; package held;
      import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto";
      message Held { google.protobuf.Timestamp at = 1; repeated google.protobuf.Duration spans = 2;
        map<int64, google.protobuf.Timestamp> times = 3; uint64 id = 4; map<uint64, int64> ids = 5;
        oneof end { google.protobuf.Timestamp until = 6; google.protobuf.Duration after = 7; } }`;
    return (await loadGenerated<Module>({ "held.proto": source }, "held.proto", options)).module
      .Held!;
  };
  const json = {
    at: "2026-11-21T15:10:00.123Z",
    spans: ["1.500s", "-0.000000001s", "0s"],
    times: { "-5": "1970-01-01T00:00:00Z" },
    id: "9007199254740991",
    ids: { "1": "-2" },
  };
  for (const policies of [
    {},
    { timestamp: "date", duration: "milliseconds", int64: "number" },
    { timestamp: "string", duration: "string", int64: "string" },
    { timestamp: "date", duration: "string", int64: "string" },
  ]) {
    const Held = await load(policies);
    const message = fromJson(Held, json);
    assert.deepEqual(Held.decode(Held.encode(message)), message);
    assert.deepEqual(toJson(Held, message), json);
    for (const write of [toJson, toJsonString]) {
      for (const member of ["until", "after"]) {
        assert.throws(() => write(Held, { end: { case: member, value: undefined } }), {
          name: "TypeError",
          message: new RegExp(`^held\\.Held\\.${member}: expected .*, got undefined$`),
        });
      }
    }
    assert.equal(
      failure(Held, { at: "soon" }),
      '$.at: expected a time such as "2026-11-21T15:10:00Z", got "soon"',
    );
  }
  const Dates = await load({ timestamp: "date" });
  assert.throws(() => toJsonString(Dates, { at: new Date(-1e15) }), {
    name: "JsonError",
    message: /^\$\.at: expected a Timestamp in the years 1 to 9999, got /,
  });
});

test("a key of a record past 2^53 - 1 is not rounded where keys are numbers, and refused with its path", async () => {
  const options = { ...defaultOptions, policies: { int64: "number" } as const };
  const source = 'syntax = "proto3"; package held; message Held { map<uint64, int32> counts = 1; }';
  const loaded = await loadGenerated<Module>({ "held.proto": source }, "held.proto", options);
  const Held = loaded.module.Held!;
  const init = { counts: { "9007199254740993": 1 } };
  assert.deepEqual(
    [...(Held.create(init) as typeof init & { counts: Map<unknown, number> }).counts.keys()],
    ["9007199254740993"],
  );
  const ways: readonly ((given: object) => unknown)[] = [
    (given) => Held.encode(given),
    (given) => toJson(Held, given),
    (given) => toJsonString(Held, given),
    (given) => toText(Held, given),
  ];
  for (const write of ways) {
    assert.throws(() => write(init), {
      name: "TypeError",
      message:
        'held.Held.counts["9007199254740993"]: expected a whole number from 0 to 2^53 - 1 as key, got "9007199254740993"',
    });
  }
});

test("fromJsonString() finds a name given twice among strings that look like names", () => {
  const tail = "x".repeat(200); // Short texts are looked through in another way.
  for (const padding of ["", tail]) {
    const good = `{"aString":":${padding}","aBytes":""}`;
    assert.equal(fromJsonString(Scalars!, good).aString, `:${padding}`);
    for (const twice of [
      '"aInt32":1,"aInt32":1',
      '"aInt32":1,"aInt32" \n\t:1',
      '"aInt32":2,"aInt32":1',
    ]) {
      const text = `{"aString":"\\":${padding}",${twice}}`;
      assert.throws(() => fromJsonString(Scalars!, text), /\$\.aInt32: the name is given twice/);
    }
  }
});

test("toJson() has a key that is called __proto__ as any other", () => {
  const map = new Map([["__proto__", "value"]]);
  const field = Maps!.fields.find((each) => each.map === "string" && each.type === "string")!;
  const json = toJson(Maps!, { [field.key]: map }) as Record<string, object>;
  assert.deepEqual(Object.entries(json[field.jsonName ?? field.key]!), [["__proto__", "value"]]);
});
