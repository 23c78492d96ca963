import assert from "node:assert/strict";
import { test } from "node:test";
import { timed } from "./timed.js";

/** A core that is slow at times: an operation takes 1 ms, or 2. A look at it takes a tenth. */
function sharedCore(isShared: (ms: number) => boolean) {
  let ms = 0;
  return {
    now: () => ms,
    isFree: () => {
      ms += 0.1;
      return !isShared(ms);
    },
    run: () => {
      ms += isShared(ms) ? 2 : 1;
      return ms;
    },
  };
}

test("timed() counts what was done while the core was free, and waits meanwhile", () => {
  const core = sharedCore((ms) => Math.floor(ms / 1000) % 2 === 1);
  const { perSecond, freeShare, isShared } = timed(core.run, 3000, core, core.now);
  assert.ok(Math.abs(perSecond - 1000) < 1, String(perSecond));
  assert.equal(freeShare, 1);
  assert.equal(isShared, false);
  assert.ok(core.now() < 7000, String(core.now()));
});

test("timed() counts everything where the core is never free, says so, and ends", () => {
  const core = sharedCore(() => true);
  const { perSecond, freeShare, isShared } = timed(core.run, 1000, core, core.now);
  assert.ok(Math.abs(perSecond - 500) < 1, String(perSecond));
  assert.equal(freeShare, 0);
  assert.equal(isShared, true);
  assert.ok(core.now() <= 10_010, String(core.now()));
});

test("timed() refuses what gives nothing", () => {
  const core = sharedCore(() => false);
  const run = () => void core.run();
  assert.throws(() => timed(run, 10, core, core.now), /^Error: Nothing came of what is measured$/);
});
