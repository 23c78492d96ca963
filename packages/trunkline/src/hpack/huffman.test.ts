import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { codeBits, codes, EOS } from "./huffman-code.js";
import { BAD_PADDING, decodeHuffman, HOLDS_EOS, maxDecodedLength } from "./huffman-decode.js";
import { huffmanLength, writeHuffman } from "./huffman-encode.js";

/** Bits as text, in bytes; the last byte must be full. */
function fromBits(bits: string): Uint8Array {
  const digits = bits.replaceAll(" ", "");
  assert.equal(digits.length % 8, 0);
  return Uint8Array.from({ length: digits.length / 8 }, (_, at) =>
    Number.parseInt(digits.slice(at * 8, at * 8 + 8), 2),
  );
}

function codeOf(symbol: number): string {
  return codes[symbol]!.toString(2).padStart(codeBits[symbol]!, "0");
}

/** The bits followed by ones up to a full byte. */
function padded(bits: string): string {
  return bits.padEnd(Math.ceil(bits.length / 8) * 8, "1");
}

/** Decodes the string with `around` for all bytes beside it, which may not be taken for a part of it. */
function decodeWithin(around: number, bytes: Uint8Array): string | number {
  const chunk = new Uint8Array(bytes.length + 16).fill(around);
  chunk.set(bytes, 8);
  const target = new Uint8Array(maxDecodedLength(bytes.length));
  const length = decodeHuffman(chunk, 8, 8 + bytes.length, target);
  return length < 0 ? length : Buffer.from(target.subarray(0, length)).toString("latin1");
}

function decode(bytes: Uint8Array): string | number {
  const result = decodeWithin(0x00, bytes);
  assert.equal(decodeWithin(0xff, bytes), result);
  return result;
}

function encode(text: string): Uint8Array {
  const length = huffmanLength(text);
  const bytes = new Uint8Array(length);
  assert.equal(writeHuffman(bytes, 0, length, text), length);
  return bytes;
}

describe("the Huffman code", () => {
  it("codes has the codes of RFC 7541 Appendix B", () => {
    const expected: [number, number, number][] = [
      [0x00, 0x1ff8, 13],
      [0x01, 0x7fffd8, 23],
      [0x02, 0xfffffe2, 28],
      [0x09, 0xffffea, 24],
      [0x0a, 0x3ffffffc, 30],
      [0x16, 0x3ffffffe, 30],
      [0x30, 0x0, 5],
      [0x20, 0x14, 6],
      [0x3a, 0x5c, 7],
      [0x5c, 0x7fff0, 19],
      [0x7a, 0x7b, 7],
      [0x7f, 0xffffffc, 28],
      [0x80, 0xfffe6, 20],
      [0xff, 0x3ffffee, 26],
      [EOS, 0x3fffffff, 30],
    ];
    for (const [symbol, code, bits] of expected) {
      assert.deepEqual([symbol, codes[symbol], codeBits[symbol]], [symbol, code, bits]);
    }
  });

  it("codes leaves no bits without a meaning", () => {
    let sum = 0;
    for (const bits of codeBits) sum += 2 ** -bits;
    assert.equal(sum, 1);
  });

  it("decodeHuffman() reads every octet, alone and between others", () => {
    for (let symbol = 0; symbol < EOS; symbol++) {
      const octet = String.fromCharCode(symbol);
      assert.equal(decode(fromBits(padded(codeOf(symbol)))), octet);
      for (const text of [`${octet}0`, `0${octet}`, `a${octet}${octet}:`, `~${octet}`]) {
        assert.equal(decode(encode(text)), text);
      }
    }
  });

  it("decodeHuffman() gives back what writeHuffman() wrote", () => {
    const octets = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map(toChar) });
    const text = fc.string({ unit: fc.constantFrom(..."aeiou/.:-_ABXZ0189~|") });
    fc.assert(
      fc.property(fc.oneof(octets, text), (string) => {
        assert.equal(decode(encode(string)), string);
      }),
    );
  });

  it("decodeHuffman() rejects a string that holds EOS", () => {
    const eos = codeOf(EOS);
    assert.equal(decode(fromBits(`${eos}11`)), HOLDS_EOS);
    assert.equal(decode(fromBits(`${codeOf(0x61)}${eos}00000`)), HOLDS_EOS);
    assert.equal(decode(fromBits(`00${eos}`)), BAD_PADDING, "two zeros begin a code of 5 bits");
  });

  for (const [what, bits, expected] of [
    ["no padding", codeOf(0x26), "&"],
    ["7 bits of padding", `${codeOf(0x28)} ${codeOf(0x3f)} 00000 1111111`, "(?0"],
    ["8 bits of padding", `${codeOf(0x26)} 11111111`, BAD_PADDING],
    ["16 bits of padding", `${codeOf(0x26)} 11111111 11111111`, BAD_PADDING],
    ["29 bits of EOS", "00000".repeat(7) + "1".repeat(29), BAD_PADDING],
    ["padding that ends in a zero", "00000 110", BAD_PADDING],
    ["padding of zeros", "00011 000", BAD_PADDING],
    ["padding of 4 bits with a zero", `${codeOf(0x20)} ${codeOf(0x20)} 1101`, BAD_PADDING],
    ["an incomplete long code", "1111111111110000", BAD_PADDING],
  ] as const) {
    it(`decodeHuffman() on a string with ${what}`, () => {
      const digits = bits.replaceAll(" ", "");
      assert.equal(
        decode(fromBits(digits.padEnd(Math.ceil(digits.length / 8) * 8, "0"))),
        expected,
      );
    });
  }

  it("decodeHuffman() reads any bytes as what writeHuffman() would write, or rejects them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = decode(bytes);
        if (typeof text === "string") assert.deepEqual([...encode(text)], [...bytes]);
        else assert.ok(text === HOLDS_EOS || text === BAD_PADDING);
      }),
      { numRuns: 1000 },
    );
  });

  it("writeHuffman() returns -1 and stays within its limit when the text takes more", () => {
    const octets = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map(toChar), minLength: 1 });
    fc.assert(
      fc.property(octets, fc.nat(), (text, seed) => {
        const length = huffmanLength(text);
        const limit = seed % length;
        const bytes = new Uint8Array(length + 8).fill(0xa5);
        assert.equal(writeHuffman(bytes, 0, limit, text), -1);
        assert.ok(bytes.subarray(limit).every((byte) => byte === 0xa5));
      }),
    );
  });
});

function toChar(octet: number): string {
  return String.fromCharCode(octet);
}
