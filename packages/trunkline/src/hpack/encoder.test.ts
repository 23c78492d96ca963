import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutputBuffer } from "../base/index.js";
import {
  HeaderBlock,
  type HeaderPart,
  HeaderTemplate,
  HpackDecoder,
  HpackEncoder,
  type HpackEncoderOptions,
} from "./index.js";

/** An encoder whose every block is decoded and compared. */
class Wire {
  readonly encoder: HpackEncoder;
  readonly #decoder = new HpackDecoder();

  constructor(options?: HpackEncoderOptions) {
    this.encoder = new HpackEncoder(options);
  }

  /** Encodes a block and returns its bytes. */
  send(...parts: HeaderPart[]): number[] {
    const out = new OutputBuffer(8);
    out.append(Uint8Array.of(1, 2, 3));
    this.encoder.encode(out, parts);
    const block = this.#decoder.decode(out.bytes, 3, out.length);
    assert.ok(block instanceof HeaderBlock, JSON.stringify(block));
    const fields = parts.flatMap((part) => (part instanceof HeaderTemplate ? part.fields : part));
    assert.deepEqual(block.fields, fields);
    assert.deepEqual([...out.bytes.subarray(0, 3)], [1, 2, 3]);
    return [...out.bytes.subarray(3, out.length)];
  }
}

const INDEXED = 0x80;
const request = new HeaderTemplate([
  ":method",
  "POST",
  ":path",
  "/shop.Orders/Get",
  "te",
  "trailers",
]);

describe("HpackEncoder, templates", () => {
  it("encode() puts a template into the table the first time, and sends indexes from then on", () => {
    const wire = new Wire();
    assert.ok(wire.send(request).length > 20);
    for (let time = 0; time < 3; time++) assert.deepEqual(wire.send(request), [0x83, 0xbf, 0xbe]);
  });

  it("encode() sends right indexes after another template has moved them", () => {
    const wire = new Wire();
    wire.send(request);
    wire.send(request);
    wire.send(new HeaderTemplate(["x-other", "one"]));
    assert.deepEqual(wire.send(request), [0x83, 0xc0, 0xbf]);
    assert.deepEqual(wire.send(request), [0x83, 0xc0, 0xbf]);
  });

  it("encode() uses one template on several connections", () => {
    const wires = [new Wire(), new Wire()];
    for (let time = 0; time < 3; time++) for (const wire of wires) wire.send(request);
    wires[0]!.send(new HeaderTemplate(["x-other", "one"]));
    assert.notDeepEqual(wires[0]!.send(request), wires[1]!.send(request));
  });

  it("encode() writes parts in their order", () => {
    const wire = new Wire();
    for (let time = 0; time < 3; time++) {
      wire.send(["a", `${time}`], request, ["grpc-timeout", `${time}S`], request, []);
    }
    assert.deepEqual(wire.send(), []);
    assert.deepEqual(wire.send(new HeaderTemplate([])), []);
  });

  it("encode() of more templates than the table holds gives some entries and leaves the rest alone", () => {
    const wire = new Wire();
    const templates = Array.from(
      { length: 100 },
      (_, at) => new HeaderTemplate([":path", `/a.long.package.Service${at}/Method${at}`]),
    );
    const isIndexed = new Map<HeaderTemplate, number>();
    for (let round = 0; round < 40; round++) {
      for (const template of templates) {
        const bytes = wire.send(template);
        if (bytes.length <= 2) isIndexed.set(template, (isIndexed.get(template) ?? 0) + 1);
      }
    }
    const steady = [...isIndexed.values()].reduce((sum, count) => sum + count, 0);
    // 4,096 bytes hold some 54 of these. In turn, a table that always gave way would never have the next.
    assert.ok(steady > 100 * 40 * 0.4, `${steady} of 4,000 blocks were indexed`);
    assert.equal(isIndexed.size, templates.length, "each has its turn");
  });

  it("encode() never indexes a field of more than a quarter of the table", () => {
    const wire = new Wire();
    const large = new HeaderTemplate(["x-large", "v".repeat(1000)]);
    const length = wire.send(large).length;
    assert.equal(wire.send(large).length, length);
    wire.send(request);
    assert.deepEqual(wire.send(request), [0x83, 0xbf, 0xbe]);
  });

  it("encode() keeps right bytes for however many templates", () => {
    const wire = new Wire();
    for (let round = 0; round < 3; round++) {
      for (let at = 0; at < 300; at++) {
        wire.send(new HeaderTemplate(["x-made-for-one-call", `${round} ${at} ${"v".repeat(at)}`]));
      }
      wire.send(request);
    }
    assert.equal(wire.send(request).length, 3);
  });
});

describe("HpackEncoder, plain fields", () => {
  it("encode() indexes a field when it comes again", () => {
    const wire = new Wire();
    assert.ok(wire.send(["x-tenant", "acme"]).length > 1);
    assert.ok(wire.send(["x-tenant", "acme"]).length > 1);
    assert.deepEqual(wire.send(["x-tenant", "acme"]), [INDEXED | 62]);
    assert.deepEqual(wire.send([":status", "200", "x-tenant", "acme"]), [0x88, INDEXED | 62]);
  });

  it("encode() keeps templates indexed however many unique values pass", () => {
    const wire = new Wire();
    wire.send(request);
    for (let id = 0; id < 5000; id++) wire.send(request, ["x-id", `${id}`, "x-trace-bin", `${id}`]);
    assert.equal(wire.send(request).length, 3);
  });

  it("encode() keeps templates mostly indexed when more values repeat than the table holds", () => {
    const wire = new Wire();
    let bytes = 0;
    for (let at = 0; at < 3000; at++) {
      const user = `user-${at % 97}`;
      wire.send(["x-user", user], ["x-user-again", user]);
      bytes += wire.send(request).length;
    }
    assert.ok(bytes / 3000 < 8, `${bytes / 3000} bytes for the template`);
  });

  for (const name of ["grpc-timeout", "traceparent", "grpc-trace-bin"]) {
    it(`encode() indexes the name of ${name} and never a second value`, () => {
      const wire = new Wire();
      wire.send([name, "0"]);
      for (let time = 1; time < 50; time++) {
        const bytes = wire.send([name, `${100 + (time % 3)}m`]);
        assert.ok(bytes.length <= 2 + 1 + 4);
        assert.equal(bytes[0], 0x0f, "a literal that is not indexed, its name is");
      }
    });
  }

  for (const name of ["authorization", "proxy-authorization", "cookie", "set-cookie"]) {
    it(`encode() marks ${name} as never to be indexed, in a template too`, () => {
      const wire = new Wire();
      const token = "a token of sixty-four octets or more, which is kept as it was coded";
      for (const value of ["short", token]) {
        const bytes = wire.send([name, value]);
        assert.equal(bytes[0]! & 0xf0, 0x10);
        for (let time = 0; time < 3; time++) {
          assert.deepEqual(wire.send([name, value]), bytes);
          assert.deepEqual(wire.send(new HeaderTemplate([name, value])), bytes);
        }
      }
    });
  }

  it("encode() tells long values apart", () => {
    const wire = new Wire();
    for (let time = 0; time < 60; time++) {
      wire.send(["authorization", `${"token".repeat(20)}${time % 6}`]);
      wire.send(["authorization", `${time % 7}${"\x01".repeat(80)}`]);
    }
  });

  it('encode() sends "?" for a unit that is no octet', () => {
    const encoder = new HpackEncoder();
    const decoder = new HpackDecoder();
    for (const value of ["\u010a\u20ac", "\u010a".repeat(100), "\u010a".repeat(130)]) {
      const out = new OutputBuffer();
      encoder.encode(out, [["x", value]]);
      const block = decoder.decode(out.bytes, 0, out.length);
      assert.ok(block instanceof HeaderBlock);
      assert.deepEqual(block.fields, ["x", "?".repeat(value.length)]);
    }
  });
});

describe("HpackEncoder.setPeerTableBytes()", () => {
  const size = (bytes: number): number[] => {
    if (bytes < 31) return [0x20 | bytes];
    return bytes - 31 < 128
      ? [0x3f, bytes - 31]
      : [0x3f, ((bytes - 31) & 0x7f) | 0x80, (bytes - 31) >> 7];
  };

  it("announces the new size once, at the start of the next block", () => {
    const wire = new Wire();
    wire.send(request);
    wire.encoder.setPeerTableBytes(1000);
    assert.deepEqual(wire.send([":method", "GET"]), [...size(1000), 0x82]);
    assert.deepEqual(wire.send([":method", "GET"]), [0x82]);
    assert.equal(wire.send(request).length, 3);
  });

  it("announces the smallest and the final size when it changed twice", () => {
    const wire = new Wire();
    wire.send(request);
    wire.encoder.setPeerTableBytes(0);
    wire.encoder.setPeerTableBytes(2000);
    wire.encoder.setPeerTableBytes(100);
    wire.encoder.setPeerTableBytes(300);
    assert.deepEqual(wire.send([":method", "GET"]), [...size(0), ...size(300), 0x82]);
  });

  it("announces one size when the last is the smallest", () => {
    const wire = new Wire();
    wire.encoder.setPeerTableBytes(2000);
    wire.encoder.setPeerTableBytes(20);
    assert.deepEqual(wire.send([":method", "GET"]), [...size(20), 0x82]);
  });

  it("says nothing of a size past our own maximum, nor of one that is no news", () => {
    const wire = new Wire();
    wire.encoder.setPeerTableBytes(4096);
    wire.encoder.setPeerTableBytes(1_000_000);
    assert.deepEqual(wire.send([":method", "GET"]), [0x82]);
  });

  it("announces a maximum of our own that is below the initial size", () => {
    const wire = new Wire({ maxTableBytes: 128 });
    assert.deepEqual(wire.send([":method", "GET"]), [...size(128), 0x82]);
    wire.encoder.setPeerTableBytes(4096);
    assert.deepEqual(wire.send([":method", "GET"]), [0x82]);
  });

  it("a table of no bytes leaves every field a literal", () => {
    const wire = new Wire();
    wire.encoder.setPeerTableBytes(0);
    wire.send(request);
    const bytes = wire.send(request, ["x-tenant", "acme", "grpc-timeout", "1S"]);
    for (let time = 0; time < 3; time++) {
      assert.deepEqual(wire.send(request, ["x-tenant", "acme", "grpc-timeout", "1S"]), bytes);
    }
  });
});
