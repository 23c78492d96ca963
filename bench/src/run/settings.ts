// How long and how often to measure.

export interface Settings {
  /** Rounds over all contestants of a case; five at least, but for a look. */
  readonly rounds: number;
  /** Load before each measured window. */
  readonly warmupMs: number;
  /** Length of each measured window. */
  readonly measureMs: number;
  /** Bytes of each round of a suite that sends a given amount. */
  readonly bulkBytes: number;
  /** Only subjects with these names, if any are given. */
  readonly subjects: readonly string[];
  /** Only cases whose name contains one of these, if any are given. */
  readonly cases: readonly string[];
  /** `own` is the generator in `load/`; `h2load` checks it with one that is not ours. */
  readonly generator: "own" | "h2load";
}

/** For figures that are quoted. */
export const thorough: Settings = {
  rounds: 5,
  warmupMs: 300,
  measureMs: 1_500,
  bulkBytes: 2 ** 30,
  subjects: [],
  cases: [],
  generator: "own",
};

/** For a look: the same rounds, each much shorter. */
export const quick: Settings = {
  ...thorough,
  warmupMs: 100,
  measureMs: 350,
  bulkBytes: 2 ** 27,
};
