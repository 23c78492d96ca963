import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LiteralCache, LiteralForm } from "./literal-cache.js";

const { NAME, VALUE, HUFFMAN } = LiteralForm;

/** Looks the text's octets up, offers the text where they are not found, and says which it was. */
function meet(cache: LiteralCache, text: string, form: number = VALUE): "found" | "made" {
  const bytes = Uint8Array.from(Buffer.from(`..${text}.`, "latin1"));
  const end = 2 + text.length;
  const key = cache.key(bytes, 2, end, form);
  if (key === 0) return "made";
  const known = cache.find(key, bytes, 2, end);
  if (known === null) {
    cache.offer(key, bytes, 2, end, text);
    return "made";
  }
  assert.equal(known, text);
  return "found";
}

describe("LiteralCache", () => {
  for (const length of [6, 48, 49, 600, 2048]) {
    it(`finds a literal of ${length} bytes from its third coming on`, () => {
      const cache = new LiteralCache();
      const text = "k".repeat(length);
      const met = [1, 2, 3, 4].map(() => meet(cache, text));
      assert.deepEqual(met, ["made", "made", "found", "found"]);
      assert.equal(meet(cache, `${"k".repeat(length - 1)}l`), "made");
      assert.equal(meet(cache, `l${"k".repeat(length - 1)}`), "made");
    });
  }

  for (const length of [0, 5, 2049]) {
    it(`never keeps one of ${length} bytes`, () => {
      const cache = new LiteralCache();
      for (let time = 0; time < 4; time++) assert.equal(meet(cache, "k".repeat(length)), "made");
    });
  }

  it("keeps a literal however many come once", () => {
    const cache = new LiteralCache();
    for (const text of ["/shop.Orders/Get", "t".repeat(300)]) {
      meet(cache, text);
      meet(cache, text);
      for (let id = 0; id < 1000; id++) meet(cache, `${id}`.padStart(text.length, "#"));
      assert.equal(meet(cache, text), "found");
    }
  });

  it("tells names, values and Huffman-coded octets apart", () => {
    const cache = new LiteralCache();
    const forms = [NAME, VALUE, NAME | HUFFMAN, VALUE | HUFFMAN];
    const bytes = Uint8Array.from(Buffer.from("some text"));
    const keys = forms.map((form) => cache.key(bytes, 0, bytes.length, form));
    assert.equal(new Set(keys).size, forms.length);
    meet(cache, "some text", VALUE);
    meet(cache, "some text", VALUE);
    assert.equal(meet(cache, "some text", NAME), "made");
    assert.equal(meet(cache, "some text", VALUE | HUFFMAN), "made");
  });
});
