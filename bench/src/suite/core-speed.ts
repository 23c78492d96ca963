// How fast this core is at the moment. A virtual core shares its physical one with strangers: for a moment or for
// seconds it does half as much, which no figure of the operating system shows. A loop of fixed work does.

const WORDS = 1024;
const ROUNDS = 400;

/** A loop that takes this many times as long as its fastest run tells of a core that is shared. */
const MOST_SLOWDOWN = 1.12;

/** Independent sums over little memory: they take what the core can do at once, and leave its caches alone. */
function work(words: Int32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < WORDS; i += 4) {
      a = (a + words[i]!) | 0;
      b ^= words[i + 1]!;
      c = (c - words[i + 2]!) | 0;
      d |= words[i + 3]!;
    }
  }
  return a ^ b ^ c ^ d;
}

export class CoreSpeed {
  /** The fastest run of the loop so far, in ms. */
  fastestMs: number;
  readonly #words: Int32Array = Int32Array.from({ length: WORDS }, (_, at) =>
    Math.imul(at, 0x9e3779b1),
  );
  #sum = 0;

  /** @param fastestMs what others have found; default: nothing */
  constructor(fastestMs: number = Number.POSITIVE_INFINITY) {
    this.fastestMs = fastestMs;
  }

  /** Runs the loop for so long: until it is compiled, and the core has been free once. */
  warmUp(durationMs: number): void {
    for (const end = performance.now() + durationMs; performance.now() < end; ) this.#run();
  }

  /** Whether the core does what it can. */
  isFree(): boolean {
    return this.#run() <= this.fastestMs * MOST_SLOWDOWN;
  }

  #run(): number {
    const before = performance.now();
    this.#sum ^= work(this.#words);
    const tookMs = performance.now() - before;
    if (tookMs < this.fastestMs) this.fastestMs = tookMs;
    return tookMs;
  }
}
