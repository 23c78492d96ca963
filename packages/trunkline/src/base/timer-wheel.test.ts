import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Timer, TimerWheel } from "./timer-wheel.js";

class Probe extends Timer {
  firedAtMs: number[] = [];

  override onTimer(nowMs: number): void {
    this.firedAtMs.push(nowMs);
  }
}

describe("TimerWheel", () => {
  it("schedule() fires a timer once, at its tick and not before", () => {
    const wheel = new TimerWheel(0);
    const probe = new Probe();
    wheel.schedule(probe, 5);
    wheel.advance(4.9);
    assert.deepEqual(probe.firedAtMs, []);
    wheel.advance(5);
    wheel.advance(500);
    assert.deepEqual(probe.firedAtMs, [5]);
    assert.equal(wheel.count, 0);
  });

  it("schedule() of an armed timer moves it", () => {
    const wheel = new TimerWheel(0);
    const probe = new Probe();
    wheel.schedule(probe, 5);
    wheel.schedule(probe, 9);
    assert.equal(wheel.count, 1);
    wheel.advance(8);
    assert.deepEqual(probe.firedAtMs, []);
    wheel.advance(9);
    assert.deepEqual(probe.firedAtMs, [9]);
  });

  it("cancel() disarms a timer and may be called twice", () => {
    const wheel = new TimerWheel(0);
    const probe = new Probe();
    wheel.schedule(probe, 5);
    wheel.cancel(probe);
    wheel.cancel(probe);
    wheel.advance(10);
    assert.deepEqual(probe.firedAtMs, []);
    assert.equal(wheel.nextDelayMs(10), Infinity);
  });

  it("advance() lets a firing timer arm itself again", () => {
    const wheel = new TimerWheel(0);
    class Again extends Timer {
      times = 0;
      override onTimer(nowMs: number): void {
        if (++this.times < 3) wheel.schedule(this, nowMs + 256);
      }
    }
    const again = new Again();
    wheel.schedule(again, 1);
    for (let nowMs = 0; nowMs <= 600; nowMs++) wheel.advance(nowMs);
    assert.equal(again.times, 3);
  });

  it("fires every timer at the first advance at or past its time, whatever the distances", () => {
    const times = fc.array(fc.double({ min: 0, max: 5e7, noNaN: true }), { maxLength: 40 });
    const startMs = fc.integer({ min: 0, max: 1e7 });
    fc.assert(
      fc.property(startMs, times, (start, distances) => {
        const wheel = new TimerWheel(start);
        const probes = distances.map((distance) => {
          const probe = new Probe();
          wheel.schedule(probe, start + distance);
          return probe;
        });
        let nowMs = start;
        for (let turns = 0; wheel.count > 0 && turns < 1e6; turns++) {
          nowMs += wheel.nextDelayMs(nowMs);
          wheel.advance(nowMs);
        }
        for (const probe of probes) {
          assert.equal(probe.firedAtMs.length, 1);
          const lateMs = probe.firedAtMs[0]! - probe.atMs;
          assert.ok(
            lateMs >= 0 && lateMs <= 1 + (probe.atMs <= start ? 1 : 0),
            `${lateMs} ms late`,
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});
