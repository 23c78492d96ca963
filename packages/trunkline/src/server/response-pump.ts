// Asks a streaming handler for its replies, one after another, as fast as the client takes them.
//
//   pulling --next() pending--> waiting --reply--> pulling
//   pulling --stream full--> held --onWritable--> pulling
//   pulling --budget used--> resting --next turn--> pulling
//   any --stop()--> stopping --the iterator is through--> settled
//   pulling --done or failed--> settled
//
// Invariant: next() is never called while an earlier one is pending, and onSettled comes exactly once.

import type { Clock } from "../base/index.js";

/** Replies in one turn of the event loop, after which others come first: a generator that never waits would starve them. */
const REPLIES_PER_TURN = 256;

/** The call whose replies they are. */
export interface PumpOwner {
  /** False while the client has to catch up; `resume()` when that has changed. */
  readonly isWritable: boolean;
  /** Sends a reply. False when that failed and the call is over. */
  sendReply(reply: unknown): boolean;
  /** The handler is through with the call: it has given all its replies. */
  onFinished(): void;
  /** The handler failed; `onSettled` follows. */
  onFailed(error: unknown): void;
  /** The handler has come to its end, whichever way: its `finally` blocks have run. */
  onSettled(): void;
  /** Counts a reply that the handler is asked for. */
  countPull(): void;
}

type AnyIterator = AsyncIterator<unknown> | Iterator<unknown>;
type Result = IteratorResult<unknown>;

export class ResponsePump {
  readonly #owner: PumpOwner;
  readonly #clock: Clock;
  readonly #iterator: AnyIterator;
  #budget: number = REPLIES_PER_TURN;
  /** next() is pending. */
  #isWaiting = false;
  /** Waiting, or at work: sending a reply may make the stream writable, which is no reason to ask again. */
  #isBusy = false;
  /** Goes on in a later turn. */
  #isResting = false;
  #isStopping = false;
  #isSettled = false;

  constructor(owner: PumpOwner, clock: Clock, iterator: AnyIterator) {
    this.#owner = owner;
    this.#clock = clock;
    this.#iterator = iterator;
  }

  /** Goes on asking, as far as the stream has room: at the start and whenever it has again. */
  resume(): void {
    if (!this.#isBusy && !this.#isResting && !this.#isStopping && !this.#isSettled) this.#pull();
  }

  /** The call is over: the handler is asked to end, at its `yield` or where it looks at the signal. */
  stop(): void {
    if (this.#isStopping || this.#isSettled) return;
    this.#isStopping = true;
    try {
      if (this.#iterator.return === undefined) {
        if (!this.#isWaiting) this.#settle();
        return;
      }
      const returned: unknown = this.#iterator.return();
      // An async generator that is running answers this when it has come to its end.
      if (isPromiseLike(returned)) {
        Promise.resolve(returned).then(this.#onStopped, this.#onStopped);
      } else {
        this.#settle();
      }
    } catch {
      this.#settle();
    }
  }

  #pull(): void {
    this.#isBusy = true;
    this.#isWaiting = this.#askWhileWritable();
    this.#isBusy = this.#isWaiting;
  }

  /** True when it stopped at a reply that is still to come. */
  #askWhileWritable(): boolean {
    while (this.#owner.isWritable) {
      if (this.#budget-- === 0) {
        this.#isResting = true;
        this.#clock.defer(this.#onTurn);
        return false;
      }
      this.#owner.countPull();
      let result: unknown;
      try {
        result = this.#iterator.next();
        if (isPromiseLike(result)) {
          // A thenable of somebody's own may answer at once, or twice: a promise does neither.
          const promise = result instanceof Promise ? result : Promise.resolve(result);
          promise.then(this.#onResolved as (value: unknown) => void, this.#onRejected);
          return true;
        }
      } catch (error) {
        this.#onRejected(error);
        return false;
      }
      if (!this.#take(result as Result)) return false;
    }
    return false;
  }

  /** False when there is nothing more to pull. */
  #take(result: Result): boolean {
    let isDone: boolean;
    let reply: unknown;
    try {
      if (typeof result !== "object" || result === null) throw new TypeError(noResult(result));
      isDone = result.done === true;
      if (!isDone) reply = result.value;
    } catch (error) {
      this.#onRejected(error);
      return false;
    }
    if (isDone) {
      this.#owner.onFinished();
      this.#settle();
      return false;
    }
    if (this.#owner.sendReply(reply)) return !this.#isStopping;
    this.stop();
    return false;
  }

  readonly #onTurn = (): void => {
    this.#isResting = false;
    this.#budget = REPLIES_PER_TURN;
    this.resume();
  };

  readonly #onResolved = (result: Result): void => {
    this.#isWaiting = false;
    if (!this.#isStopping) {
      if (this.#take(result)) this.#pull();
      else this.#isBusy = false;
    } else if (this.#isAtEnd(result)) {
      this.#settle();
    }
  };

  readonly #onRejected = (error: unknown): void => {
    this.#isWaiting = false;
    if (!this.#isStopping) this.#owner.onFailed(error);
    this.#settle();
  };

  readonly #onStopped = (): void => this.#settle();

  /** True when the iterator, which was asked to stop, has nothing left to tell. */
  #isAtEnd(result: Result): boolean {
    try {
      return result.done === true || this.#iterator.return === undefined;
    } catch {
      return true;
    }
  }

  #settle(): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#owner.onSettled();
  }
}

function noResult(result: unknown): string {
  return `The handler's iterator gave ${String(result)}: expected an object with "done" and "value"`;
}

/** The iterator of what a streaming handler gave; undefined when it is not iterable. */
export function iteratorOf(replies: unknown): AnyIterator | undefined {
  if (typeof replies !== "object" || replies === null) return undefined;
  const iterable = replies as Partial<AsyncIterable<unknown> & Iterable<unknown>>;
  return iterable[Symbol.asyncIterator]?.() ?? iterable[Symbol.iterator]?.();
}

export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { then?: unknown }).then === "function"
  );
}
