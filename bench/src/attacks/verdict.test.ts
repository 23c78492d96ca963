import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attack } from "./attack.js";
import { answeredOnly, borne, cutOff, either } from "./judges.js";
import type { ConnectionRecord } from "./outcome.js";
import type { Measured } from "./run-attack.js";
import { judge, medianOf } from "./verdict.js";

function record(more: Partial<ConnectionRecord>): ConnectionRecord {
  return {
    framesSent: 10,
    bytesSent: 90,
    openMs: 5,
    endedBy: "attacker",
    wasReset: false,
    goAways: [],
    resets: {},
    answers: {},
    dataBytes: 0,
    windowBytes: 65_535,
    acks: 0,
    ...more,
  };
}

const calm = record({ endedBy: "server", goAways: [{ code: "ENHANCE_YOUR_CALM", text: "" }] });
const client = { calls: 100, failures: 0, p50Ms: 1, p99Ms: 2, maxMs: 3 };

function measured(
  connections: readonly ConnectionRecord[],
  more: Partial<Measured> = {},
): Measured {
  return {
    outcome: { connections, facts: [], problems: [] },
    victim: { heapBytes: 0, connections: 1, mostRunning: 0, errors: 0, stats: {} },
    leftBytes: 0,
    grownBytes: 0,
    cpuShare: { before: 0.1, attacked: 0.2 },
    before: client,
    attacked: client,
    after: client,
    ...more,
  };
}

function attack(expected: Attack["judge"]): Attack {
  return {
    name: "test",
    does: "nothing",
    defence: "nothing",
    least: { connections: 1, frames: 10 },
    run: async () => {},
    judge: expected,
  };
}

function problems(item: Attack, what: Measured, isTimed = true): readonly string[] {
  return judge(item, what, isTimed).problems;
}

test("judge() has nothing to say where every bound holds", () => {
  assert.deepEqual(problems(attack(cutOff("ENHANCE_YOUR_CALM")), measured([calm, calm])), []);
});

test("judge() names each bound that is broken", () => {
  const broken = measured([calm], {
    grownBytes: 65 * 2 ** 20,
    leftBytes: 5 * 2 ** 20,
    cpuShare: { before: 0.1, attacked: 0.7 },
    attacked: { ...client, failures: 1, firstFailure: "gone", p99Ms: 7 },
    after: { ...client, calls: 0 },
    victim: { heapBytes: 0, connections: 3, mostRunning: 0, errors: 1, stats: {} },
  });
  assert.deepEqual(problems(attack(cutOff("ENHANCE_YOUR_CALM")), broken), [
    "The server grew by 65.0 MiB: expected at most 64 MiB",
    "The attack left behind 5.0 MiB: expected at most 4 MiB",
    "Connections left besides the client's own: 2.0 connections: expected at most 0 connections",
    "Faults that the server calls its own: 1.0 faults: expected at most 0 faults",
    '1 calls of the well-behaved client failed, the first with "gone"',
    "The server served nobody after the attack",
    "The server took 60.0 % of a core: expected at most 50 % of a core",
    "The well-behaved client's p99 rose by a factor of 3.5 times: expected at most 3 times",
  ]);
});

test("judge() leaves out CPU time and latency where it is not to judge them", () => {
  const slow = measured([calm], { attacked: { ...client, p99Ms: 100 } });
  assert.deepEqual(problems(attack(cutOff("ENHANCE_YOUR_CALM")), slow, false), []);
});

test("cutOff() wants every connection but the last ended, with the right code", () => {
  const judged = attack(cutOff("PROTOCOL_ERROR"));
  assert.equal(problems(judged, measured([record({})])).length, 1);
  assert.equal(problems(judged, measured([calm])).length, 1);
  const protocol = record({ endedBy: "server", goAways: [{ code: "PROTOCOL_ERROR", text: "" }] });
  assert.equal(problems(judged, measured([protocol, record({})])).length, 0);
  assert.equal(problems(judged, measured([protocol, record({}), record({})])).length, 1);
});

test("cutOff() takes a reset socket for one whose GOAWAY was lost, but not all of them", () => {
  const judged = attack(cutOff("ENHANCE_YOUR_CALM"));
  const reset = record({ endedBy: "server", wasReset: true });
  const silent = record({ endedBy: "server" });
  assert.deepEqual(problems(judged, measured([calm, reset])), []);
  assert.equal(problems(judged, measured([calm, silent])).length, 1);
  assert.equal(problems(judged, measured([reset, reset])).length, 1);
});

test("answeredOnly(), borne() and either() look at answers and endings", () => {
  const refused = record({ answers: { ":status 431": 3 } });
  const tooLarge = attack(either(cutOff("ENHANCE_YOUR_CALM"), answeredOnly(":status 431")));
  assert.deepEqual(problems(tooLarge, measured([refused])), []);
  assert.equal(problems(tooLarge, measured([record({})])).length, 1);
  assert.deepEqual(problems(attack(borne), measured([refused])), []);
  assert.equal(problems(attack(borne), measured([calm])).length, 1);
});

test("judge() wants an attacker that has done something", () => {
  const nothing = attack(() => undefined);
  assert.deepEqual(problems(nothing, measured([])), [
    "The attacker made 0 connections and 0 frames: expected at least 1 and 10",
  ]);
  assert.equal(problems(nothing, measured([record({ framesSent: 9 })])).length, 1);
  assert.equal(problems(nothing, measured([record({ framesSent: 10 })])).length, 0);
  const { least: _, ...usual } = nothing;
  assert.equal(problems(usual, measured([calm])).length, 1);
  assert.equal(problems(usual, measured([calm, calm])).length, 0);
});

test("medianOf() is the try in the middle, by whichever bound it is nearer to", () => {
  const tried = (attacked: number, p99Ms: number) =>
    measured([calm], { cpuShare: { before: 0, attacked }, attacked: { ...client, p99Ms } });
  const busy = tried(0.45, 2);
  const late = tried(0.1, 7);
  const easy = tried(0.1, 2);
  const item = attack(() => undefined);
  for (const tries of [
    [busy, late, easy],
    [easy, busy, late],
    [late, easy, busy],
  ]) {
    assert.equal(medianOf(item, tries), busy);
  }
  assert.equal(medianOf(item, [late]), late);
});
