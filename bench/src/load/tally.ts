// What all connections of one load share: the count of right replies, how calls begin, and the end.

/** Counts replies over all connections and tells them when to stop. */
export class Tally {
  completed = 0;
  /** Once true, connections finish what is in flight and send no more. */
  isDraining = false;
  /** True where a call begins when another has ended; otherwise each is begun from outside. */
  readonly isClosedLoop: boolean;
  readonly #fail: (error: Error) => void;
  readonly #onAnswered: ((dueAtMs: number) => void) | null;

  /**
   * @param fail called with the first thing that went wrong; the load is worth nothing then
   * @param onAnswered called for each right reply where calls are begun from outside, with the moment at
   * which the call was due
   */
  constructor(fail: (error: Error) => void, onAnswered: ((dueAtMs: number) => void) | null = null) {
    this.#fail = fail;
    this.#onAnswered = onAnswered;
    this.isClosedLoop = onAnswered === null;
  }

  fail(message: string): void {
    this.#fail(new Error(message));
  }

  /** A call that was due at `dueAtMs` has its whole reply. */
  answered(dueAtMs: number): void {
    this.completed++;
    this.#onAnswered?.(dueAtMs);
  }
}

/** One connection of a load. */
export interface LoadConnection {
  /** Settles when the last call in flight has been answered after draining began. */
  readonly drained: Promise<void>;
  /** Whether one more call may begin now. */
  readonly hasRoom: boolean;
  /** Begins a call that was due at `dueAtMs`, where there is room; it leaves with the next `flush()`. */
  start(dueAtMs: number): void;
  flush(): void;
}
