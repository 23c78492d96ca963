// Work for Node's threads, a few jobs at a time, so that what waits holds no more memory than it had.
//
// Connections take turns: one with a hundred jobs waiting puts off the job of another by one of its own, not by a
// hundred. A job that nobody wants any more leaves the queue at once.
//
// Invariant: while a job waits, as many are at work as may be.

/** For whom a job is done. */
export interface WorkContext {
  /** Jobs of one connection take turns with those of others. */
  readonly connection: object;
  /** Aborted once nobody wants the outcome. */
  readonly signal: AbortSignal;
}

type Begin = () => void;

export class WorkQueue {
  readonly #mostAtWork: number;
  #atWork = 0;
  /** The jobs of each connection in their order, and the connections in the order of their turns. */
  readonly #waiting: Map<object, Set<Begin>> = new Map();

  constructor(mostAtWork: number) {
    this.#mostAtWork = mostAtWork;
  }

  /**
   * Does `job` once it is its turn. Rejects with the signal's reason where that is aborted before; a job that is
   * at work then is not stopped, and settles when it is through.
   */
  async run<T>(context: WorkContext, job: () => Promise<T>): Promise<T> {
    context.signal.throwIfAborted();
    if (this.#atWork < this.#mostAtWork) this.#atWork++;
    else await this.#turn(context);
    try {
      return await job();
    } finally {
      this.#passOn();
    }
  }

  #turn({ connection, signal }: WorkContext): Promise<void> {
    return new Promise((resolve, reject) => {
      const jobs = this.#waiting.get(connection) ?? new Set();
      const begin = () => {
        signal.removeEventListener("abort", drop);
        resolve();
      };
      const drop = () => {
        jobs.delete(begin);
        if (jobs.size === 0) this.#waiting.delete(connection);
        reject(signal.reason);
      };
      this.#waiting.set(connection, jobs.add(begin));
      signal.addEventListener("abort", drop, { once: true });
    });
  }

  /** The place goes from hand to hand while anybody waits. */
  #passOn(): void {
    for (const [connection, jobs] of this.#waiting) {
      // After all others, if it has more.
      this.#waiting.delete(connection);
      for (const begin of jobs) {
        jobs.delete(begin);
        if (jobs.size > 0) this.#waiting.set(connection, jobs);
        begin();
        return;
      }
    }
    this.#atWork--;
  }
}
