import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import * as zlib from "node:zlib";
import { zlibEncodings } from "./encodings.js";

const context = { connection: {}, signal: new AbortController().signal };
const small = Buffer.from("a small message, ".repeat(50));
const large = Buffer.from("a large message, ".repeat(20_000));

test("zlibEncodings has gzip and deflate, and zstd where Node has it", () => {
  const names = zlibEncodings.map(({ name }) => name);
  const zstd = "zstdCompress" in zlib ? ["zstd"] : [];
  assert.deepEqual(names, ["gzip", "deflate", ...zstd]);
});

for (const encoding of zlibEncodings) {
  const { name } = encoding;

  test(`${name}: what is small is done at once, what is large aside`, async () => {
    const packed = encoding.compress(small, context);
    assert.ok(packed instanceof Uint8Array);
    assert.ok(packed.length < small.length / 4);
    const unpacked = encoding.decompress(packed, 1 << 20, context);
    assert.ok(unpacked instanceof Uint8Array);
    assert.deepEqual(Buffer.from(unpacked), small);

    const packing = encoding.compress(large, context);
    assert.ok(packing instanceof Promise);
    // Few octets, many of which come out: begun at once, then left to a thread.
    const unpacking = encoding.decompress(await packing, large.length, context);
    assert.ok(unpacking instanceof Promise);
    assert.deepEqual(Buffer.from(await unpacking), large);
  });

  test(`${name}: the limit is exact, for what is small and what is large`, async () => {
    for (const message of [small, large]) {
      const packed = await encoding.compress(message, context);
      assert.equal(
        (await encoding.decompress(packed, message.length, context)).length,
        message.length,
      );
      const over = async () => encoding.decompress(packed, message.length - 1, context);
      await assert.rejects(over, RangeError);
    }
    const one = await encoding.compress(Buffer.from([7]), context);
    assert.ok(
      (await encoding.decompress(one, 0, context)).length > 0,
      "whoever asked sees the octet",
    );
  });

  test(`${name}: a message of nothing, and bytes that are wrong`, async () => {
    const none = await encoding.compress(new Uint8Array(0), context);
    assert.equal((await encoding.decompress(none, 10, context)).length, 0);
    const wrong = async (bytes: Uint8Array) => encoding.decompress(bytes, 1 << 20, context);
    await assert.rejects(wrong(Buffer.from("no such thing")), (error) => {
      assert.ok(!(error instanceof RangeError), String(error));
      return true;
    });
    await assert.rejects(wrong(randomBytes(20_000)), Error);
    const cut = (await encoding.compress(small, context)).subarray(0, 20);
    await assert.rejects(wrong(cut), Error);
  });

  test(`${name}: many at once all come to their end`, async () => {
    const packed = await encoding.compress(large, context);
    const lengths = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        try {
          return (await encoding.decompress(packed, index % 3 === 0 ? 100 : 1 << 20, context))
            .length;
        } catch {
          return -1;
        }
      }),
    );
    assert.deepEqual(
      lengths,
      Array.from({ length: 20 }, (_, index) => (index % 3 === 0 ? -1 : large.length)),
    );
  });
}
