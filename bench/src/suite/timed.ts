// Operations a second while the core is free.

/** Says whether the core is free: see core-speed.ts. */
export interface Core {
  isFree(): boolean;
}

export interface Timed {
  readonly perSecond: number;
  /** How much of the time asked for was found with a free core: 0 to 1. */
  readonly freeShare: number;
  /** True where so little was found that all counts, whatever the core did. */
  readonly isShared: boolean;
}

/** So long runs between two looks at the core, where one operation takes less. */
const SLICE_MS = 4;

/** After so long without a free core a slice runs all the same, so that there is one to count. */
const MOST_WAIT_MS = 100;

/** How many times as long as asked for it may take to find that much time with a free core. */
const MOST_TIMES = 10;

/** With less than this of it found, everything counts: there is nothing to choose from. */
const LEAST_FREE = 0.1;

/** Where results go, so that no compiler finds out that nobody wants them. */
let last: unknown;

/**
 * Runs `run` until it has run for `durationMs` with a free core before and after each slice. Slices count by what the
 * core did around them, and not by what they came to; while it is shared, they wait.
 *
 * @throws Error where `run` gives nothing
 */
export function timed(
  run: (index: number) => unknown,
  durationMs: number,
  core: Core,
  now: () => number = () => performance.now(),
): Timed {
  let batch = 1;
  let index = 0;
  const free = { ms: 0, count: 0 };
  const all = { ms: 0, count: 0 };
  const start = now();
  let waitsSince = start;
  let isFree = core.isFree();
  last = undefined;
  do {
    if (!isFree && now() - waitsSince < MOST_WAIT_MS) {
      isFree = core.isFree();
      continue;
    }
    const wasFree = isFree;
    const before = now();
    for (let i = 0; i < batch; i++) last = run(index++);
    waitsSince = now();
    const tookMs = waitsSince - before;
    isFree = core.isFree();
    all.ms += tookMs;
    all.count += batch;
    if (wasFree && isFree) {
      free.ms += tookMs;
      free.count += batch;
    }
    if (tookMs < SLICE_MS / 2) batch *= 2;
  } while (free.ms < durationMs && now() - start < durationMs * MOST_TIMES);
  if (last === undefined) throw new Error("Nothing came of what is measured");
  const freeShare = Math.min(free.ms / durationMs, 1);
  const isShared = freeShare < LEAST_FREE;
  const { ms, count } = isShared ? all : free;
  return { perSecond: (count * 1000) / ms, freeShare, isShared };
}
