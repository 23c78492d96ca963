import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import {
  clone,
  createDecodeLimits,
  createDynamicRegistry,
  createRegistry,
  DecodeError,
  type DecodeLimitOptions,
  type DecodeLimits,
  type DynamicMessage,
  type DynamicType,
  FieldMask,
  fromJson,
  fromJsonString,
  fromText,
  ListValue,
  packAny,
  StringValue,
  toJsonString,
  toText,
  typeNameInAny,
  unpackAny,
  withDecodeLimits,
} from "./index.js";

/** -1 as an int32. */
const minusOne = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];

/** One field of every form, of itself too. */
const All = createDynamicRegistry({
  file: [
    {
      name: "all.proto",
      syntax: "proto2",
      messageType: [
        {
          ...messageOf("All", [
            fieldOf("text", 1, "STRING"),
            fieldOf("data", 2, "BYTES", { label: 3 }),
            fieldOf("packed", 3, "SINT32", { label: 3, options: { packed: true } }),
            fieldOf("wide", 4, "DOUBLE", { label: 3, options: { packed: true } }),
            fieldOf("plain", 5, "FIXED32", { label: 3 }),
            fieldOf("all", 6, "MESSAGE", { typeName: "All" }),
            fieldOf("group", 7, "GROUP", { label: 3, typeName: "All" }),
            fieldOf("map", 8, "MESSAGE", { label: 3, typeName: "MapEntry" }),
          ]),
          nestedType: [
            {
              ...messageOf("MapEntry", [
                fieldOf("key", 1, "STRING"),
                fieldOf("value", 2, "MESSAGE", { typeName: "All" }),
              ]),
              options: { mapEntry: true },
            },
          ],
        },
      ],
    },
  ],
}).findMessage("All") as DynamicType;

function nest(depth: number, key: "all" | "group"): DynamicMessage {
  let message: DynamicMessage = {};
  for (let i = 0; i < depth; i++) message = { [key]: key === "all" ? message : [message] };
  return message;
}

/** Accepted under `accepted`, and not under `refused`. */
function assertLimit(
  bytes: Uint8Array,
  accepted: DecodeLimitOptions,
  refused: DecodeLimitOptions,
  problem: string,
): void {
  const message = All.decode(bytes);
  assert.deepEqual(All.decode(bytes, createDecodeLimits(accepted)), message);
  assert.throws(() => All.decode(bytes, createDecodeLimits(refused)), {
    name: "DecodeError",
    message: `Cannot decode All: ${problem}`,
  });
}

test("decode() has a limit for elements: those of lists and maps, packed or not, however deep", () => {
  const message = {
    data: [Uint8Array.of(1), Uint8Array.of(2)],
    packed: [1, -300, 70_000],
    wide: [1, 2],
    plain: [7],
    all: { group: [{ plain: [8] }] },
    map: { a: { packed: [1] } },
  };
  assertLimit(
    All.encode(message),
    { maxElements: 12 },
    { maxElements: 11 },
    "map.packed at offset 53 has element 12 of the message: expected at most 11 in all (maxElements)",
  );
});

test("decode() has a limit for the length of strings and bytes, in maps too", () => {
  const short = { text: "abc", data: [Uint8Array.of(1, 2, 3, 4)], map: { abcde: { text: "é" } } };
  assertLimit(
    All.encode(short),
    { maxStringBytes: 5 },
    { maxStringBytes: 4 },
    "map at offset 13 has length 5: expected at most 4 (maxStringBytes)",
  );
});

test("decode() has a limit for unknown fields, those inside of messages included", () => {
  const unknown = Uint8Array.of(0x98, 0x06, 1, 0xa3, 0x06, 0x08, 5, 0xa4, 0x06);
  const bytes = All.encode({ all: { $unknown: unknown }, $unknown: unknown });
  assertLimit(
    bytes,
    { maxUnknownBytes: 18 },
    { maxUnknownBytes: 17 },
    "the field at offset 14 is unknown, as 18 bytes are by now: expected at most 17 in all (maxUnknownBytes)",
  );
});

test("decode() has a limit for the numbers that closed enums have not, which are kept as unknown fields", () => {
  const value = { typeName: "Color" };
  const Closed = createDynamicRegistry({
    file: [
      {
        name: "closed.proto",
        syntax: "proto2",
        enumType: [{ name: "Color", value: [{ name: "RED", number: 1 }] }],
        messageType: [
          {
            ...messageOf("Closed", [
              fieldOf("one", 12, "ENUM", value),
              fieldOf("packed", 536_870_911, "ENUM", {
                label: 3,
                options: { packed: true },
                ...value,
              }),
              fieldOf("map", 8, "MESSAGE", { label: 3, typeName: "MapEntry" }),
            ]),
            nestedType: [
              {
                ...messageOf("MapEntry", [
                  fieldOf("key", 1, "INT32"),
                  fieldOf("value", 2, "ENUM", value),
                ]),
                options: { mapEntry: true },
              },
            ],
          },
        ],
      },
    ],
  }).findMessage("Closed") as DynamicType;
  const packed = Uint8Array.of(0xfa, 0xff, 0xff, 0xff, 0x0f, 13, 1, 5, ...minusOne, 6);
  for (const bytes of [
    Uint8Array.of(0x60, 5),
    Uint8Array.of(0x60, 1, 0x60, 5, 0x60, 1),
    packed,
    Uint8Array.of(0x42, 4, 8, 1, 16, 5),
    Uint8Array.of(0x42, 6, 8, 1, 16, 1, 16, 5),
    Uint8Array.of(0x42, 6, 8, 1, 16, 5, 16, 1),
  ]) {
    const kept = (Closed.decode(bytes).$unknown as Uint8Array | undefined)?.length ?? 0;
    const limits = (maxUnknownBytes: number) => createDecodeLimits({ maxUnknownBytes });
    assert.doesNotThrow(() => Closed.decode(bytes, limits(kept)));
    if (kept > 0) assert.throws(() => Closed.decode(bytes, limits(kept - 1)), /maxUnknownBytes/);
  }
});

test("decode() shows the end of a path that is long", () => {
  const bytes = All.encode(nest(101, "group"));
  assert.throws(
    () => All.decode(bytes),
    (error: DecodeError) => {
      assert.ok(error.message.length < 400, error.message);
      return error.path.length > 500;
    },
  );
});

test("decode() has a limit for the whole message", () => {
  assertLimit(
    All.encode({ text: "abc" }),
    { maxBytes: 5 },
    { maxBytes: 4 },
    "text at offset 0 is the first of 5 bytes: expected a message of at most 4 (maxBytes)",
  );
});

test("decode() has a limit for depth, 100 where none is said, of messages, groups and unknown groups", () => {
  for (const key of ["all", "group"] as const) {
    assert.doesNotThrow(() => All.decode(All.encode(nest(100, key))));
    const deep = All.encode(nest(101, key));
    assert.throws(() => All.decode(deep), /is nested deeper than 100 messages$/);
    assert.deepEqual(
      All.decode(deep, createDecodeLimits({ maxDepth: 101 })),
      All.create(nest(101, key)),
    );
    assert.throws(
      () => All.decode(deep, createDecodeLimits({ maxDepth: 0 })),
      /is nested deeper than 0 messages$/,
    );
    assert.throws(() => All.decode(deep), /is nested deeper than 100 messages$/);
    // The limits that are looked at beforehand have the same depth.
    const limits = createDecodeLimits({ maxDepth: 40, maxElements: 50 });
    assert.throws(() => All.decode(deep, limits), /is nested deeper than 40 messages$/);
  }
  const groups = (count: number): Uint8Array =>
    Uint8Array.from([...Array(count).fill(0x7b), ...Array(count).fill(0x7c)]);
  assert.doesNotThrow(() => All.decode(groups(100)));
  assert.throws(() => All.decode(groups(101)), /is nested deeper than 100 messages$/);
  const deepest = All.encode(nest(1000, "all"));
  assert.doesNotThrow(() => All.decode(deepest, createDecodeLimits({ maxDepth: 1000 })));
});

test("createDecodeLimits() refuses limits that are none", () => {
  const refused: readonly (readonly [unknown, string])[] = [
    [
      { maxElements: -1 },
      "Cannot set maxElements to -1: expected a whole number of at least 0, or Infinity",
    ],
    [
      { maxBytes: 1.5 },
      "Cannot set maxBytes to 1.5: expected a whole number of at least 0, or Infinity",
    ],
    [
      { maxStringBytes: Number.NaN },
      "Cannot set maxStringBytes to NaN: expected a whole number of at least 0, or Infinity",
    ],
    [{ maxDepth: 1001 }, "Cannot set maxDepth to 1001: expected a whole number from 0 to 1000"],
    [
      { maxUnknownBytes: "7" },
      'Cannot set maxUnknownBytes to "7": expected a whole number of at least 0, or Infinity',
    ],
    [
      { maxElement: 7 },
      'Cannot set maxElement: createDecodeLimits() has no option of that name; did you mean "maxElements"?',
    ],
    [
      { maxElement: () => 7 },
      'Cannot set maxElement: createDecodeLimits() has no option of that name; did you mean "maxElements"?',
    ],
    [7, "Cannot limit decoding: expected an object, got 7"],
    [Promise.resolve({}), "Cannot limit decoding: expected an object, got an object (Promise)"],
    [
      new Map([["maxElements", 1]]),
      "Cannot limit decoding: expected an object, got an object (Map)",
    ],
    [[], "Cannot limit decoding: expected an object, got an array"],
  ];
  for (const [limits, message] of refused) {
    assert.throws(() => createDecodeLimits(limits as DecodeLimitOptions), { message });
  }
  const few = createDecodeLimits({ maxElements: 1 });
  assert.equal(createDecodeLimits({ ...few, maxDepth: 7 }).maxElements, 1);
  const none = createDecodeLimits({ maxBytes: Infinity, maxElements: Infinity });
  assert.deepEqual(StringValue.decode(Uint8Array.of(10, 1, 65), none), { value: "A" });
});

test("limits that createDecodeLimits() has not made are refused wherever they are given", () => {
  const plain = { maxDepth: 7 } as DecodeLimits;
  const what = "expected limits as createDecodeLimits({ … }) makes them, got an object (Object)";
  const bytes = Uint8Array.of();
  assert.throws(() => All.decode(bytes, plain), { message: `Cannot decode All: ${what}` });
  assert.throws(() => withDecodeLimits(All, plain), { message: `Cannot limit a type: ${what}` });
  // As the second argument of a callback it is an index.
  assert.throws(() => [bytes].map(All.decode.bind(All) as never), {
    message: "Cannot decode All: expected limits as createDecodeLimits({ … }) makes them, got 0",
  });
  assert.throws(() => withDecodeLimits(7 as never, createDecodeLimits()), {
    message: "Cannot limit a type: expected a message type, got 7",
  });
});

/** Read from bytes, JSON and text alike: accepted under `accepted`, and not under `refused`. */
function assertEverywhere(
  init: DynamicMessage,
  accepted: DecodeLimitOptions,
  refused: DecodeLimitOptions,
  problem: RegExp,
): void {
  const message = All.create(init);
  const [bytes, json, text] = [
    All.encode(message),
    toJsonString(All, message),
    toText(All, message),
  ];
  const Enough = withDecodeLimits(All, createDecodeLimits(accepted));
  assert.deepEqual(Enough.decode(bytes), message);
  assert.deepEqual(fromJsonString(Enough, json), message);
  assert.deepEqual(fromJson(Enough, JSON.parse(json)), message);
  assert.deepEqual(fromText(Enough, text), message);
  const Limited = withDecodeLimits(All, createDecodeLimits(refused));
  const problemAt = (at: RegExp): RegExp => new RegExp(`${at.source}.*${problem.source}`);
  assert.throws(() => Limited.decode(bytes), problemAt(/^DecodeError: Cannot decode All: /));
  assert.throws(() => fromJsonString(Limited, json), problemAt(/^JsonError: \$/));
  assert.throws(() => fromJson(Limited, JSON.parse(json)), problemAt(/^JsonError: \$/));
  assert.throws(() => fromText(Limited, text), problemAt(/^TextError: line 1, column 1: /));
}

test("withDecodeLimits() gives a whole type, whose limits hold for JSON and text too", () => {
  const lists = { data: [Uint8Array.of(1)], all: { packed: [1, 2] }, map: { a: { wide: [1] } } };
  assertEverywhere(
    lists,
    { maxElements: 5 },
    { maxElements: 4 },
    /(wide|packed)( at offset \d+|:|) has element 5 of the message: expected at most 4 in all/,
  );
  const strings = { map: { abcde: { text: "éa" } } };
  assertEverywhere(
    strings,
    { maxStringBytes: 5 },
    { maxStringBytes: 4 },
    /map( at offset \d+|:|) has length 5: expected at most 4 \(maxStringBytes\)/,
  );
  assertEverywhere(
    { all: { text: "éa" } },
    { maxStringBytes: 3 },
    { maxStringBytes: 2 },
    /all\.text( at offset \d+|:|) has length 3: expected at most 2/,
  );
  assertEverywhere(
    nest(40, "group"),
    { maxDepth: 40 },
    { maxDepth: 39 },
    /nested deeper than 39 messages/,
  );
  // As deep as the limits say, where that is deeper than by default.
  assertEverywhere(
    nest(150, "all"),
    { maxDepth: 150 },
    { maxDepth: 149 },
    /nested deeper than 1(49 messages|50)/,
  );
  const Short = withDecodeLimits(All, createDecodeLimits({ maxBytes: 12 }));
  assert.equal(fromJsonString(Short, '{"text":"a"}').text, "a");
  assert.throws(() => fromJsonString(Short, '{"text":"ab"}'), {
    message: "$: has 13 characters: expected at most 12 (maxBytes)",
  });
  assert.equal(fromText(Short, 'text: "abcd"').text, "abcd");
  assert.throws(() => fromText(Short, 'text: "abcde"'), {
    message: "line 1, column 1: the text has 13 characters: expected at most 12 (maxBytes)",
  });
});

test("a type with limits is a type in all else", () => {
  const Limited = withDecodeLimits(FieldMask, createDecodeLimits({ maxElements: 2 }));
  const mask = Limited.create({ paths: ["a"] });
  assert.deepEqual(clone(Limited, mask), mask);
  assert.deepEqual(Limited.encode(mask), FieldMask.encode(mask));
  assert.equal(toJsonString(Limited, mask), '"a"');
  assert.equal(Limited.fields, FieldMask.fields);
  const registry = createRegistry(Limited);
  const any = packAny(Limited, { paths: ["a", "b", "c"] });
  assert.throws(() => unpackAny(any, registry.findMessage(typeNameInAny(any))!), DecodeError);
});

test("decode() of generated types has the same limits", () => {
  const limits = createDecodeLimits({ maxElements: 2 });
  const mask = FieldMask.encode({ paths: ["a", "b", "c"] });
  assert.deepEqual(FieldMask.decode(mask, createDecodeLimits({ maxElements: 3 })).paths, [
    "a",
    "b",
    "c",
  ]);
  assert.throws(() => FieldMask.decode(mask, limits), /paths at offset 6 has element 3/);
  const Limited = withDecodeLimits(FieldMask, limits);
  assert.throws(() => Limited.decode(mask), /paths at offset 6 has element 3/);
  assert.throws(() => Limited.read(mask, 0, 9), /paths at offset 6 has element 3/);
  assert.deepEqual(Limited.read(mask, 0, 6), { paths: ["a", "b"] });
  const list = ListValue.encode({ values: [{ kind: { case: "numberValue", value: 1 } }] });
  assert.throws(
    () => ListValue.decode(list, createDecodeLimits({ maxDepth: 0 })),
    /nested deeper than 0 messages/,
  );
});

test("lengths that lie, varints that do not end and deep nesting fail before anything is allocated", () => {
  const huge = [0xff, 0xff, 0xff, 0xff, 0x07];
  const hostile: readonly (readonly number[])[] = [
    [0x0a, ...huge],
    [0x12, ...huge],
    [0x1a, ...huge, 1, 1],
    [0x22, ...huge, 1, 1],
    [0x32, ...huge],
    [0x42, ...huge, 0x0a, ...huge],
    [0x7a, ...huge],
    [0x32, 7, 0x0a, ...huge],
    [0x1a, 11, ...Array<number>(11).fill(0xff)],
    Array<number>(30).fill(0xff),
    Array<number>(4000).fill(0x3b),
    Array<number>(4000).fill(0x7b),
  ];
  for (const limits of [undefined, createDecodeLimits({ maxElements: 0 })]) {
    for (const bytes of hostile.map((each) => Uint8Array.from(each))) {
      const attempt = (): void => assert.throws(() => All.decode(bytes, limits), DecodeError);
      attempt();
      const before = process.memoryUsage();
      for (let i = 0; i < 20; i++) attempt();
      const after = process.memoryUsage();
      const grown = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
      // Errors and what they say; a tenth of what one of the lengths asks for would be 13 MB.
      assert.ok(grown < 8_000_000, `${grown} bytes for ${bytes.subarray(0, 12)}`);
    }
  }
});
