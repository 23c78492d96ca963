import assert from "node:assert/strict";
import { test } from "node:test";
import { timed } from "./timed.js";

/** A core that is slow in every other second: an operation takes 1 ms, or 2. */
function sharedCore(isShared: (ms: number) => boolean) {
  let ms = 0;
  return {
    now: () => ms,
    isFree: () => !isShared(ms),
    run: () => {
      ms += isShared(ms) ? 2 : 1;
    },
  };
}

test("timed() counts what was done while the core was free", () => {
  const core = sharedCore((ms) => Math.floor(ms / 1000) % 2 === 1);
  const { perSecond, freeShare } = timed(core.run, 3000, core, core.now);
  assert.equal(perSecond, 1000);
  assert.ok(freeShare > 0.4 && freeShare < 0.65, String(freeShare));
});

test("timed() counts everything where the core is never free, and ends", () => {
  const core = sharedCore(() => true);
  const { perSecond, freeShare } = timed(core.run, 1000, core, core.now);
  assert.equal(perSecond, 500);
  assert.equal(freeShare, 0);
  assert.ok(core.now() <= 8010, String(core.now()));
});
