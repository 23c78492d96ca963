// Operations a second while the core is free.

/** Says whether the core is free: see core-speed.ts. */
export interface Core {
  isFree(): boolean;
}

export interface Timed {
  readonly perSecond: number;
  /** Share of the time in which the core was free. */
  readonly freeShare: number;
}

/** So long runs between two looks at the core, where one operation takes less. */
const SLICE_MS = 4;

/** How many times as long as asked for it may take to find that much time with a free core. */
const MOST_TIMES = 8;

/** With less of the time free than this, everything counts: there is nothing to choose from. */
const LEAST_FREE = 0.1;

/** Where results go, so that no compiler finds out that nobody wants them. */
let last: unknown;

/** Whether anything was measured at all. */
export function hasRun(): boolean {
  return last !== undefined;
}

/**
 * Runs `run` until it has run for `durationMs` with a free core before and after each slice. Slices count by what the
 * core did around them, and not by what they came to.
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
  let wasFree = core.isFree();
  do {
    const before = now();
    for (let i = 0; i < batch; i++) last = run(index++);
    const tookMs = now() - before;
    const isFree = core.isFree();
    all.ms += tookMs;
    all.count += batch;
    if (wasFree && isFree) {
      free.ms += tookMs;
      free.count += batch;
    }
    wasFree = isFree;
    if (tookMs < SLICE_MS / 2) batch *= 2;
  } while (free.ms < durationMs && all.ms < durationMs * MOST_TIMES);
  const freeShare = free.ms / all.ms;
  const { ms, count } = freeShare < LEAST_FREE ? all : free;
  return { perSecond: (count * 1000) / ms, freeShare };
}
