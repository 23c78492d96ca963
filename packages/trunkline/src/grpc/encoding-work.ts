// For whom a message is compressed or decompressed: what takes long may outlive the call that it is for.

/** What an encoding may know of the call whose message it has. */
export interface EncodingContext {
  /** Stands for the call's connection, so that those with much to do wait for themselves. */
  readonly connection: object;
  /** Aborted when the call is over: work that has not begun need not be done, and may reject. */
  readonly signal: AbortSignal;
}

// One for all: an error of its own would cost a stack trace.
const unwanted = new Error("The call is over");

/** The work on one message. Its signal is made for those who ask. */
export class EncodingWork implements EncodingContext {
  readonly connection: object;
  #controller: AbortController | null = null;
  #isCancelled = false;

  constructor(connection: object) {
    this.connection = connection;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#isCancelled) this.#controller.abort(unwanted);
    }
    return this.#controller.signal;
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  /** Nobody wants the outcome any more. */
  cancel(): void {
    this.#isCancelled = true;
    this.#controller?.abort(unwanted);
  }
}
