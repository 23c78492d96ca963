import assert from "node:assert/strict";
import { test } from "node:test";
import { cpu, rate } from "../suite/measures.js";
import type { Case, Contestant, Sample } from "../suite/suite.js";
import { runCase } from "./run-case.js";
import { type Settings, thorough } from "./settings.js";

const settings: Settings = { ...thorough, rounds: 3 };

/** A contestant whose samples are known beforehand; the first, of the round that does not count, is not. */
function scripted(subject: string, samples: readonly Sample[], order: string[] = []): Contestant {
  const left = [{ perSecond: 1, cpuMicros: 1_000_000 }, ...samples];
  return {
    subject,
    async measure() {
      order.push(subject);
      return left.shift()!;
    },
  };
}

function caseOf(...contestants: Contestant[]): Case {
  const measures = [rate("calls"), cpu("call", { "grpc-js": 3 })];
  return { name: "server, 1 in flight", measures, generator: "test", contestants };
}

const samples = (perSecond: readonly number[], generatorShare = 0.5): Sample[] =>
  perSecond.map((value) => ({ perSecond: value, cpuMicros: 100 / value, generatorShare }));

test("runCase() takes turns, and does not count the first round", async () => {
  const order: string[] = [];
  const item = caseOf(
    scripted("trunkline", samples([10, 30, 20]), order),
    scripted("grpc-js", samples([5, 5, 5]), order),
  );
  const [ours] = await runCase("unary", item, settings, () => {});
  assert.deepEqual(order.slice(0, 4), ["trunkline", "grpc-js", "trunkline", "grpc-js"]);
  assert.equal(order.length, 8);
  assert.equal(ours!.value, 20);
  assert.equal(ours!.rounds, 3);
  assert.equal(ours!.spread, 1);
});

test("runCase() gives ratios above 1 where ours is better, in calls and in CPU time", async () => {
  const item = caseOf(
    scripted("trunkline", samples([20, 20, 20])),
    scripted("grpc-js", samples([5, 5, 5])),
    scripted("grpc-go", samples([40, 40, 40])),
  );
  const results = await runCase("unary", item, settings, () => {});
  const ours = results.filter((result) => result.subject === "trunkline");
  const ratios = { "grpc-js": 4, "grpc-go": 0.5, fastest: 0.5 };
  assert.deepEqual(
    ours.map((result) => [result.case, result.unit, result.ratios]),
    [
      ["server, 1 in flight", "calls/s", ratios],
      ["server, 1 in flight, CPU", "µs/call", ratios],
    ],
  );
  assert.ok(results.every((result) => result.subject === "trunkline" || !("ratios" in result)));
});

test("runCase() marks a result whose generator used more than 90 % of a core", async () => {
  const item = caseOf(
    scripted("trunkline", samples([20, 20, 20], 0.95)),
    scripted("grpc-js", samples([5, 5, 5], 0.9)),
  );
  const results = await runCase("unary", item, settings, () => {});
  const limited = results.filter((result) => result.generatorLimited === true);
  assert.deepEqual(
    limited.map((result) => result.subject),
    ["trunkline", "trunkline"],
  );
});

test("runCase() marks a result whose core was shared in most rounds", async () => {
  const shared = (...rounds: boolean[]): Sample[] =>
    rounds.map((isCoreShared) => ({ perSecond: 1, isCoreShared }));
  const item = caseOf(
    scripted("trunkline", shared(true, false, true)),
    scripted("grpc-js", shared(true, false, false)),
  );
  const results = await runCase("unary", item, settings, () => {});
  const marked = results.filter(({ coreShared }) => coreShared === true);
  assert.deepEqual(
    marked.map(({ subject }) => subject),
    ["trunkline"],
  );
});

test("runCase() leaves CPU time out where the system does not tell", async () => {
  const item = caseOf(
    scripted("trunkline", [{ perSecond: 2 }, { perSecond: 2 }, { perSecond: 2 }]),
  );
  const results = await runCase("unary", item, settings, () => {});
  assert.deepEqual(
    results.map((result) => result.case),
    ["server, 1 in flight"],
  );
});

test("runCase() judges our line by targets of peers that were measured", async () => {
  const passed = async (...contestants: Contestant[]) => {
    const results = await runCase("unary", caseOf(...contestants), settings, () => {});
    return results.filter(({ subject }) => subject === "trunkline").map((result) => result.passed);
  };
  const ours = () => scripted("trunkline", samples([20, 20, 20]));
  const slow = scripted("grpc-js", samples([5, 5, 5]));
  const fast = scripted("grpc-js", samples([10, 10, 10]));
  assert.deepEqual(await passed(ours(), slow), [undefined, true]);
  assert.deepEqual(await passed(ours(), fast), [undefined, false]);
  assert.deepEqual(await passed(ours()), [undefined, undefined]);
});
