import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OutputBuffer } from "../base/index.js";
import { HeaderTemplate } from "./header-template.js";
import { TemplateCache } from "./template-cache.js";

/** Keeps `byteLength` bytes for a new template, right at generation 1 in blocks before 100. */
function keep(cache: TemplateCache, byteLength: number): HeaderTemplate {
  const template = new HeaderTemplate([]);
  const out = new OutputBuffer();
  out.append(Uint8Array.of(1, 2));
  out.append(new Uint8Array(byteLength).fill(7));
  cache.keep(template, out, 2, 1, 100);
  return template;
}

describe("TemplateCache", () => {
  it("copy() appends the kept bytes while generation and block are right", () => {
    const cache = new TemplateCache();
    for (const byteLength of [0, 3, 500]) {
      const template = keep(cache, byteLength);
      const out = new OutputBuffer(1);
      out.append(Uint8Array.of(9));
      assert.equal(cache.copy(template, out, 2, 1), false);
      assert.equal(cache.copy(template, out, 1, 100), false);
      assert.equal(cache.copy(new HeaderTemplate([]), out, 1, 1), false);
      assert.equal(out.length, 1);
      assert.equal(cache.copy(template, out, 1, 99), true);
      const expected = [9, ...new Array<number>(byteLength).fill(7)];
      assert.deepEqual([...out.bytes.subarray(0, out.length)], expected);
    }
  });

  for (const [what, byteLength, count] of [
    ["256 templates", 1, 256],
    ["16 KiB", 4096, 4],
  ] as const) {
    it(`keep() begins anew past ${what}`, () => {
      const cache = new TemplateCache();
      const isKept = (template: HeaderTemplate) => cache.copy(template, new OutputBuffer(), 1, 1);
      const templates = Array.from({ length: count }, () => keep(cache, byteLength));
      assert.ok(templates.every(isKept));
      const next = keep(cache, byteLength);
      assert.ok(!templates.some(isKept));
      assert.ok(isKept(next));
    });
  }
});
