import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RepeatFilter } from "./repeat-filter.js";

describe("RepeatFilter", () => {
  it("sawBefore() is false for the first coming and true for the next", () => {
    const filter = new RepeatFilter();
    assert.equal(filter.sawBefore("x-tenant", "acme"), false);
    assert.equal(filter.sawBefore("x-tenant", "acme"), true);
    assert.equal(filter.sawBefore("x-tenant", "acme"), true);
  });

  it("sawBefore() never takes one field for another", () => {
    const filter = new RepeatFilter();
    filter.sawBefore("x-tenant", "acme");
    assert.equal(filter.sawBefore("x-branch", "acme"), false);
    assert.equal(filter.sawBefore("x-branch", "acne"), false);
    assert.equal(filter.sawBefore("x-branch", ""), false);
    const seen = new Set<string>();
    for (let at = 0; at < 1000; at++) {
      const value = `${(at * 7919) % 501}`;
      if (filter.sawBefore("x-id", value)) assert.ok(seen.has(value));
      seen.add(value);
    }
  });

  it("sawBefore() forgets: of many fields in turn most are new each time", () => {
    const filter = new RepeatFilter();
    let repeats = 0;
    for (let at = 0; at < 1000; at++) if (filter.sawBefore("x-id", `${at % 500}`)) repeats++;
    assert.ok(repeats <= 32, `${repeats} of 500 were remembered`);
  });
});
