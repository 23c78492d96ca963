import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createConnectionCounters } from "./connection-counters.js";
import { Cost, CostLedger } from "./cost-ledger.js";

const limits = { costBudget: 10_000, costRefillPerSecond: 330 };

function ledgerAt(clock: { ms: number }, options = limits) {
  const counters = createConnectionCounters();
  const ledger = new CostLedger(options, counters, clock.ms);
  const source = { nowMs: () => clock.ms };
  /** Charges until the peer has overspent, at most `most` times; how often it went well. */
  const chargeUpTo = (cost: Cost, most: number): number => {
    for (let count = 0; count < most; count++) if (!ledger.charge(cost, source)) return count;
    return most;
  };
  return { ledger, counters, chargeUpTo };
}

describe("CostLedger", () => {
  it("lets a peer spend its budget at once, each kind at its price", () => {
    const affordable: readonly (readonly [kind: keyof typeof Cost, count: number])[] = [
      ["reset", 1_000],
      ["streamFault", 1_000],
      ["refusedStream", 1_000],
      ["oversizedHeaders", 500],
      ["settings", 1_000],
      ["ping", 10_000],
      ["emptyData", 100],
      ["tinyData", 10_000],
      ["priority", 10_000],
      ["windowUpdate", 10_000],
      ["strayFrame", 10_000],
      ["unknownFrame", 10_000],
      ["interimResponse", 1_000],
      ["goAway", 100],
      ["wastedHeaders", 10_000],
    ];
    assert.deepEqual(affordable.map(([kind]) => kind).sort(), Object.keys(Cost).sort());
    for (const [kind, count] of affordable) {
      assert.equal(ledgerAt({ ms: 0 }).chargeUpTo(Cost[kind], 20_000), count, kind);
    }
  });

  it("has one budget for all kinds together", () => {
    const { chargeUpTo } = ledgerAt({ ms: 0 });
    assert.equal(chargeUpTo(Cost.reset, 500), 500);
    assert.equal(chargeUpTo(Cost.streamFault, 400), 400);
    assert.equal(chargeUpTo(Cost.ping, 20_000), 1_000);
  });

  it("gives 330 points back each second, and never more than the budget", () => {
    const clock = { ms: 0 };
    const { chargeUpTo } = ledgerAt(clock);
    assert.equal(chargeUpTo(Cost.reset, 1_000), 1_000);
    clock.ms = 1_000;
    assert.equal(chargeUpTo(Cost.reset, 2_000), 33);
    clock.ms = 10_000_000;
    // The charge that overdrew is made up for too.
    assert.equal(chargeUpTo(Cost.reset, 2_000), 1_000);
  });

  it("counts a completed call for one reset, a DATA frame sent for three small frames", () => {
    const { chargeUpTo, counters } = ledgerAt({ ms: 0 });
    assert.equal(chargeUpTo(Cost.reset, 1_000), 1_000);
    counters.streamsCompleted += 50;
    assert.equal(chargeUpTo(Cost.reset, 1_000), 50);
    const other = ledgerAt({ ms: 0 });
    other.chargeUpTo(Cost.windowUpdate, 10_000);
    other.counters.dataFramesSent += 100;
    assert.equal(other.chargeUpTo(Cost.windowUpdate, 1_000), 300);
  });

  it("pays for each completed call once", () => {
    const { chargeUpTo, counters } = ledgerAt({ ms: 0 });
    counters.streamsCompleted = 2_000;
    assert.equal(chargeUpTo(Cost.reset, 5_000), 2_000, "the budget, and as much again at most");
    assert.equal(chargeUpTo(Cost.reset, 1), 0);
  });

  it("never runs out for a client that cancels a fifth of its calls", () => {
    const clock = { ms: 0 };
    const { chargeUpTo, counters } = ledgerAt(clock);
    for (let second = 0; second < 60; second++) {
      for (let slice = 0; slice < 100; slice++) {
        clock.ms += 10;
        counters.streamsCompleted += 160;
        assert.equal(chargeUpTo(Cost.reset, 40), 40);
      }
    }
  });

  it("says what was dearest, with counts", () => {
    const { ledger, chargeUpTo } = ledgerAt({ ms: 0 });
    chargeUpTo(Cost.ping, 7);
    chargeUpTo(Cost.reset, 20);
    chargeUpTo(Cost.priority, 3);
    chargeUpTo(Cost.windowUpdate, 1);
    assert.equal(ledger.describe(), "20 resets before an answer, 7 PING, 3 PRIORITY");
    assert.equal(ledger.counts.reset, 20);
    assert.equal(ledger.counts.goAway, 0);
  });
});
