import assert from "node:assert/strict";
import { it } from "node:test";
import { HeaderTemplate, headerListBytes } from "./index.js";

it("headerListBytes() counts octets of names and values, and 32 a field (RFC 9113 §6.5.2)", () => {
  assert.equal(headerListBytes([]), 0);
  assert.equal(headerListBytes([["a", "bcd"]]), 36);
  assert.equal(headerListBytes([["a", ""], new HeaderTemplate(["te", "trailers"])]), 33 + 42);
});
