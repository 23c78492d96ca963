// Bytes as other writers, old ones and hostile ones may send them. Protobuf Encoding, section by section.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type AnyGeneratedType, DecodeError, type FieldInfo } from "trunkline/protobuf";
import { loadGenerated } from "../build.testing.js";
import { readProto } from "../protos.testing.js";

const { module: types } = await loadGenerated<Record<string, AnyGeneratedType>>(
  Object.fromEntries(
    ["everything.proto", "shared/common.proto"].map((path) => [path, readProto(path)]),
  ),
  "everything.proto",
);

/** What `type` makes of bytes in hexadecimal; only the keys named are looked at. */
function decode(name: string, hex: string): Record<string, unknown> {
  return types[name]!.decode(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}

function failure(name: string, hex: string): DecodeError {
  try {
    decode(name, hex);
  } catch (error) {
    assert.ok(error instanceof DecodeError, String(error));
    return error;
  }
  assert.fail("expected a DecodeError");
}

function text(value: string): string {
  return Buffer.from(value).toString("hex");
}

test("decode() takes varints that are longer than they need to be", () => {
  assert.equal(decode("Scalars", "18 8100").aInt32, 1);
  assert.equal(decode("Scalars", "18 81808080808080808000").aInt32, 1);
  assert.equal(decode("Scalars", "20 81808080808080808000").aInt64, 1n);
  assert.equal(decode("Scalars", "9800 07").aInt32, 7);
  assert.equal(decode("Scalars", "72 8300 616263").aString, "abc");
});

test("decode() cuts a 64-bit varint to the 32 bits of its field", () => {
  assert.equal(decode("Scalars", "18 ffffffffffffffffff01").aInt32, -1);
  assert.equal(decode("Scalars", "18 8180808010").aInt32, 1);
  assert.equal(decode("Scalars", "28 ffffffffffffffffff01").aUint32, 4294967295);
  assert.equal(decode("Scalars", "38 ffffffffffffffffff01").aSint32, -2147483648);
  assert.equal(decode("Scalars", "8001 ffffffffffffffffff01").aMood, -1);
});

test("decode() takes any varint but zero for true", () => {
  assert.equal(decode("Scalars", "68 02").aBool, true);
  assert.equal(decode("Scalars", "68 8080808080808080 8001").aBool, true);
  assert.equal(decode("Scalars", "68 808080808000").aBool, false);
});

test("decode() refuses a varint of eleven bytes", () => {
  assert.equal(
    failure("Scalars", "18 8080808080808080808001").message,
    "Cannot decode everything.v1.Scalars: a_int32 at offset 1 is a varint of more than 10 bytes: expected at most 10",
  );
});

test("decode() reads packed and unpacked elements of either declaration, mixed", () => {
  for (const name of ["Lists", "Unpacked"]) {
    assert.deepEqual(decode(name, "1a 03 010203  18 04  1a 00  1a 01 05").aInt32, [1, 2, 3, 4, 5]);
    assert.deepEqual(decode(name, "15 0000803f  12 08 00000040 00004040").aFloat, [1, 2, 3]);
    assert.deepEqual(decode(name, "8001 01  8201 02 0002").aMood, [1, 0, 2]);
  }
});

test("decode() refuses a packed field whose last element is cut off", () => {
  assert.match(failure("Lists", "1a 02 0180").message, /a_int32 at offset \d+ is cut off/);
  assert.match(
    failure("Lists", "0a 07 00000000000000").message,
    /a_double at offset \d+ is cut off/,
  );
});

test("decode() takes the last of several values and appends to lists", () => {
  assert.equal(decode("Scalars", "18 01 18 02").aInt32, 2);
  assert.deepEqual(decode("Lists", "72 01 61 72 01 62").aString, ["a", "b"]);
});

test("decode() merges a message that occurs more than once", () => {
  const { next } = decode("Node", `12 03 0a01 61  12 02 2801  12 07 1a05 0a03 ${text("abc")}`);
  const expected = types.Node!.create({ label: "a", kind: 1, children: [{ label: "abc" }] });
  assert.deepEqual(next, expected);
});

test("decode() merges the same member of a oneof and replaces another", () => {
  const merged = decode("Choices", "12 02 1801  12 02 2802").contact;
  assert.deepEqual(merged, {
    case: "scalars",
    value: types.Scalars!.create({ aInt32: 1, aUint32: 2 }),
  });
  assert.deepEqual(decode("Choices", "12 02 1801  18 07").contact, { case: "phone", value: 7n });
  const again = decode("Choices", "12 02 1801  18 07  12 02 2802").contact;
  assert.deepEqual(again, { case: "scalars", value: types.Scalars!.create({ aUint32: 2 }) });
});

test("decode() keeps a oneof's member that has its default", () => {
  assert.deepEqual(decode("Choices", "0a 00").contact, { case: "email", value: "" });
  assert.deepEqual(
    types.Choices!.encode({ contact: { case: "phone", value: 0n } }),
    Uint8Array.of(24, 0),
  );
});

test("decode() takes map entries without key or value, in any order, repeated", () => {
  const { byInt32 } = decode("Maps", "0a 00  0a 02 0805  0a 04 1003 0801  0a 06 0802 1001 1004");
  assert.deepEqual(
    byInt32,
    new Map([
      [0, 0n],
      [5, 0n],
      [1, 3n],
      [2, 4n],
    ]),
  );
  const { scalarsOf } = decode("Maps", "7a 03 0a01 61  7a 0b 0a01 62 1202 1801 1202 2802");
  assert.deepEqual(
    scalarsOf,
    new Map([
      ["a", types.Scalars!.create()],
      ["b", types.Scalars!.create({ aInt32: 1, aUint32: 2 })],
    ]),
  );
  assert.deepEqual(decode("Maps", "0a 04 0801 1001  0a 04 0801 1002").byInt32, new Map([[1, 2n]]));
  assert.deepEqual(decode("Maps", "0a 06 0801 1001 1807").byInt32, new Map([[1, 1n]]));
});

test("decode() refuses large maps whose keys share a bucket of the hash table", () => {
  // V8's hash of 32 bits, of which those with 0 in the lowest 12 bits are taken.
  const isTaken = (key: number): boolean => {
    let hash = (key << 15) - key - 1;
    hash = Math.imul(hash ^ (hash >>> 12), 5);
    hash = Math.imul(hash ^ (hash >>> 4), 2057);
    return ((hash ^ (hash >>> 16)) & 0xfff) === 0;
  };
  const keys: number[] = [];
  for (let key = 0; keys.length < 3000; key++) if (isTaken(key)) keys.push(key);
  const Maps = types.Maps!;
  const map = Object.fromEntries(keys.map((key) => [key, 1n]));
  for (const [name, key] of [
    ["by_int32", "byInt32"],
    ["by_sint32", "bySint32"],
    ["by_fixed32", "byFixed32"],
  ] as const) {
    assert.throws(() => Maps.decode(Maps.encode({ [key]: map })), {
      name: "DecodeError",
      message: new RegExp(
        `^Cannot decode everything\\.v1\\.Maps: ${name} at offset \\d+ has colliding keys, 17 of \\d+ sampled are in one hash bucket`,
      ),
    });
  }
  // Ordinary keys of the same number, bigints and strings too.
  for (const key of ["byInt64", "byUint64", "byString", "doubleOf"] as const) {
    const ordinary = Object.fromEntries(
      Array.from({ length: 2000 }, (_, i) => [i, key === "byString" ? "" : 1]),
    );
    const decoded = Maps.decode(Maps.encode({ [key]: ordinary })) as Record<
      string,
      Map<unknown, unknown>
    >;
    assert.equal(decoded[key]!.size, 2000);
  }
});

test("decode() keeps unknown fields as they came, joined", () => {
  const group = "1b 0801 12 01 61 1c";
  const first = "08 8100";
  const second = `a206 02 6162  d08603 05 ${group}  e13e 0102030405060708`;
  const message = decode("Far", `${first} faffffff0f 01 68 ${second}`);
  assert.equal(message.highest, "h");
  assert.equal(
    Buffer.from(message.$unknown as Uint8Array).toString("hex"),
    `${first}${second}`.replaceAll(" ", ""),
  );
  assert.deepEqual(types.Far!.decode(types.Far!.encode(message)), message);
});

test("decode() takes a known number with another wire type for unknown", () => {
  const message = decode("Scalars", "1d 01000000  18 01  72 01 61");
  assert.equal(message.aInt32, 1);
  assert.equal(Buffer.from(message.$unknown as Uint8Array).toString("hex"), "1d01000000");
});

test("decode() joins unknown fields of a message in pieces", () => {
  const piece = "12 02 7801";
  const { next } = decode("Node", piece.repeat(1000)) as { next: { $unknown: Uint8Array } };
  assert.equal(Buffer.from(next.$unknown).toString("hex"), "7801".repeat(1000));
  assert.ok(next.$unknown.buffer.byteLength <= 2 * next.$unknown.length);
});

test("decode() refuses impossible keys", () => {
  assert.match(
    failure("Scalars", "00 01").message,
    /the field at offset 0 has number 0: expected 1/,
  );
  assert.match(failure("Scalars", "1801 07").message, /at offset 2 has number 0/);
  assert.match(
    failure("Scalars", "1e 01").message,
    /a_int32 at offset 0 has wire type 6: expected 0 to 5/,
  );
  assert.match(failure("Scalars", "1f 01").message, /has wire type 7/);
  assert.match(
    failure("Scalars", "1c").message,
    /a_int32 at offset 0 ends a group that did not begin/,
  );
  assert.match(
    failure("Scalars", "ffffffff7f 01").message,
    /at offset 0 has a key or a length past 32 bits$/,
  );
  assert.match(
    failure("Scalars", "818080808000 01").message,
    /has a key or a length past 32 bits$/,
  );
});

test("decode() refuses lengths past 32 bits or five bytes, whatever has them", () => {
  const lengths = [
    "8080808010", // 2^32
    "8180808010",
    "80808080808080808001", // 2^63
    "818080808000", // 1 in six bytes
    "ffffffffffffffffff01",
  ];
  for (const name of ["Scalars", "Lists", "Maps", "Node", "Empty"]) {
    const { fields } = types[name]!;
    const isDelimited = ({ type, isRepeated, map }: FieldInfo): boolean =>
      type === "string" || type === "bytes" || type === "message" || (isRepeated ?? false) || !!map;
    const numbers = [...fields.filter(isDelimited).map((field) => field.number), 1000];
    for (const number of numbers) {
      const key = (number << 3) | 2;
      const bytes = key < 0x80 ? [key] : [(key & 0x7f) | 0x80, key >> 7];
      const hex = Buffer.from(bytes).toString("hex");
      for (const length of lengths) {
        const { message } = failure(name, `${hex} ${length} 41`);
        assert.match(message, /has a key or a length past 32 bits$/, `${name} ${number} ${length}`);
      }
    }
  }
  const text = types.Scalars!.fields.find(({ type }) => type === "string")!;
  const padded = Buffer.from([(text.number << 3) | 2, 0x81, 0x80, 0x80, 0x80, 0x00, 0x41]);
  assert.equal((types.Scalars!.decode(padded) as Record<string, unknown>)[text.key], "A");
});

test("decode() refuses groups that do not end, or end another", () => {
  assert.match(failure("Empty", "0b 0801").message, /at offset 0 is a group that does not end/);
  assert.match(
    failure("Empty", "0b 0801 14").message,
    /at offset 3 ends a group that did not begin/,
  );
  assert.match(failure("Empty", "0b".repeat(101)).message, /nested deeper than 100 messages/);
});

test("decode() takes messages nested 100 deep and no deeper", () => {
  const nested = (depth: number): Uint8Array => {
    let bytes = Buffer.alloc(0);
    for (let i = 0; i < depth; i++) {
      const length = bytes.length;
      const prefix = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
      bytes = Buffer.concat([Buffer.from([0x12, ...prefix]), bytes]);
    }
    return bytes;
  };
  types.Node!.decode(nested(100));
  assert.throws(() => types.Node!.decode(nested(101)), /nested deeper than 100 messages/);
  // The reader is fit for use afterwards.
  types.Node!.decode(nested(100));
});

test("decode() refuses a length past the bytes left before it allocates", () => {
  for (const hex of ["72 ffffffff07", "7a ffffffff0f 61"]) {
    assert.match(
      failure("Scalars", hex).message,
      /has length \d+: expected at most \d, the bytes left/,
    );
  }
  assert.match(failure("Lists", "1a ffffffff07 01").message, /has length 2147483647/);
  assert.match(failure("Empty", "0a 05 61").message, /has length 5: expected at most 1/);
  // A length inside the outer message but past the inner one.
  assert.match(
    failure("Node", "12 03 0a05 61 0a0461626364").message,
    /next\.label at offset 4 has length 5/,
  );
});

test("decode() refuses strings that are not UTF-8", () => {
  for (const hex of ["ff", "c080", "eda080", "f4908080", "c3", `${text("a".repeat(40))}e282`]) {
    const length = (hex.length / 2).toString(16).padStart(2, "0");
    assert.equal(
      failure("Scalars", `72 ${length} ${hex}`).message,
      "Cannot decode everything.v1.Scalars: a_string at offset 2 is not valid UTF-8",
    );
  }
  assert.equal(decode("Scalars", `72 03 ${text("\uFFFD")}`).aString, "\uFFFD");
  assert.equal(decode("Scalars", `72 06 ${text("\uFEFFabc")}`).aString, "\uFEFFabc");
});

test("DecodeError says the path and offset of a fault deep inside", () => {
  const inner = `0a 05 ${text("abc")}`; // A string of 5 bytes where 3 are left.
  const cases: [string, string, string, number][] = [
    ["Node", `0a0161 12 05 ${inner}`, "next.label", 7],
    ["Node", `1a 00 1a 05 ${inner}`, "children.label", 6],
    ["Node", `22 0a 0a01 61 12 05 ${inner}`, "named.label", 9],
    ["Choices", `12 04 72 05 ${text("ab")}`, "scalars.a_string", 4],
    ["Node", `32 07 12 05 ${inner}`, "inner.innermost.text", 6],
  ];
  for (const [name, hex, path, offset] of cases) {
    const error = failure(name, hex);
    assert.equal(error.path, `everything.v1.${name}.${path}`);
    assert.equal(error.offset, offset, error.message);
    assert.equal(error.name, "DecodeError");
  }
});

test("read() counts offsets from the start of the message", () => {
  const bytes = Buffer.from(`ffffff7205${text("abc")}`, "hex");
  assert.throws(
    () => types.Scalars!.read(bytes, 3, bytes.length),
    /a_string at offset 2 has length 5/,
  );
  // What follows the message is not read.
  assert.throws(() => types.Scalars!.read(Buffer.from("18800118", "hex"), 0, 2), /is cut off/);
});

test("decode() gives bytes that share no memory with their source", () => {
  const source = Buffer.from("7a0301020320a206", "hex").subarray(0, 5);
  const message = types.Scalars!.decode(source) as { aBytes: Uint8Array };
  source.fill(0);
  assert.deepEqual(message.aBytes, Uint8Array.of(1, 2, 3));
  assert.equal(message.aBytes.buffer.byteLength, 3);
});
