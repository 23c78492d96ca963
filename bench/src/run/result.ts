// A line of results: one subject in one case, by one measure.

/** The fields that every reader may count on come first; the rest explains. */
export interface Result {
  readonly suite: string;
  /** The case's name; with `, CPU` at its end where `value` is CPU time. */
  readonly case: string;
  readonly subject: string;
  /** The median over the rounds. */
  readonly value: number;
  readonly unit: string;
  /** True for times and memory. */
  readonly isLessBetter: boolean;
  /** The distance between the largest and the smallest round, as a share of the median. */
  readonly spread: number;
  /** On our lines: ours over theirs for each peer, above 1 is better whatever the unit. */
  readonly ratios?: Readonly<Record<string, number>>;
  /** On our lines: what those ratios are to be at least, by the peer's name. */
  readonly targets?: Readonly<Record<string, number>>;
  /** On our lines: what the value is to be at most. */
  readonly limit?: number;
  /** On our lines: whether all of `targets` and `limit` are met; absent where there is neither. */
  readonly passed?: boolean;
  readonly rounds: number;
  readonly generator?: string;
  /** The share of a core that the load generator used: 0 to 1. */
  readonly generatorShare?: number;
  /** True where the load generator, not the subject, set the pace. */
  readonly generatorLimited?: boolean;
  /** True where in most rounds other machines had the core nearly all the time. */
  readonly coreShared?: boolean;
}

export const OURS = "trunkline";

/** Above this share of a core the generator is what was measured. */
export const GENERATOR_LIMIT = 0.9;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/**
 * Our value beside each peer's, and beside the best of them as `fastest`.
 *
 * @param isLessBetter true for times, where theirs over ours is what is above 1 when we are better
 */
export function ratios(
  ours: number,
  peers: ReadonlyMap<string, number>,
  isLessBetter: boolean,
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [name, theirs] of peers) found[name] = isLessBetter ? theirs / ours : ours / theirs;
  if (peers.size > 0) found.fastest = Math.min(...Object.values(found));
  return found;
}

/** True where every ratio is at least its target. */
export function isMet(
  found: Readonly<Record<string, number>>,
  targets: Readonly<Record<string, number>>,
): boolean {
  return Object.entries(targets).every(([name, target]) => found[name]! >= target);
}
