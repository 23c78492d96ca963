// Measures one case: round after round over all contestants, so that a machine that slows down or
// speeds up does so for all of them.

import type { Case, Sample } from "../suite/suite.js";
import { GENERATOR_LIMIT, median, OURS, type Result, ratios, spread } from "./result.js";
import type { Settings } from "./settings.js";

/** One measure of a case: calls a second, or CPU time a call. */
interface Measure {
  readonly suffix: string;
  readonly unit: string;
  readonly isLessBetter: boolean;
  pick(sample: Sample): number | undefined;
}

function measuresOf(unit: string): readonly Measure[] {
  return [
    { suffix: "", unit: `${unit}/s`, isLessBetter: false, pick: (sample) => sample.perSecond },
    {
      suffix: ", CPU",
      unit: `µs/${unit.replace(/s$/, "")}`,
      isLessBetter: true,
      pick: (sample) => sample.cpuMicros,
    },
  ];
}

/** Measures every contestant of `item` and returns a line for each and each measure. */
export async function runCase(
  suite: string,
  item: Case,
  settings: Settings,
  onProgress: (text: string) => void,
): Promise<Result[]> {
  const samples = new Map<string, Sample[]>();
  // The round before the first is not counted: it compiles the code that the others run.
  for (let round = 0; round <= settings.rounds; round++) {
    for (const contestant of item.contestants) {
      onProgress(`${item.name}: round ${round} of ${settings.rounds}, ${contestant.subject}`);
      const sample = await contestant.measure(settings);
      if (round === 0) samples.set(contestant.subject, []);
      else samples.get(contestant.subject)!.push(sample);
    }
  }
  return measuresOf(item.unit).flatMap((measure) => resultsOf(suite, item, measure, samples));
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
    spread: spread(picked),
    ...(subject === OURS ? { ratios: ratios(median(picked), peers, measure.isLessBetter) } : {}),
    rounds: picked.length,
    ...generatorOf(item.generator, samples.get(subject) ?? []),
  }));
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
