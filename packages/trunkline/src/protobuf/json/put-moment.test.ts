import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatSpan, formatTime, MAX_SPAN_SECONDS, parseTime } from "../moment-text.js";
import { putSpan, putTime } from "./put-moment.js";
import { TextMemory, textOf } from "./text-memory.js";

function textFrom(put: (out: TextMemory) => unknown): string {
  const out = new TextMemory(1);
  put(out);
  return textOf(out);
}

const nanos = fc.oneof(
  fc.constantFrom(0, 1, 999_999_999, 500_000_000, 1_000, 1_000_000, 123_456_000),
  fc.integer({ min: 0, max: 999_999_999 }),
);

test("putTime() writes days from all over 10,000 years as Date does", () => {
  for (let seconds = -62_135_596_800n; seconds <= 253_402_300_799n; seconds += 86_400n * 13n + 7n) {
    const moment = { seconds, nanos: 0 };
    assert.equal(
      textFrom((out) => putTime(out, moment)),
      `"${formatTime(moment)}"`,
    );
    assert.deepEqual(parseTime(formatTime(moment)), moment);
  }
  const second = fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n });
  fc.assert(
    fc.property(second, nanos, (seconds, each) => {
      const moment = { seconds, nanos: each };
      assert.equal(
        textFrom((out) => putTime(out, moment)),
        `"${formatTime(moment)}"`,
      );
      assert.deepEqual(parseTime(formatTime(moment)), moment);
    }),
  );
});

test("putTime() and putSpan() refuse what JSON has no form for", () => {
  const out = new TextMemory(1);
  for (const seconds of [-62_135_596_801n, 253_402_300_800n, 2n ** 63n - 1n]) {
    assert.throws(() => putTime(out, { seconds, nanos: 0 }), /in the years 1 to 9999/);
  }
  assert.throws(() => putTime(out, { seconds: 0n, nanos: -1 }), /in the years 1 to 9999/);
  assert.throws(() => putSpan(out, { seconds: MAX_SPAN_SECONDS + 1n, nanos: 0 }), /at most/);
  assert.throws(() => putSpan(out, { seconds: 1n, nanos: -1 }), /one sign/);
});

test("putSpan() writes durations of either sign", () => {
  const second = fc.bigInt({ min: -MAX_SPAN_SECONDS, max: MAX_SPAN_SECONDS });
  fc.assert(
    fc.property(fc.oneof(second, fc.constant(0n)), nanos, fc.boolean(), (seconds, each, minus) => {
      const sign = seconds < 0n || (seconds === 0n && minus) ? -1 : 1;
      const moment = { seconds, nanos: each === 0 ? 0 : sign * each };
      assert.equal(
        textFrom((out) => putSpan(out, moment)),
        `"${formatSpan(moment)}"`,
      );
    }),
  );
});
