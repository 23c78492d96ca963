// A fuzz target: how a case is made from chance, how it is run, how it is made smaller. A case is data,
// steps above all, so that it can be cut down, printed, pasted into found.testing.ts and run again.

import { Random } from "./random.testing.js";

export interface FuzzCase<Step> {
  readonly steps: readonly Step[];
}

export interface FuzzTarget<Case extends FuzzCase<Step>, Step> {
  readonly name: string;
  /** Makes a case. A target whose cases grow as they run may run it on the way. */
  make(random: Random): Case;
  /** @throws Finding, or whatever the engine threw */
  run(fuzzCase: Case): void;
  /** Smaller steps in the place of one; none where it is as small as it gets. */
  simpler(step: Step): readonly Step[];
  /** Smaller surroundings of the same steps. */
  plainer(fuzzCase: Case): readonly Case[];
  /** One line about a step for people. */
  describe(step: Step): string;
}

/** Any target; its cases are only ever its own. */
// biome-ignore lint/suspicious/noExplicitAny: the cases of different targets have nothing in common
export type AnyTarget = FuzzTarget<any, any>;

/** What is wrong with a case; null when nothing is. */
export function findingOf(target: AnyTarget, fuzzCase: FuzzCase<unknown>): string | null {
  try {
    target.run(fuzzCase);
    return null;
  } catch (error) {
    // By name: the targets of other packages have a Finding of their own.
    if (error instanceof Error && error.name === "Finding") return error.message;
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

/** The case that a seed and a number stand for. */
export function caseOf(target: AnyTarget, seed: number, number: number): FuzzCase<unknown> {
  return target.make(new Random(seed, number));
}

const MAX_RUNS = 20_000;

/** Cuts steps away, then makes them smaller, for as long as something is still found. */
export function shrink(target: AnyTarget, fuzzCase: FuzzCase<unknown>): FuzzCase<unknown> {
  let best = fuzzCase;
  let runs = 0;
  const take = (candidate: FuzzCase<unknown>): boolean => {
    if (runs++ > MAX_RUNS || findingOf(target, candidate) === null) return false;
    best = candidate;
    return true;
  };
  for (let before = -1; before !== runs && runs < MAX_RUNS; ) {
    before = runs;
    let isSmaller = false;
    for (let count = Math.ceil(best.steps.length / 2); count >= 1; count = Math.floor(count / 2)) {
      for (let at = best.steps.length - count; at >= 0; at -= count) {
        if (take({ ...best, steps: best.steps.toSpliced(at, count) })) isSmaller = true;
        if (at > best.steps.length) at = best.steps.length;
      }
    }
    for (const candidate of target.plainer(best)) isSmaller = take(candidate) || isSmaller;
    for (let at = 0; at < best.steps.length; at++) {
      for (let goesOn = true; goesOn; ) {
        goesOn = target
          .simpler(best.steps[at])
          .some((step) => take({ ...best, steps: best.steps.with(at, step) }));
        isSmaller ||= goesOn;
      }
    }
    if (!isSmaller) break;
  }
  return best;
}
