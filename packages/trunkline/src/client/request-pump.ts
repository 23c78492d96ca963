// Takes messages from what the user gave a client-streaming or bidi call, and sends them as fast as
// the stream takes them: nothing is pulled while the stream is not writable.
//
// Invariant: the input's iterator is pulled by one next() at a time, and return() is called on it
// unless it has ended by itself.

import type { Clock } from "../base/index.js";
import {
  compressFramed,
  type Encoding,
  EncodingWork,
  encodeFramed,
  writeFramed,
} from "../grpc/index.js";
import type { Stream } from "../http2/index.js";
import type { MethodPlan } from "./method-plan.js";

/** Messages in a row before the event loop has its turn: an input that never waits must not starve it. */
const TURN_BUDGET = 512;

/** Where a client-streaming or bidi call takes its messages from; an outbox is one too. */
export type RequestSource<T> = AsyncIterable<T> | Iterable<T>;

/** The call whose messages these are. */
export interface PumpOwner {
  /** The input threw: the call cannot be completed. */
  inputFailed(error: unknown): void;
  /** A message could not be encoded, or the input is no input at all: the caller's mistake. */
  inputMisused(error: unknown): void;
}

/** Tells the input of a call that was never begun that nothing will be taken from it. */
export function closeInput(input: unknown, plan: MethodPlan, clock: Clock): void {
  const owner: PumpOwner = { inputFailed() {}, inputMisused() {} };
  new RequestPump(input as RequestSource<unknown>, plan, clock, owner).stop();
}

type InputIterator = AsyncIterator<unknown> | Iterator<unknown>;
type InputResult = IteratorResult<unknown>;

export class RequestPump {
  readonly #input: RequestSource<unknown>;
  readonly #plan: MethodPlan;
  /** What messages are compressed with; null for nothing. */
  #encoding: Encoding | null = null;
  /** Stands for the stream's connection; null where nothing is compressed. */
  #connection: object | null = null;
  /** The message that is being compressed. */
  #compressing: EncodingWork | null = null;
  readonly #clock: Clock;
  readonly #owner: PumpOwner;
  #stream: Stream | null = null;
  #iterator: InputIterator | null = null;
  /** A result that came while there was no stream to send it on. */
  #held: InputResult | null = null;
  /** True while the input works on its next message, one is compressed, or the next turn is awaited. */
  #isWaiting = false;
  #isOver = false;
  #sentCount = 0;
  #budget = TURN_BUDGET;

  constructor(input: RequestSource<unknown>, plan: MethodPlan, clock: Clock, owner: PumpOwner) {
    this.#input = input;
    this.#plan = plan;
    this.#clock = clock;
    this.#owner = owner;
  }

  /** True while nothing has been sent, so that another stream may take over. */
  get canMove(): boolean {
    return this.#sentCount === 0 && !this.#isOver;
  }

  /** Begins to send on `stream`, or goes on there if nothing was sent before. */
  attach(stream: Stream, encoding: Encoding | null, connection: object | null): void {
    this.#stream = stream;
    this.#encoding = encoding;
    this.#connection = connection;
    if (this.#iterator === null && !this.#open()) return;
    this.#pull();
  }

  /** The stream is gone; attach() may come with another one. */
  detach(): void {
    this.#stream = null;
  }

  /** The stream is writable again. */
  resume(): void {
    this.#pull();
  }

  /** The call has ended: the input is told, whether or not it was ever begun. */
  stop(): void {
    if (this.#isOver) return;
    if (this.#iterator === null && !this.#open()) return;
    this.#close();
  }

  #open(): boolean {
    const input = this.#input as {
      [Symbol.asyncIterator]?(): InputIterator;
      [Symbol.iterator]?(): InputIterator;
    } | null;
    try {
      const open = input?.[Symbol.asyncIterator] ?? input?.[Symbol.iterator];
      if (typeof open !== "function" || typeof input === "string") {
        throw new TypeError(
          `Cannot send messages on "${this.#plan.method.path}": expected an iterable, an async iterable or an outbox, got ${input === null ? "null" : `a value of type ${typeof input}`}`,
        );
      }
      this.#iterator = open.call(input as never);
      return true;
    } catch (error) {
      this.#isOver = true;
      this.#owner.inputMisused(error);
      return false;
    }
  }

  #pull(): void {
    while (!this.#isOver && !this.#isWaiting && this.#stream?.isWritable === true) {
      if (--this.#budget < 0) {
        this.#waitATurn();
        return;
      }
      let result: InputResult;
      if (this.#held !== null) {
        result = this.#held;
        this.#held = null;
      } else {
        try {
          const given: InputResult | PromiseLike<InputResult> = this.#iterator!.next();
          if (typeof (given as PromiseLike<InputResult>)?.then === "function") {
            // A thenable of somebody's own may answer at once, or twice: a promise does neither.
            const promise = given instanceof Promise ? given : Promise.resolve(given);
            promise.then(this.#onResult, this.#onError);
            this.#isWaiting = true;
            return;
          }
          result = given as InputResult;
        } catch (error) {
          this.#fail(error);
          return;
        }
      }
      this.#send(result);
    }
  }

  readonly #onResult = (result: InputResult): void => {
    this.#isWaiting = false;
    if (this.#isOver) return;
    if (this.#stream === null) {
      this.#held = result;
      return;
    }
    this.#send(result);
    this.#pull();
  };

  readonly #onError = (error: unknown): void => {
    this.#isWaiting = false;
    this.#fail(error);
  };

  #send(result: InputResult): void {
    const stream = this.#stream!;
    let isDone: boolean;
    let message: unknown;
    try {
      if (typeof result !== "object" || result === null) throw new TypeError(noResult(result));
      isDone = result.done === true;
      if (!isDone) message = result.value;
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#sentCount++;
    if (isDone) {
      this.#isOver = true;
      stream.end();
      return;
    }
    const { input: type } = this.#plan;
    if (this.#encoding !== null) {
      this.#sendCompressed(stream, message, this.#encoding);
      return;
    }
    const out = stream.beginMessage();
    try {
      if (out === null) {
        stream.enqueue(encodeFramed(type, message), false);
        return;
      }
      writeFramed(out, type, message);
    } catch (error) {
      if (out !== null) stream.abortMessage();
      this.#misused(error);
      return;
    }
    stream.commitMessage(false);
  }

  /** What takes long to compress is sent when it is; nothing is pulled before that. */
  #sendCompressed(stream: Stream, message: unknown, encoding: Encoding): void {
    const { input, compression } = this.#plan;
    try {
      const framed = encodeFramed(input, message);
      const work = new EncodingWork(this.#connection!);
      const given = compressFramed(message, framed, encoding, compression.minBytes, work);
      if (given instanceof Uint8Array) {
        stream.enqueue(given, false);
        return;
      }
      this.#isWaiting = true;
      this.#compressing = work;
      given.then(
        (bytes) => {
          this.#isWaiting = false;
          this.#compressing = null;
          if (this.#isOver) return;
          stream.enqueue(bytes, false);
          this.#pull();
        },
        (error) => {
          if (!this.#isOver) this.#misused(error);
        },
      );
    } catch (error) {
      this.#misused(error);
    }
  }

  #misused(error: unknown): void {
    this.#close();
    this.#owner.inputMisused(error);
  }

  #waitATurn(): void {
    this.#isWaiting = true;
    this.#clock.defer(() => {
      this.#isWaiting = false;
      this.#budget = TURN_BUDGET;
      this.#pull();
    });
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    // An iterator that threw has ended by itself.
    this.#isOver = true;
    this.#owner.inputFailed(error);
  }

  #close(): void {
    this.#isOver = true;
    this.#held = null;
    this.#compressing?.cancel();
    try {
      const returned = this.#iterator?.return?.();
      // The call has its outcome already: what the input's clean-up throws changes nothing about it.
      Promise.resolve(returned).catch(() => {});
    } catch {}
  }
}

function noResult(result: unknown): string {
  return `The input's iterator gave ${String(result)}: expected an object with "done" and "value"`;
}
