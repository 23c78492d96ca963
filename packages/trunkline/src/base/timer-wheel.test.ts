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

  it("advance() called by a timer that fires leaves the wheel where it is", () => {
    const wheel = new TimerWheel(0);
    const late = new Probe();
    class Arming extends Timer {
      override onTimer(): void {
        // What an event loop does before it arms the first timer of an empty wheel.
        wheel.advance(106);
        wheel.schedule(late, 356);
      }
    }
    wheel.schedule(new Arming(), 100);
    wheel.advance(106);
    assert.deepEqual(late.firedAtMs, [], "256 ms after the slot that was being fired");
    wheel.advance(355);
    assert.deepEqual(late.firedAtMs, []);
    wheel.advance(356);
    assert.deepEqual(late.firedAtMs, [356]);
  });

  it("advance() goes on with the others after a timer that throws", () => {
    const wheel = new TimerWheel(0);
    class Throwing extends Timer {
      override onTimer(): void {
        throw new Error("It must not");
      }
    }
    const other = new Probe();
    wheel.schedule(new Throwing(), 5);
    wheel.schedule(other, 6);
    assert.throws(() => wheel.advance(10));
    wheel.advance(10);
    assert.deepEqual(other.firedAtMs, [10]);
  });

  it("never fires early and never loses a timer, however timers arm and disarm one another", () => {
    const distances = [0, 0.5, 1, 5, 249, 250, 255, 256, 257, 300, 511, 512, 513, 65_536, 70_000];
    const action = fc.record({
      /** The timer that is armed, or disarmed where the distance is null. */
      which: fc.nat({ max: 5 }),
      distanceMs: fc.option(fc.constantFrom(...distances)),
      /** Real time goes on while a timer's work is done. */
      workMs: fc.constantFrom(0, 0.3, 6, 300),
      advances: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 1, maxLength: 60 }),
        fc.array(fc.constantFrom(0.25, 1, 7, 106, 256, 1_000), { minLength: 1, maxLength: 10 }),
        (actions, steps) => {
          const script = [...actions];
          let nowMs = 0;
          const wheel = new TimerWheel(nowMs);
          /** When each armed timer is due. */
          const dueMs = new Map<Timer, number>();
          const act = (): void => {
            const next = script.shift();
            if (next === undefined) return;
            nowMs += next.workMs;
            if (next.advances || wheel.count === 0) wheel.advance(nowMs);
            const timer = timers[next.which]!;
            if (next.distanceMs === null) {
              wheel.cancel(timer);
              dueMs.delete(timer);
            } else {
              wheel.schedule(timer, nowMs + next.distanceMs);
              dueMs.set(timer, nowMs + next.distanceMs);
            }
          };
          class Acting extends Timer {
            override onTimer(): void {
              const atMs = dueMs.get(this);
              assert.ok(atMs !== undefined, "a timer fired that is not armed");
              assert.ok(nowMs >= atMs, `a timer fired ${atMs - nowMs} ms early`);
              dueMs.delete(this);
              act();
              act();
            }
          }
          const timers = Array.from({ length: 6 }, () => new Acting());
          for (let turn = 0; script.length > 0 || wheel.count > 0; turn++) {
            act();
            nowMs += wheel.count === 0 ? 1 : wheel.nextDelayMs(nowMs) + steps[turn % steps.length]!;
            const beforeMs = nowMs;
            wheel.advance(nowMs);
            for (const [timer, atMs] of dueMs) {
              assert.ok(timer.isArmed, "a timer was lost");
              assert.ok(atMs > beforeMs - 2, `a timer due ${beforeMs - atMs} ms ago has not fired`);
            }
            assert.equal(wheel.count, dueMs.size);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
