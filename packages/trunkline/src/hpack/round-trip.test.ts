import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { OutputBuffer } from "../base/index.js";
import {
  HeaderBlock,
  HeaderListTooLarge,
  type HeaderPart,
  HeaderTemplate,
  HpackDecoder,
  HpackEncoder,
  HpackError,
} from "./index.js";

const names = ["grpc-timeout", "authorization", ":path", "x-id", "x-long", "trace-bin", "", "n"];
const values = ["", "0", "/a.B/C", "same", "x".repeat(70), "y".repeat(130), "z".repeat(1100)];

const octets: fc.Arbitrary<string> = fc.string({
  unit: fc.nat(255).map((octet) => String.fromCharCode(octet)),
  maxLength: 90,
});
const name: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...names), octets);
const value: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...values), octets);
const fields: fc.Arbitrary<string[]> = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map((pairs) => pairs.flat());

/** Templates that steps refer to by number, so that the same ones are sent again. */
const templates: fc.Arbitrary<HeaderTemplate[]> = fc.array(
  fields.map((list) => new HeaderTemplate(list)),
  { minLength: 1, maxLength: 5 },
);
type Step =
  | { readonly kind: "settings"; readonly bytes: number }
  | { readonly kind: "block"; readonly parts: readonly (number | readonly string[])[] };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("block" as const),
      parts: fc.array(fc.oneof(fc.nat(), fields), { maxLength: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("settings" as const), bytes: fc.nat(6000) }),
  },
);
const steps: fc.Arbitrary<Step[]> = fc.array(step, { maxLength: 60 });

function encode(encoder: HpackEncoder, parts: readonly HeaderPart[]): Uint8Array {
  const out = new OutputBuffer(16);
  encoder.encode(out, parts);
  return out.bytes.slice(0, out.length);
}

describe("HPACK, both directions", () => {
  it("decode() gives what encode() was given, whatever the table's size does meanwhile", () => {
    fc.assert(
      fc.property(templates, steps, (constant, list) => {
        const encoder = new HpackEncoder();
        const decoder = new HpackDecoder({ maxListBytes: 100_000, maxFields: 1000 });
        for (const step of list) {
          if (step.kind === "settings") {
            decoder.setMaxTableBytes(step.bytes);
            encoder.setPeerTableBytes(step.bytes);
            continue;
          }
          const parts = step.parts.map((part) =>
            typeof part === "number" ? constant[part % constant.length]! : part,
          );
          const bytes = encode(encoder, parts);
          const block = decoder.decode(bytes, 0, bytes.length);
          assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
          const expected = parts.flatMap((part) =>
            part instanceof HeaderTemplate ? part.fields : part,
          );
          assert.deepEqual(block.fields, expected);
          assert.equal(
            block.listBytes,
            expected.reduce((sum, text) => sum + text.length + 16, 0),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a decoder that remembers gives what one that has seen nothing gives", () => {
    const lists = fc.array(fc.array(fc.constantFrom(0, 1, 2, 3, 4), { maxLength: 5 }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(templates, lists, (constant, list) => {
        const encoder = new HpackEncoder();
        const decoder = new HpackDecoder({ maxListBytes: 100_000 });
        const sent: Uint8Array[] = [];
        for (const numbers of list) {
          const bytes = encode(
            encoder,
            numbers.map((number) => constant[number % constant.length]!),
          );
          sent.push(bytes);
          const remembered = decoder.decode(bytes, 0, bytes.length);
          if (sent.length % 20 !== 0) continue;
          const fresh = new HpackDecoder({ maxListBytes: 100_000 });
          const results = sent.map((block) => fresh.decode(block, 0, block.length));
          assert.deepEqual(remembered, results.at(-1));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("HpackDecoder on bytes of no encoder", () => {
  function check(decoder: HpackDecoder, bytes: Uint8Array): void {
    const copy = bytes.slice();
    const result = decoder.decode(bytes, 0, bytes.length);
    assert.deepEqual(bytes, copy);
    if (result instanceof HeaderBlock) {
      const listBytes = result.fields.reduce((sum, text) => sum + text.length + 16, 0);
      assert.equal(result.listBytes, listBytes);
      assert.ok(listBytes <= 16_384 && result.fields.length <= 256);
    } else if (result instanceof HeaderListTooLarge) {
      assert.ok(result.listBytes > 16_384 || result.fieldCount > 128);
    } else {
      assert.ok(result instanceof HpackError);
      assert.match(result.message, /\(RFC 7541 §[0-9.]+\)$/);
    }
  }

  it("decode() has one of its three results for any bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 5 }), (blocks) => {
        const decoder = new HpackDecoder();
        for (const bytes of blocks) check(decoder, bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it("decode() has one of its three results for damaged blocks", () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    const blocks = fc.array(fc.tuple(fields, damage), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(blocks, (list) => {
        const encoder = new HpackEncoder();
        const decoder = new HpackDecoder();
        for (const [plain, changes] of list) {
          const bytes = encode(encoder, [new HeaderTemplate(plain)]);
          for (const [at, byte] of changes) {
            if (bytes.length > 0) bytes[at % bytes.length] = byte;
          }
          check(decoder, bytes);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
