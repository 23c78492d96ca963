// Measures one case: round after round over all contestants, so that a machine that slows down or
// speeds up does so for all of them.

import type { Case, Measure, Sample } from "../suite/suite.js";
import { GENERATOR_LIMIT, isMet, median, OURS, type Result, ratios, spread } from "./result.js";
import type { Settings } from "./settings.js";

/** Measures every contestant of `item` and returns a line for each and each measure. */
export async function runCase(
  suite: string,
  item: Case,
  settings: Settings,
  onProgress: (text: string) => void,
): Promise<Result[]> {
  const samples = new Map<string, Sample[]>();
  for (const { subject } of item.contestants) samples.set(subject, []);
  // The round before the first is not counted: it compiles the code that the others run.
  for (let round = item.isColdAlways ? 1 : 0; round <= settings.rounds; round++) {
    for (const contestant of item.contestants) {
      onProgress(`${item.name}: round ${round} of ${settings.rounds}, ${contestant.subject}`);
      const sample = await contestant.measure(settings);
      if (round > 0) samples.get(contestant.subject)!.push(sample);
    }
  }
  return item.measures.flatMap((measure) => resultsOf(suite, item, measure, samples));
}

function resultsOf(
  suite: string,
  item: Case,
  measure: Measure,
  samples: ReadonlyMap<string, readonly Sample[]>,
): Result[] {
  const values = new Map<string, readonly number[]>();
  for (const [subject, taken] of samples) {
    const picked = taken.map(measure.pick).filter((value) => value !== undefined);
    if (picked.length > 0) values.set(subject, picked);
  }
  const peers = new Map<string, number>();
  for (const [subject, picked] of values) if (subject !== OURS) peers.set(subject, median(picked));

  return [...values].map(([subject, picked]) => ({
    suite,
    case: item.name + measure.suffix,
    subject,
    value: median(picked),
    unit: measure.unit,
    isLessBetter: measure.isLessBetter,
    spread: spread(picked),
    ...(subject === OURS ? judged(median(picked), peers, measure) : {}),
    rounds: picked.length,
    ...generatorOf(item.generator, samples.get(subject) ?? []),
    ...coreOf(samples.get(subject) ?? []),
  }));
}

/** What our own line has more than others: ratios, and whether what was aimed at is met. */
function judged(
  ours: number,
  peers: ReadonlyMap<string, number>,
  { isLessBetter, hasNoRatio, targets: all = {}, limit }: Measure,
): Partial<Result> {
  const found = hasNoRatio ? {} : ratios(ours, peers, isLessBetter);
  // A peer that was not measured has nothing to be judged by.
  const targets = Object.fromEntries(Object.entries(all).filter(([name]) => peers.has(name)));
  const hasTargets = Object.keys(targets).length > 0;
  return {
    ratios: found,
    ...(hasTargets ? { targets } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(hasTargets || limit !== undefined
      ? { passed: isMet(found, targets) && (limit === undefined || ours <= limit) }
      : {}),
  };
}

function generatorOf(name: string, samples: readonly Sample[]): Partial<Result> {
  const shares = samples
    .map((sample) => sample.generatorShare)
    .filter((share) => share !== undefined);
  if (shares.length === 0) return {};
  const generatorShare = median(shares);
  return {
    generator: name,
    generatorShare,
    ...(generatorShare > GENERATOR_LIMIT ? { generatorLimited: true } : {}),
  };
}

function coreOf(samples: readonly Sample[]): Partial<Result> {
  const shared = samples.filter(({ isCoreShared }) => isCoreShared === true).length;
  return shared * 2 > samples.length ? { coreShared: true } : {};
}
