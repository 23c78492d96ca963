// Received messages as an async iterable, with back-pressure.
//
// Bytes come in through receive(), end() and abort(); the reader of messages pulls with next(). A
// message is decoded when it is asked for: at once and in place where somebody waits, from kept bytes
// otherwise. Each message costs one promise and no other object but the result.
//
// A window of 1 MiB holds 200,000 empty messages, which a loop over them would take in one turn of the event loop,
// since a promise that is settled already lets nothing else happen: after some, next() waits for a turn to pass.
//
// Invariant: nobody waits while a message could be read in this turn, and each next() is answered exactly once.

import type { MessageType } from "../protobuf/index.js";
import type { Encoding } from "./encoding.js";
import type { MessageBudget, MessageWindow } from "./message-budget.js";
import { MessageReader } from "./message-reader.js";
import { Status } from "./status.js";
import { StatusError } from "./status-error.js";

/** So many messages are read before others have their turn: 0.1 ms of small ones. */
const MESSAGES_PER_TURN = 512;

/** The call that a message stream belongs to. */
export interface MessageStreamOwner {
  /** Runs `task` in the next turn of the event loop (Clock.defer). */
  defer(task: () => void): void;
  /** `byteCount` received bytes have been used up: for `stream.consume`. */
  onConsumed(byteCount: number): void;
  /** A message could not be read: no more come, and `next()` rejects with `error` from now on. */
  onBroken(error: StatusError): void;
  /** The consumer left before the end. */
  onReturn(): void;
  /** A message that was dropped while it was decompressed is so no longer: see `isAtWork`. */
  onIdle?(): void;
}

interface Waiter<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

export class MessageStream<T> implements AsyncIterableIterator<T, undefined, undefined> {
  readonly #reader: MessageReader<T>;
  readonly #owner: MessageStreamOwner;
  /** Consumers waiting for a message, in order; seldom more than one. */
  #waiters: Waiter<T>[] = [];
  /** Messages read since this last waited for a turn. */
  #readInTurn = 0;
  #isResting = false;
  /** True once no more bytes come. */
  #isEnded = false;
  /** True once nothing can be read any more: what is pending has been read or dropped. */
  #isOver = false;
  /** What next() rejects with once over; undefined for an end in order. */
  #error: unknown;

  /** @param maxMessageBytes the largest message accepted */
  constructor(type: MessageType<T, never>, maxMessageBytes: number, owner: MessageStreamOwner) {
    this.#reader = new MessageReader(type, maxMessageBytes);
    this.#owner = owner;
  }

  /** Accepts no larger messages from here on. */
  limit(maxMessageBytes: number): void {
    this.#reader.maxMessageBytes = maxMessageBytes;
  }

  /** Holds large messages to the budget of their connection; `window` is that of their stream. */
  share(budget: MessageBudget, window: MessageWindow): void {
    this.#reader.share(budget, window);
  }

  /** From here on messages may be compressed with `encoding`. */
  useEncoding(encoding: Encoding): void {
    this.#reader.useEncoding(encoding, (isWanted) => {
      if (!isWanted) this.#owner.onIdle?.();
      else if (this.#waiters.length > 0) this.#serve();
    });
  }

  /** True while a message is decompressed, be it one that nobody will read. */
  get isAtWork(): boolean {
    return this.#reader.isAtWork;
  }

  /** Bytes that have come and not been asked for. */
  get pendingBytes(): number {
    return this.#reader.pendingBytes;
  }

  /** Takes in bytes `start` to `end`, which are valid during this call only. */
  receive(chunk: Uint8Array, start: number, end: number): void {
    if (this.#isOver) {
      if (end > start) this.#owner.onConsumed(end - start);
      return;
    }
    this.#reader.view(chunk, start, end);
    if (this.#waiters.length > 0) this.#serve();
    this.#reader.keep();
  }

  /** No more bytes come: after the pending messages the iteration ends, with `error` if one is given. */
  end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    if (this.#waiters.length > 0 || this.#reader.pendingBytes === 0) this.#serve();
  }

  /** Ends the iteration with `error` at once; pending messages are dropped. */
  abort(error: unknown): void {
    if (!this.#isOver) this.#finish(error);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#waiters.length === 0 && !this.#mustRest()) {
      const message = this.#read();
      if (message !== undefined) return Promise.resolve({ done: false, value: message });
      if (this.#isOver) return this.#answerOver();
    }
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  /** The consumer leaves: pending messages are dropped and the owner is told. */
  return(): Promise<IteratorResult<T, undefined>> {
    if (!this.#isOver) {
      this.#finish(undefined);
      this.#owner.onReturn();
    }
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** True when the next message is for another turn, which has been asked for then. */
  #mustRest(): boolean {
    if (this.#isOver) return false;
    if (this.#isResting) return true;
    if (this.#readInTurn < MESSAGES_PER_TURN) return false;
    this.#isResting = true;
    this.#owner.defer(() => {
      this.#isResting = false;
      this.#readInTurn = 0;
      this.#serve();
    });
    return true;
  }

  /** Answers those who wait, as far as there are messages. */
  #serve(): void {
    while (this.#waiters.length > 0) {
      if (this.#mustRest()) return;
      const message = this.#read();
      if (message === undefined) return;
      this.#waiters.shift()!.resolve({ done: false, value: message });
    }
    if (this.#isEnded && !this.#isOver && this.#reader.pendingBytes === 0)
      this.#finish(this.#error);
  }

  /** The next message; undefined when there is none now, or when the stream is over. */
  #read(): T | undefined {
    if (this.#isOver) return undefined;
    let message: T | undefined;
    try {
      message = this.#reader.read();
    } catch (error) {
      this.#finish(error);
      this.#owner.onBroken(error as StatusError);
      return undefined;
    }
    const credit = this.#reader.takeCredit();
    if (credit > 0) this.#owner.onConsumed(credit);
    if (message !== undefined) this.#readInTurn++;
    if (message !== undefined || !this.#isEnded || this.#reader.isInflating) return message;
    if (this.#reader.pendingBytes === 0 || this.#error !== undefined) {
      this.#finish(this.#error);
      return undefined;
    }
    const error = new StatusError(
      Status.INTERNAL,
      `Received only ${this.#reader.pendingBytes} bytes of the last message: the stream ended inside it`,
    );
    this.#finish(error);
    this.#owner.onBroken(error);
    return undefined;
  }

  /** Nothing can be read from now on; whoever waits is answered. */
  #finish(error: unknown): void {
    this.#isOver = true;
    this.#isEnded = true;
    this.#error = error;
    this.#reader.discard();
    const credit = this.#reader.takeCredit();
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) {
      if (this.#error === undefined) waiter.resolve({ done: true, value: undefined });
      else waiter.reject(this.#takeError());
    }
    if (credit > 0) this.#owner.onConsumed(credit);
  }

  #answerOver(): Promise<IteratorResult<T, undefined>> {
    if (this.#error !== undefined) return Promise.reject(this.#takeError());
    return Promise.resolve({ done: true, value: undefined });
  }

  /** An error is told once; after it an iterator is done, as one of a generator is. */
  #takeError(): unknown {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }
}
