import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HeaderBlock, HpackDecoder } from "./index.js";

const encoder = new TextEncoder();

function literal(pattern: number, name: string, value: string): number[] {
  return [pattern, name.length, ...encoder.encode(name), value.length, ...encoder.encode(value)];
}

function decode(decoder: HpackDecoder, bytes: readonly number[]): HeaderBlock {
  // At an odd offset, with other bytes around, as in a received chunk.
  const chunk = Uint8Array.of(0xff, 0xff, 0xff, ...bytes, 0xff);
  const block = decoder.decode(chunk, 3, 3 + bytes.length);
  chunk.fill(0);
  assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
  return block;
}

describe("HpackDecoder, what it remembers", () => {
  it("decode() returns the same block for the same bytes", () => {
    const decoder = new HpackDecoder();
    const bytes = [0x83, 0x86, ...literal(0, ":path", "/helloworld.Greeter/SayHello")];
    const block = decode(decoder, bytes);
    block.memo = "found out";
    assert.equal(decode(decoder, bytes), block);
    assert.notEqual(decode(decoder, [...bytes, 0x84]), block);
  });

  it("decode() returns the same block for the same long bytes, and tells the last byte apart", () => {
    const decoder = new HpackDecoder();
    const bytes = literal(0, "x-token", "k".repeat(120)).concat(literal(0, "y", "v".repeat(120)));
    const block = decode(decoder, bytes);
    assert.equal(decode(decoder, bytes), block);
    assert.equal(decode(decoder, bytes.with(-1, 0x77)).get("y"), `${"v".repeat(119)}w`);
    assert.equal(decode(decoder, bytes.with(20, 0x77)).get("y"), "v".repeat(120));
  });

  it("decode() returns another block once the table has changed", () => {
    const decoder = new HpackDecoder();
    decode(decoder, literal(0x40, "name", "first"));
    assert.deepEqual(decode(decoder, [0xbe]).fields, ["name", "first"]);
    decode(decoder, literal(0x40, "name", "second"));
    assert.deepEqual(decode(decoder, [0xbe]).fields, ["name", "second"]);
    decode(decoder, [0x20, 0x3f, 0xe1, 0x1f]);
    const emptied = decoder.decode(Uint8Array.of(0xbe), 0, 1);
    assert.ok(!(emptied instanceof HeaderBlock));
  });

  it("decode() decodes a block that inserts every time it comes", () => {
    const decoder = new HpackDecoder();
    const bytes = literal(0x40, "name", "value");
    const before = decoder.generation;
    assert.notEqual(decode(decoder, bytes), decode(decoder, bytes));
    assert.notEqual(decoder.generation, before);
    assert.deepEqual(decode(decoder, [0xbe, 0xbf]).fields, ["name", "value", "name", "value"]);
  });

  it("decode() keeps no block whose few bytes stand for many", () => {
    const decoder = new HpackDecoder();
    decode(decoder, literal(0x40, "n", "v".repeat(100)));
    const bytes = new Array<number>(50).fill(0xbe);
    assert.notEqual(decode(decoder, bytes), decode(decoder, bytes));
  });

  it("decode() returns again a block that comes in between ones never seen before", () => {
    const decoder = new HpackDecoder();
    const regular = literal(0, "x-regular", "the same");
    for (let round = 0; round < 1000; round++) {
      decode(decoder, literal(0, "x-id", `${round}`));
      decode(decoder, regular);
    }
    assert.equal(decode(decoder, regular), decode(decoder, regular));
  });

  it("decode() reads a repeated literal right whatever is beside it", () => {
    const decoder = new HpackDecoder();
    for (let round = 0; round < 200; round++) {
      const other = `${round % 7} and some more`;
      const token = `Bearer ${"token".repeat(20 + (round % 3))}`;
      const fields = ["x-round", `${round}`, "x-other", other, "authorization", token];
      const bytes: number[] = [];
      for (let at = 0; at < 4; at += 2) bytes.push(...literal(0, fields[at]!, fields[at + 1]!));
      bytes.push(0x10, 13, ...encoder.encode("authorization"));
      bytes.push(token.length & 0x7f, ...encoder.encode(token));
      assert.deepEqual(decode(decoder, bytes).fields, fields);
    }
  });

  it("hasLegalOctets is told again for a literal that is a value once and a name once", () => {
    const decoder = new HpackDecoder();
    const text = "Not-A-Name";
    for (let round = 0; round < 4; round++) {
      assert.equal(decode(decoder, literal(0, "a", `${text}${round}`)).hasLegalOctets, true);
      assert.equal(decode(decoder, literal(0, "b", text)).hasLegalOctets, true);
      assert.equal(decode(decoder, literal(0, text, `${round}`)).hasLegalOctets, false);
    }
  });

  it("hasLegalOctets is false for a block that refers to an entry that is not legal", () => {
    const decoder = new HpackDecoder();
    assert.equal(decode(decoder, literal(0x40, "name", "line\nfeed")).hasLegalOctets, false);
    assert.equal(decode(decoder, [0xbe]).hasLegalOctets, false);
    decode(decoder, literal(0x40, "Name", "value"));
    const byName = [0x0f, 62 - 15, 1, 0x78];
    assert.deepEqual(decode(decoder, byName).fields, ["Name", "x"]);
    assert.equal(decode(decoder, byName).hasLegalOctets, false);
    assert.equal(decode(decoder, [0x82]).hasLegalOctets, true);
  });

  it("hasLegalOctets finds what is not legal wherever it stands", () => {
    for (let at = 0; at < 12; at++) {
      for (const wrong of ["\n", "\r", "\0"]) {
        const value = `${"v".repeat(at)}${wrong}${"v".repeat(11 - at)}`;
        const block = decode(new HpackDecoder(), literal(0, "name", value));
        assert.equal(block.hasLegalOctets, false, JSON.stringify(value));
      }
      const tabs = `${"v".repeat(at + 1)}\t${"v".repeat(12 - at)}`;
      assert.equal(decode(new HpackDecoder(), literal(0, "name", tabs)).hasLegalOctets, true);
    }
  });

  for (const [name, value, isLegal] of [
    ["x-name", "plain", true],
    [":path", "/", true],
    ["a!#$%&'*+-.^_`|~9", "\x80\xff\x01\x7f\t.", true],
    ["x-name", "", true],
    ["", "value", false],
    [":", "value", false],
    ["a:b", "value", false],
    ["X-Name", "value", false],
    ["x name", "value", false],
    ["x-n\xe4me", "value", false],
    ["x-name", " value", false],
    ["x-name", "value\t", false],
    ["x-name", "va\rlue", false],
    ["x-name", "va\0lue", false],
  ] as const) {
    it(`hasLegalOctets is ${isLegal} for ${JSON.stringify([name, value])}`, () => {
      const bytes = (text: string) => [text.length, ...Buffer.from(text, "latin1")];
      const block = decode(new HpackDecoder(), [0, ...bytes(name), ...bytes(value)]);
      assert.deepEqual(block.fields, [name, value]);
      assert.equal(block.hasLegalOctets, isLegal);
    });
  }
});
