// RFC 7541 Appendix C, whole: the octets of every example and what they stand for. Where the examples
// show one way of several to write a list (an encoder chooses), ours is read back instead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { HeaderBlock, HpackDecoder, HpackEncoder } from "trunkline/http2";
import { encoded, expectFailure, fieldsOf, hex } from "./hpack.testing.js";

test("C.1.1: 10 with a prefix of 5 bits is 0a", () => {
  assert.deepEqual(fieldsOf(new HpackDecoder(), hex("2a")), []);
  expectFailure("2a", /to 10 bytes: expected at most 9/, new HpackDecoder({ maxTableBytes: 9 }));
  const encoder = new HpackEncoder({ maxTableBytes: 10 });
  assert.equal(encoded(encoder, [])[0], 0x20 | 0x0a);
});

test("C.1.2: 1337 with a prefix of 5 bits is 1f 9a 0a", () => {
  const decoder = new HpackDecoder({ maxTableBytes: 1336 });
  expectFailure("3f9a0a", /to 1337 bytes: expected at most 1336/, decoder);
  const encoder = new HpackEncoder({ maxTableBytes: 1337 });
  assert.deepEqual([...encoded(encoder, [])], [...hex("3f9a0a")]);
});

test("C.1.3: 42 in a whole octet is 2a: no representation of HPACK has such an integer", () => {
  // The nearest is a string's length, with a prefix of 7 bits.
  const value = "x".repeat(42);
  const block = Uint8Array.of(0x00, 1, 0x61, 0x2a, ...Buffer.from(value));
  assert.deepEqual(fieldsOf(new HpackDecoder(), block), ["a", value]);
});

for (const [section, block, fields, tableBytes] of [
  [
    "C.2.1: a literal with indexing",
    "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
    ["custom-key", "custom-header"],
    55,
  ],
  [
    "C.2.2: a literal without indexing",
    "040c 2f73 616d 706c 652f 7061 7468",
    [":path", "/sample/path"],
    0,
  ],
  [
    "C.2.3: a literal never indexed",
    "1008 7061 7373 776f 7264 0673 6563 7265 74",
    ["password", "secret"],
    0,
  ],
  ["C.2.4: an index", "82", [":method", "GET"], 0],
] as const) {
  test(section, () => {
    const decoder = new HpackDecoder();
    assert.deepEqual(fieldsOf(decoder, hex(block)), fields);
    expectTable(decoder, tableBytes === 0 ? [] : [fields]);
  });
}

/** The dynamic table must hold these fields, newest first, and nothing else. */
function expectTable(decoder: HpackDecoder, entries: readonly (readonly string[])[]): void {
  entries.forEach((entry, at) => {
    assert.deepEqual(fieldsOf(decoder, Uint8Array.of(0xbe + at)), entry);
  });
  const past = Uint8Array.of(0xbe + entries.length);
  const result = decoder.decode(past, 0, 1);
  assert.ok(!(result instanceof HeaderBlock) && result.kind === "hpack", "the table holds more");
}

const get = [":method", "GET", ":scheme", "http", ":path", "/", ":authority", "www.example.com"];
const getNoCache = [...get, "cache-control", "no-cache"];
const getCustom = [
  ":method",
  "GET",
  ":scheme",
  "https",
  ":path",
  "/index.html",
  ":authority",
  "www.example.com",
  "custom-key",
  "custom-value",
];
const requestTable = [
  ["custom-key", "custom-value"],
  ["cache-control", "no-cache"],
  [":authority", "www.example.com"],
];

for (const [section, blocks] of [
  [
    "C.3: requests without Huffman coding",
    [
      "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
      "8286 84be 5808 6e6f 2d63 6163 6865",
      "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
    ],
  ],
  [
    "C.4: requests with Huffman coding",
    [
      "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
      "8286 84be 5886 a8eb 1064 9cbf",
      "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
    ],
  ],
] as const) {
  test(section, () => {
    const lists = [get, getNoCache, getCustom];
    for (const count of [1, 2, 3]) {
      const decoder = new HpackDecoder();
      for (let at = 0; at < count; at++) {
        assert.deepEqual(fieldsOf(decoder, hex(blocks[at]!)), lists[at]);
      }
      expectTable(decoder, requestTable.slice(3 - count));
    }
  });
}

const date1 = "Mon, 21 Oct 2013 20:13:21 GMT";
const date2 = "Mon, 21 Oct 2013 20:13:22 GMT";
const location = ["location", "https://www.example.com"];
const cookie = "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";
const responses = [
  [":status", "302", "cache-control", "private", "date", date1, ...location],
  [":status", "307", "cache-control", "private", "date", date1, ...location],
  [
    ":status",
    "200",
    "cache-control",
    "private",
    "date",
    date2,
    ...location,
    "content-encoding",
    "gzip",
    "set-cookie",
    cookie,
  ],
];
const responseTables = [
  [location, ["date", date1], ["cache-control", "private"], [":status", "302"]],
  [[":status", "307"], location, ["date", date1], ["cache-control", "private"]],
  [
    ["set-cookie", cookie],
    ["content-encoding", "gzip"],
    ["date", date2],
  ],
];

for (const [section, blocks] of [
  [
    "C.5: responses without Huffman coding, in a table of 256 octets",
    [
      `4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a
       3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
      "4803 3330 37c1 c0bf",
      `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04
       677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49
       553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31`,
    ],
  ],
  [
    "C.6: responses with Huffman coding, in a table of 256 octets",
    [
      `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e
       919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
      "4883 640e ffc1 c0bf",
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7
       821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed
       4ee5 b106 3d50 07`,
    ],
  ],
] as const) {
  test(section, () => {
    for (const count of [1, 2, 3]) {
      const decoder = new HpackDecoder({ maxTableBytes: 256 });
      for (let at = 0; at < count; at++) {
        assert.deepEqual(fieldsOf(decoder, hex(blocks[at]!)), responses[at]);
      }
      expectTable(decoder, responseTables[count - 1]!);
    }
  });
}

for (const [section, lists, tableBytes] of [
  ["C.3 and C.4", [get, getNoCache, getCustom], 4096],
  ["C.5 and C.6", responses, 256],
] as const) {
  test(`${section}: our encoder's blocks for the same lists stand for them`, () => {
    const encoder = new HpackEncoder();
    encoder.setPeerTableBytes(tableBytes);
    const decoder = new HpackDecoder({ maxTableBytes: tableBytes });
    for (const list of [...lists, ...lists, ...lists]) {
      assert.deepEqual(fieldsOf(decoder, encoded(encoder, list)), list);
    }
  });
}
