// RFC 7541 Appendix C: the examples, one test a section. Hex is as printed there.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutputBuffer } from "../../base/index.js";
import { HeaderBlock, HeaderTemplate, HpackDecoder, HpackEncoder, HpackError } from "../index.js";
import { writeInteger } from "../integer.js";

interface Example {
  readonly hex: string;
  readonly fields: readonly string[];
  /** The dynamic table afterwards, newest first. */
  readonly table: readonly string[];
}

function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ""), "hex"));
}

function decode(decoder: HpackDecoder, bytes: Uint8Array): readonly string[] {
  const block = decoder.decode(bytes, 0, bytes.length);
  assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
  return block.fields;
}

/** Decodes the examples on one connection and compares fields and table after each. */
function runDecoder(decoder: HpackDecoder, examples: readonly Example[]): void {
  for (const { hex, fields, table } of examples) {
    assert.deepEqual(decode(decoder, fromHex(hex)), fields);
    const everyIndex = Uint8Array.from({ length: table.length / 2 }, (_, at) => 0x80 | (62 + at));
    assert.deepEqual(decode(decoder, everyIndex), table);
  }
  // What the last table does not list is not there.
  const pastEnd = Uint8Array.of(0x80 | (62 + examples.at(-1)!.table.length / 2));
  assert.equal(decoder.decode(pastEnd, 0, 1) instanceof HpackError, true);
}

const request1 = [
  ":method",
  "GET",
  ":scheme",
  "http",
  ":path",
  "/",
  ":authority",
  "www.example.com",
];
const request2 = [...request1, "cache-control", "no-cache"];
const request3 = [
  ...[":method", "GET", ":scheme", "https", ":path", "/index.html"],
  ...[":authority", "www.example.com", "custom-key", "custom-value"],
];
const authority = [":authority", "www.example.com"];
const noCache = ["cache-control", "no-cache"];
const requestTables = [
  authority,
  [...noCache, ...authority],
  ["custom-key", "custom-value", ...noCache, ...authority],
];

const date1 = ["date", "Mon, 21 Oct 2013 20:13:21 GMT"];
const date2 = ["date", "Mon, 21 Oct 2013 20:13:22 GMT"];
const location = ["location", "https://www.example.com"];
const isPrivate = ["cache-control", "private"];
const gzip = ["content-encoding", "gzip"];
const cookie = ["set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"];
const response1 = [":status", "302", ...isPrivate, ...date1, ...location];
const response2 = [":status", "307", ...isPrivate, ...date1, ...location];
const response3 = [":status", "200", ...isPrivate, ...date2, ...location, ...gzip, ...cookie];
const responseTables = [
  [...location, ...date1, ...isPrivate, ":status", "302"],
  [":status", "307", ...location, ...date1, ...isPrivate],
  [...cookie, ...gzip, ...date2],
];

describe("RFC 7541 Appendix C", () => {
  it("C.1 integers: 10 and 1337 with a prefix of 5 bits, 42 with one of 8", () => {
    const bytes = new Uint8Array(8);
    const written = (prefixBits: number, value: number) => [
      ...bytes.subarray(0, writeInteger(bytes, 0, 0, prefixBits, value)),
    ];
    assert.deepEqual(written(5, 10), [0b01010]);
    assert.deepEqual(written(5, 1337), [0b11111, 0b10011010, 0b00001010]);
    assert.deepEqual(written(8, 42), [0b00101010]);
  });

  it("C.2.1 a literal with indexing is added to the table", () => {
    const fields = ["custom-key", "custom-header"];
    const hex = "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572";
    runDecoder(new HpackDecoder(), [{ hex, fields, table: fields }]);
  });

  it("C.2.2 a literal without indexing leaves the table alone", () => {
    const hex = "040c 2f73 616d 706c 652f 7061 7468";
    runDecoder(new HpackDecoder(), [{ hex, fields: [":path", "/sample/path"], table: [] }]);
  });

  it("C.2.3 a literal never indexed leaves the table alone", () => {
    const hex = "1008 7061 7373 776f 7264 0673 6563 7265 74";
    runDecoder(new HpackDecoder(), [{ hex, fields: ["password", "secret"], table: [] }]);
  });

  it("C.2.4 an indexed field of the static table", () => {
    runDecoder(new HpackDecoder(), [{ hex: "82", fields: [":method", "GET"], table: [] }]);
  });

  it("C.3 requests without Huffman coding", () => {
    const hexes = [
      "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
      "8286 84be 5808 6e6f 2d63 6163 6865",
      "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
    ];
    runDecoder(new HpackDecoder(), together(hexes, [request1, request2, request3], requestTables));
  });

  const c4 = [
    "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
    "8286 84be 5886 a8eb 1064 9cbf",
    "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
  ];

  it("C.4 requests with Huffman coding", () => {
    runDecoder(new HpackDecoder(), together(c4, [request1, request2, request3], requestTables));
  });

  it("C.4 the encoder writes the same bytes", () => {
    const encoder = new HpackEncoder();
    [request1, request2, request3].forEach((fields, at) => {
      const out = new OutputBuffer();
      encoder.encode(out, [new HeaderTemplate(fields)]);
      assert.deepEqual([...out.bytes.subarray(0, out.length)], [...fromHex(c4[at]!)]);
    });
  });

  it("C.5 responses without Huffman coding, evicting from a table of 256 bytes", () => {
    const hexes = [
      `4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133
       2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
      "4803 3330 37c1 c0bf",
      `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d
       54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049
       5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31`,
    ];
    const decoder = new HpackDecoder({ maxTableBytes: 256 });
    runDecoder(decoder, together(hexes, [response1, response2, response3], responseTables));
  });

  it("C.6 responses with Huffman coding, evicting from a table of 256 bytes", () => {
    const hexes = [
      `4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6
       2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
      "4883 640e ffc1 c0bf",
      `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab
       77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f
       9587 3160 65c0 03ed 4ee5 b106 3d50 07`,
    ];
    const decoder = new HpackDecoder({ maxTableBytes: 256 });
    runDecoder(decoder, together(hexes, [response1, response2, response3], responseTables));
  });
});

function together(
  hexes: readonly string[],
  fields: readonly (readonly string[])[],
  tables: readonly (readonly string[])[],
): Example[] {
  return hexes.map((hex, at) => ({ hex, fields: fields[at]!, table: tables[at]! }));
}
