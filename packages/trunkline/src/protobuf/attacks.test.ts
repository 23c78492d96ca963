// What someone could send to have a small input cost much: each of these did once, or could have.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf, messageOf } from "./dynamic/descriptors.testing.js";
import {
  Any,
  applyFieldMask,
  createDynamicRegistry,
  createRegistry,
  file_google_protobuf_any,
  fromText,
  getExtension,
  packAny,
  StringValue,
  toJsonString,
  toText,
  validateFieldMask,
} from "./index.js";

const Both = createDynamicRegistry({
  file: [
    {
      name: "both.proto",
      syntax: "proto2",
      messageType: [
        {
          ...messageOf("Both", [fieldOf("both", 1, "MESSAGE", { typeName: "Both" })]),
          extensionRange: [{ start: 100, end: 200 }],
        },
      ],
      extension: [fieldOf("marks", 100, "INT32", { label: 3, extendee: "Both" })],
    },
  ],
});
const type = Both.findMessage("Both")!;

function anys(count: number): Any {
  let any = Any.create({});
  for (let i = 0; i < count; i++) any = packAny(Any, any);
  return any;
}

test("an Any in an Any in an Any comes to an end in JSON: each level is decoded in the middle of the one before", () => {
  const registry = createRegistry(Any);
  assert.doesNotThrow(() => toJsonString(Any, anys(100), { registry }));
  assert.throws(
    () => toJsonString(Any, anys(101), { registry }),
    /has more than 100 google\.protobuf\.Any in another$/,
  );
  // Beside each other they are as many as there are.
  const list = createDynamicRegistry(
    {
      file: [
        {
          name: "list.proto",
          dependency: ["google/protobuf/any.proto"],
          messageType: [
            messageOf("List", [
              fieldOf("all", 1, "MESSAGE", { label: 3, typeName: ".google.protobuf.Any" }),
            ]),
          ],
        },
      ],
    },
    file_google_protobuf_any,
  ).findMessage("List")!;
  const all = Array(300).fill(anys(1));
  assert.doesNotThrow(() => toJsonString(list, { all }, { registry }));
});

test("an Any in an Any in an Any stays bytes in text where it is too deep", () => {
  const registry = createRegistry(Any);
  const text = toText(Any, anys(150), { registry });
  assert.equal(text.split("[type.googleapis.com/google.protobuf.Any] {").length - 1, 100);
  assert.match(text, /type_url: "type\.googleapis\.com\/google\.protobuf\.Any"\n *value: "/);
});

test("strings and comments in text may be long: no pattern takes the stack for their characters", () => {
  const count = 9_000_000;
  assert.equal(fromText(StringValue, `value: "${"a".repeat(count)}"`).value.length, count);
  assert.equal(fromText(StringValue, `${"#\n".repeat(count / 2)} value: '\\n'`).value, "\n");
  assert.throws(() => fromText(StringValue, `value: "${"\\a".repeat(count / 2)}`), {
    message: "line 1, column 8: the string does not end in its line",
  });
  for (const open of ['"a\nb"', '"a\\\nb"', '"a\\"', '"', "'a\""]) {
    assert.throws(() => fromText(StringValue, `value: ${open}`), /does not end in its line/, open);
  }
});

test("the values of a repeated extension in text are put together once, and not for each of them", () => {
  const count = 50_000;
  const message = fromText(type, "[marks]: 7 ".repeat(count), { registry: Both });
  assert.equal((getExtension(message, Both.findExtension("marks")!) as number[]).length, count);
});

test("a path of a field mask is as deep as messages can be, and no deeper", () => {
  const path = (names: number): string => Array(names).fill("both").join(".");
  assert.deepEqual(validateFieldMask(type, { paths: [path(101)] }), []);
  const [problem] = validateFieldMask(type, { paths: [path(1_000_000)] });
  assert.match(problem!, /^"both\.both[^"]{111}…" has more than 101 names$/);
  assert.throws(() => applyFieldMask(type, {}, { paths: [path(102)] }), /has more than 101 names$/);
});

test("a set whose package is a book is refused: each full name would hold it", () => {
  const file = {
    name: "long.proto",
    package: "a".repeat(100_000),
    messageType: [messageOf("M", [])],
  };
  assert.throws(() => createDynamicRegistry({ file: [file] }), {
    message: `Cannot load long.proto: the name ${"a".repeat(60)}… has 100002 characters: expected at most 1000`,
  });
});
