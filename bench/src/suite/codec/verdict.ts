// What all payloads come to together: geometric means of our ratios, beside what is aimed at.

import { OURS, type Result } from "../../run/result.js";
import { payloads } from "./payloads.js";

/** On the mean over payloads, how many times the fastest peer of each, and how many times JSON. */
const targets = {
  encode: { "the fastest peer": 1.5, JSON: 4 },
  decode: { "the fastest peer": 1.3, JSON: 4 },
} as const;

/** Of six key orders, how fast they are at least, as a share of one order. */
const KEY_ORDERS = 0.5;

/** @param weights as many as values; default: all weigh the same */
export function geometricMean(
  values: readonly number[],
  weights: readonly number[] = values.map(() => 1),
): number {
  const sum = values.reduce((total, value, at) => total + weights[at]! * Math.log(value), 0);
  return Math.exp(sum / weights.reduce((total, weight) => total + weight));
}

/** Our lines over the payloads that count; none where not all of them are measured. */
export function summarise(results: readonly Result[]): Result[] {
  const ours = new Map(
    results.filter(({ subject }) => subject === OURS).map((result) => [result.case, result]),
  );
  const counting = payloads.filter(({ isInMean }) => isInMean);
  const means = (["encode", "decode"] as const).flatMap((side) => {
    const lines = counting.map(({ name }) => ours.get(`${name}, ${side}`));
    if (lines.some((line) => line?.ratios?.fastest === undefined)) return [];
    const ratios = lines.map((line) => line!.ratios!);
    const meanOf = (peer: string) => {
      const weighed = counting.flatMap(({ weight = 1 }, at) => {
        const ratio = ratios[at]![peer];
        return ratio === undefined ? [] : [{ ratio, weight }];
      });
      return geometricMean(
        weighed.map(({ ratio }) => ratio),
        weighed.map(({ weight }) => weight),
      );
    };
    return [
      judged(`geometric mean, ${side}`, "× the fastest peer", targets[side], {
        "the fastest peer": meanOf("fastest"),
        ...(ratios.some(({ JSON: ratio }) => ratio !== undefined) ? { JSON: meanOf("JSON") } : {}),
      }),
    ];
  });
  const [one, six] = ["one key order", "six key orders"].map((orders) =>
    ours.get(`partial objects, ${orders}, encode`),
  );
  if (one === undefined || six === undefined) return means;
  const share = { "the same in one order": six.value / one.value };
  const aim = { "the same in one order": KEY_ORDERS };
  return [...means, judged("six key orders", "× one key order", aim, share)];
}

function judged(
  name: string,
  unit: string,
  aims: Readonly<Record<string, number>>,
  ratios: Readonly<Record<string, number>>,
): Result {
  const measured = Object.fromEntries(Object.entries(aims).filter(([aim]) => aim in ratios));
  const passed = Object.entries(measured).every(([aim, least]) => ratios[aim]! >= least);
  const value = Object.values(ratios)[0]!;
  const common = { suite: "codec", isLessBetter: false, spread: 0, rounds: 1 };
  return { ...common, case: name, subject: OURS, value, unit, ratios, targets: measured, passed };
}
