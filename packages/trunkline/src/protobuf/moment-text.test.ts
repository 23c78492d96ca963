import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTime } from "./moment-text.js";

test("parseTime() takes nothing that only looks like a time", () => {
  const text = "2026-11-21T15:10:00.25Z";
  assert.deepEqual(parseTime(text), { seconds: 1_795_273_800n, nanos: 250_000_000 });
  for (let at = 0; at < text.length; at++) {
    for (const other of ["x", "/", " ", "\u0660"]) {
      assert.throws(() => parseTime(text.slice(0, at) + other + text.slice(at + 1)), TypeError);
    }
    if (at < 19) assert.throws(() => parseTime(text.slice(0, at) + text.slice(at + 1)), TypeError);
  }
  const wrong = ["2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z"];
  const more = ["2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "0000-01-01T00:00:00Z"];
  const fractions = ["2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z"];
  for (const each of [...wrong, ...more, ...fractions]) {
    assert.throws(() => parseTime(each), TypeError, each);
  }
});
