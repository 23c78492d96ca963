import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HeaderBlock, HeaderListTooLarge, HpackDecoder, HpackError } from "./index.js";

type Result = HeaderBlock | HeaderListTooLarge | HpackError;

function decode(decoder: HpackDecoder, bytes: readonly number[]): Result {
  return decoder.decode(Uint8Array.from(bytes), 0, bytes.length);
}

function fieldsOf(result: Result): readonly string[] {
  assert.ok(result instanceof HeaderBlock, JSON.stringify(result));
  return result.fields;
}

function failure(result: Result): string {
  assert.ok(result instanceof HpackError, JSON.stringify(result));
  assert.equal(result.kind, "hpack");
  return result.message;
}

const insertName = [0x40, 1, 0x6e, 1, 0x76];
const sizeZero = [0x20];
const size4096 = [0x3f, 0xe1, 0x1f];

describe("HpackDecoder.decode()", () => {
  it("returns a block without fields for no bytes", () => {
    assert.deepEqual(fieldsOf(decode(new HpackDecoder(), [])), []);
  });

  it("counts octets of name and value and 32 for each field", () => {
    const block = decode(new HpackDecoder(), [0x82, ...insertName]);
    assert.ok(block instanceof HeaderBlock);
    assert.equal(block.listBytes, ":method".length + "GET".length + 32 + 2 + 32);
    assert.equal(block.get("n"), "v");
    assert.equal(block.get("m"), undefined);
  });

  it("reads octets past 127 one to a unit", () => {
    const octets = Array.from({ length: 128 }, (_, at) => 128 + at);
    const fields = fieldsOf(decode(new HpackDecoder(), [0, 1, 0x6e, 0x7f, 1, ...octets]));
    assert.equal(fields[1], String.fromCharCode(...octets));
  });

  it("reads an index padded with a continuation octet that adds nothing", () => {
    assert.deepEqual(fieldsOf(decode(new HpackDecoder(), [0x0f, 0x81, 0x80, 0x00, 1, 0x76])), [
      "accept-encoding",
      "v",
    ]);
  });

  for (const [what, bytes, message] of [
    ["index 0", [0x80], /index 0 \(RFC 7541 §6.1\)/],
    ["an index past the tables", [0xbe], /index 62: expected 1 to 61 \(RFC 7541 §2.3.3\)/],
    ["a name's index past the tables", [0x7f, 0x00, 0x00], /index 63: expected 1 to 61/],
    ["the largest index", [0xff, 0x80, 0xff, 0xff, 0xff, 0x07], /index 2147483647/],
    ["an integer past 31 bits", [0xff, 0x81, 0xff, 0xff, 0xff, 0x07], /past 2147483647/],
    ["an integer of 6 octets", [0xff, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], /past 2147483647/],
    ["a huge integer", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], /past 2147483647/],
    ["the end inside an index", [0xff, 0x80], /ends inside an index/],
    ["the end before a name", [0x40], /ends inside a name/],
    ["the end inside a name's length", [0x40, 0x7f], /ends inside a length/],
    ["the end inside a name", [0x40, 0x02, 0x6e], /string of 2 bytes where 1 are left/],
    ["the end before a value", [0x40, 0x01, 0x6e], /ends inside a value/],
    ["the end inside a value", [0x44, 0x03, 0x2f], /string of 3 bytes where 1 are left/],
    [
      "a claimed length of 2 GiB",
      [0x44, 0x7f, 0x80, 0xff, 0xff, 0xff, 0x07, 0x2f],
      /string of 2147483647 bytes where 1 are left/,
    ],
    ["EOS in a string", [0x44, 0x84, 0xff, 0xff, 0xff, 0xff], /holds EOS/],
    ["a padding of 8 bits", [0x44, 0x82, 0xf8, 0xff], /0 to 7 bits of EOS/],
    ["the end inside a size update", [0x3f], /ends inside a dynamic table size update/],
    ["a size update after a field", [0x82, 0x20], /after its first field \(RFC 7541 §4.2\)/],
    ["three size updates", [0x20, 0x20, 0x20], /more than twice/],
    ["a size update of 4097", [0x3f, 0xe2, 0x1f], /4097 bytes: expected at most 4096/],
  ] as const) {
    it(`fails on ${what}, and from then on`, () => {
      const decoder = new HpackDecoder();
      const known = decode(decoder, [0x82]);
      assert.ok(known instanceof HeaderBlock);
      const failed = decode(decoder, bytes);
      assert.match(failure(failed), message);
      assert.equal(decode(decoder, [0x83]), failed);
      assert.equal(decode(decoder, [0x82]), failed);
    });
  }
});

describe("HpackDecoder, the table's size", () => {
  it("a block may begin with two updates, which take effect in turn", () => {
    const decoder = new HpackDecoder();
    decode(decoder, insertName);
    assert.deepEqual(fieldsOf(decode(decoder, [0xbe])), ["n", "v"]);
    assert.deepEqual(fieldsOf(decode(decoder, [...sizeZero, ...size4096, ...insertName])), [
      "n",
      "v",
    ]);
    assert.match(failure(decode(decoder, [0xbf])), /index 63: expected 1 to 62/);
  });

  it("setMaxTableBytes() to less makes the next block begin with an update", () => {
    const decoder = new HpackDecoder();
    decode(decoder, insertName);
    decode(decoder, [0xbe]);
    decoder.setMaxTableBytes(0);
    assert.match(failure(decode(decoder, [0xbe])), /does not lower .* to the 0 bytes/);
  });

  it("setMaxTableBytes() to less is satisfied by an update to at most that", () => {
    const decoder = new HpackDecoder();
    decoder.setMaxTableBytes(100);
    assert.deepEqual(fieldsOf(decode(decoder, [0x3f, 69, 0x82])), [":method", "GET"]);
    assert.deepEqual(fieldsOf(decode(decoder, [0x82])), [":method", "GET"]);
    assert.match(failure(decode(decoder, [0x3f, 70, 0x82])), /101 bytes: expected at most 100/);
  });

  it("setMaxTableBytes() to less and back to more wants the smallest size first", () => {
    for (const [updates, isRight] of [
      [[], false],
      [size4096, false],
      [sizeZero, true],
      [[...sizeZero, ...size4096], true],
      [[0x21, ...sizeZero], false],
    ] as const) {
      const decoder = new HpackDecoder();
      decoder.setMaxTableBytes(0);
      decoder.setMaxTableBytes(4096);
      const result = decode(decoder, [...updates, 0x82]);
      if (isRight) assert.deepEqual(fieldsOf(result), [":method", "GET"]);
      else assert.match(failure(result), /does not lower .* to the 0 bytes/);
    }
  });

  it("setMaxTableBytes() to more changes nothing until the peer makes use of it", () => {
    const decoder = new HpackDecoder({ maxTableBytes: 40 });
    decoder.setMaxTableBytes(100);
    decode(decoder, [...insertName, ...insertName]);
    assert.deepEqual(fieldsOf(decode(decoder, [0xbe])), ["n", "v"]);
    decode(decoder, [0x3f, 69, ...insertName]);
    assert.deepEqual(fieldsOf(decode(decoder, [0xbe, 0xbf])), ["n", "v", "n", "v"]);
    assert.match(failure(decode(decoder, [0xc0])), /index 64/);
  });
});

describe("HpackDecoder, limits of the list", () => {
  it("decode() returns how large the list was, and keeps the table right", () => {
    const decoder = new HpackDecoder({ maxListBytes: 100 });
    const result = decode(decoder, [0x82, 0x83, 0x84, ...insertName]);
    assert.ok(result instanceof HeaderListTooLarge);
    assert.equal(result.kind, "tooLarge");
    assert.deepEqual([result.listBytes, result.fieldCount], [42 + 43 + 38 + 34, 4]);
    assert.deepEqual(fieldsOf(decode(decoder, [0xbe])), ["n", "v"]);
  });

  it("decode() accepts a list of exactly the limit, and not one octet more", () => {
    const decoder = new HpackDecoder({ maxListBytes: 42 + 34 });
    assert.equal(fieldsOf(decode(decoder, [0x82, ...insertName])).length, 4);
    assert.ok(decode(decoder, [0x83, 0xbe]) instanceof HeaderListTooLarge);
  });

  it("decode() accepts as many fields as the limit, and not one more", () => {
    const decoder = new HpackDecoder({ maxFields: 3 });
    assert.equal(fieldsOf(decode(decoder, [0x82, 0x82, 0x82])).length, 6);
    assert.ok(decode(decoder, [0x82, 0x82, 0x82, 0x82]) instanceof HeaderListTooLarge);
    assert.ok(decode(decoder, [0x82, 0x82, 0x82, 0x82]) instanceof HeaderListTooLarge);
  });

  it("decode() counts a field with an empty name and value", () => {
    const decoder = new HpackDecoder({ maxFields: 1_000_000 });
    const empty = new Array<number>(513 * 3).fill(0);
    const result = decode(decoder, empty);
    assert.ok(result instanceof HeaderListTooLarge);
    assert.deepEqual([result.listBytes, result.fieldCount], [513 * 32, 513]);
  });

  it("decode() goes through a list that is too large without storing it, and gives up a bomb", () => {
    const decoder = new HpackDecoder();
    const value = new Array<number>(4000).fill(0x76);
    decode(decoder, [0x40, 1, 0x6e, 0x7f, 0xa1, 0x1e, ...value]);
    const result = decode(decoder, new Array<number>(32).fill(0xbe));
    assert.ok(result instanceof HeaderListTooLarge);
    assert.deepEqual([result.listBytes, result.fieldCount], [32 * 4033, 32]);
    const bomb = decode(decoder, new Array<number>(33).fill(0xbe));
    assert.match(failure(bomb), /more than 131072 octets or 512 fields/);
    assert.equal((bomb as HpackError).isExcess, true);
    assert.equal(decode(decoder, [0x82]), bomb, "the tables no longer agree");
  });

  it("decode() gives up a list of more than four times the fields", () => {
    const decoder = new HpackDecoder();
    assert.ok(decode(decoder, new Array<number>(512).fill(0x82)) instanceof HeaderListTooLarge);
    assert.match(failure(decode(decoder, new Array<number>(513).fill(0x82))), /512 fields/);
  });

  it("decode() does not give up an ordinary list in one frame, however low the limits", () => {
    const long = [0x40, 1, 0x6e, 0x7f, 0x81, 0x7c, ...new Array<number>(16_000).fill(0x76)];
    const decoder = new HpackDecoder({ maxListBytes: 1024, maxFields: 8 });
    assert.ok(decode(decoder, long) instanceof HeaderListTooLarge);
    assert.ok(decode(decoder, new Array<number>(512).fill(0x82)) instanceof HeaderListTooLarge);
    const tooMany = decode(decoder, new Array<number>(513).fill(0x82));
    assert.match(failure(tooMany), /more than 65536 octets or 512 fields/);
  });

  it("decode() still tells a broken block that is over a limit", () => {
    const decoder = new HpackDecoder({ maxFields: 1 });
    assert.match(failure(decode(decoder, [0x82, 0x82, 0x80])), /index 0/);
  });
});
