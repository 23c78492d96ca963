// A stream to push messages into, for calls whose messages come from events rather than from a
// generator.

/** Messages that may wait in an outbox before write() holds the writer back. */
const DEFAULT_CAPACITY = 16;

/**
 * The sending side of a client-streaming or bidi call, to push into.
 *
 *     const lines = outbox<LogLineInit>();
 *     const reply = logs.upload(lines);
 *     await lines.write({ text: "first" });
 *     lines.end();
 *     console.log(await reply);
 */
export interface Outbox<T> extends AsyncIterable<T> {
  /**
   * Adds a message. Resolves when there is room for another one: await it and a fast writer keeps the
   * pace of a slow reader. Rejects once the outbox was ended or its call is over; nobody need handle
   * that rejection, since the call reports why it ended.
   */
  write(message: T): Promise<void>;
  /** No more messages come; those written are still sent. */
  end(): void;
  /** Ends the call with `error`, after the messages written. */
  fail(error: unknown): void;
  /** True once write() would reject. */
  readonly isClosed: boolean;
}

/** Options of an outbox. */
export interface OutboxOptions {
  /** Messages that may wait before write() does. Default 16, at least 1. */
  readonly capacity?: number | undefined;
}

/**
 * Makes an outbox, for one call.
 * @throws RangeError for a capacity that is not a whole number of at least 1
 */
export function outbox<T>(options?: OutboxOptions): Outbox<T> {
  const capacity = options?.capacity ?? DEFAULT_CAPACITY;
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new RangeError(
      `Cannot set capacity to ${capacity}: expected a whole number of at least 1`,
    );
  }
  return new MessageOutbox<T>(capacity);
}

interface Writer {
  resolve(): void;
  reject(error: Error): void;
}

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

const done = { done: true, value: undefined } as const;
const written: Promise<void> = Promise.resolve();

class MessageOutbox<T> implements Outbox<T>, AsyncIterator<T, undefined, undefined> {
  readonly #capacity: number;
  #messages: T[] = [];
  /** Writers held back, in order. */
  #writers: Writer[] = [];
  /** Readers without a message; there are none while there are messages. */
  #readers: Reader<T>[] = [];
  #isClosed = false;
  #isTaken = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  write(message: T): Promise<void> {
    if (this.#isClosed) return rejected("Cannot write to an outbox that has ended");
    const reader = this.#readers.shift();
    if (reader !== undefined) {
      reader.resolve({ done: false, value: message });
      return written;
    }
    this.#messages.push(message);
    if (this.#messages.length < this.#capacity) return written;
    const held = new Promise<void>((resolve, reject) => this.#writers.push({ resolve, reject }));
    held.catch(ignore);
    return held;
  }

  end(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#answerReaders();
  }

  fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#failure = { error };
    this.#answerReaders();
  }

  /** @throws TypeError the second time: its messages can go to one call only */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined, undefined> {
    if (this.#isTaken) {
      throw new TypeError("Cannot read an outbox twice: it belongs to one call");
    }
    this.#isTaken = true;
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#messages.length > 0) {
      const value = this.#messages.shift() as T;
      if (this.#messages.length < this.#capacity) this.#writers.shift()?.resolve();
      return Promise.resolve({ done: false, value });
    }
    if (this.#isClosed) return this.#answerClosed();
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  /** The call is over: what was not sent is dropped, and writers learn of it. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#isClosed = true;
    this.#failure = undefined;
    this.#messages = [];
    const writers = this.#writers;
    this.#writers = [];
    for (const writer of writers) writer.reject(new Error(CALL_OVER));
    this.#answerReaders();
    return Promise.resolve(done);
  }

  #answerReaders(): void {
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) {
      const failure = this.#takeFailure();
      if (failure === undefined) reader.resolve(done);
      else reader.reject(failure.error);
    }
  }

  #answerClosed(): Promise<IteratorResult<T, undefined>> {
    const failure = this.#takeFailure();
    return failure === undefined ? Promise.resolve(done) : Promise.reject(failure.error);
  }

  #takeFailure(): { readonly error: unknown } | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }
}

const CALL_OVER = "Cannot write to an outbox whose call is over";

function ignore(): void {}

/** A rejection that a writer may await and need not. */
function rejected(message: string): Promise<never> {
  const promise = Promise.reject(new Error(message));
  promise.catch(ignore);
  return promise;
}
