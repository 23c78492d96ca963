// What all connections of one load share: the count of right replies, and the end.

/** Counts replies over all connections and tells them when to stop. */
export class Tally {
  completed = 0;
  /** Once true, connections finish what is in flight and send no more. */
  isDraining = false;
  readonly #fail: (error: Error) => void;

  /** @param fail called with the first thing that went wrong; the load is worth nothing then */
  constructor(fail: (error: Error) => void) {
    this.#fail = fail;
  }

  fail(message: string): void {
    this.#fail(new Error(message));
  }
}

/** One connection that keeps a fixed number of calls in flight until the tally drains. */
export interface LoadConnection {
  /** Settles when the last call in flight has been answered after draining began. */
  readonly drained: Promise<void>;
}
