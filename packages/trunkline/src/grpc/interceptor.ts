// Interceptors: functions around calls, in the same shape at clients and servers.
//
//   first --next()--> second --next()--> the call itself
//         <--outcome--        <--outcome--
//
// What an interceptor gives or throws is the outcome for those outside of it. Messages do not pass through
// interceptors; hooks see them, where an interceptor asks.

import type { Clock } from "../base/index.js";
import type { AnyMethod } from "../protobuf/index.js";
import type { CallValues } from "./call-values.js";
import type { Metadata } from "./metadata.js";

/**
 * Sees a message, and gives the one to go on with, or nothing for the same one. What it throws ends the
 * call. It cannot be async: messages do not wait for it.
 */
export type MessageHook = (message: unknown) => unknown;

/** What the compiler says where a hook gives a promise; anything where it does not. */
export type SynchronousHook<H extends MessageHook> =
  unknown extends ReturnType<H>
    ? unknown
    : Extract<ReturnType<H>, PromiseLike<unknown>> extends never
      ? unknown
      : "A hook cannot be async: what takes time belongs before next(), or into the handler";

/** A call, as interceptors of both sides see it. */
export interface InterceptedCall {
  readonly side: "client" | "server";
  /** The rpc: its kind, its name, its message types. */
  readonly method: AnyMethod;
  /** The rpc's path, `/shop.Orders/Get`. */
  readonly path: string;
  /** The request's: at a client what will be sent, at a server what has come. */
  readonly metadata: Metadata;
  /** Values of this call, by keys made with `contextKey`. */
  readonly context: CallValues;
  /** The call's time and timers: the real ones, or those of a test. */
  readonly clock: Clock;
  /** Milliseconds until the deadline: 0 when it has passed, Infinity when there is none. */
  timeRemainingMs(): number;
  /**
   * Gives the call no more than `timeoutMs` from now; a call that has less keeps it. To be said before `next()`.
   * @throws RangeError when it is negative or not a number
   */
  limitTime(timeoutMs: number): void;
  /** True once the call has been cancelled or its deadline has passed. */
  readonly isCancelled: boolean;
  /** Aborted when that happens, with a StatusError that says why. Hand it to whatever takes time. */
  readonly signal: AbortSignal;
  /** @throws StatusError CANCELLED or DEADLINE_EXCEEDED once the call is cancelled */
  throwIfCancelled(): void;
  /** Has each request shown to `hook`; to be said before `next()`. */
  onRequest<H extends MessageHook>(hook: H & SynchronousHook<H>): void;
  /** Has each reply shown to `hook`; to be said before `next()`. */
  onReply<H extends MessageHook>(hook: H & SynchronousHook<H>): void;
}

/**
 * Runs around a call of any kind. `next()` goes on with it and settles when it has ended: with the reply
 * where there is one, with undefined after a stream of them, and it rejects with the call's error. To end the
 * call differently, throw another error or return another reply. An interceptor that returns nothing leaves
 * the outcome as it is, an error that it caught too.
 *
 *     const timing: Interceptor = async (call, next) => {
 *       const started = performance.now();
 *       try {
 *         return await next();
 *       } finally {
 *         console.log(call.path, performance.now() - started);
 *       }
 *     };
 *
 * The first of a list is the outermost. A promise of `next()` that nobody waits for harms nobody.
 */
export type Interceptor<C extends InterceptedCall = InterceptedCall> = (
  call: C,
  next: () => Promise<unknown>,
) => unknown;

/** Runs `interceptors` around `last`, which is what the innermost `next()` does. Never throws. */
export async function runInterceptors<C extends InterceptedCall>(
  interceptors: readonly Interceptor<C>[],
  call: C,
  last: () => Promise<unknown>,
): Promise<unknown> {
  const run = async (index: number): Promise<unknown> => {
    const interceptor = interceptors[index];
    if (interceptor === undefined) return last();
    let running: Promise<unknown> | undefined;
    const next = (): Promise<unknown> => {
      running = run(index + 1);
      running.catch(() => {});
      return running;
    };
    const given = await interceptor(call, next);
    if (given !== undefined) {
      if (isObject(given)) return given;
      throw new TypeError(
        `An interceptor of "${call.path}" gave ${describe(given)}: expected a reply, or nothing to leave the outcome as it is`,
      );
    }
    if (running !== undefined) return running;
    throw new TypeError(
      `An interceptor of "${call.path}" neither called next() nor gave a reply: expected one of both`,
    );
  };
  return run(0);
}

/** @throws TypeError where `interceptors` is no list of functions */
export function assertInterceptors(interceptors: unknown): void {
  if (Array.isArray(interceptors) && interceptors.every((one) => typeof one === "function")) return;
  throw new TypeError("Cannot set interceptors: expected a list of functions");
}

/** The hooks of one call, one way. */
export class MessageHooks {
  readonly #path: string;
  readonly #hooks: MessageHook[] = [];
  #failure: { readonly error: unknown } | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  get isEmpty(): boolean {
    return this.#hooks.length === 0;
  }

  add(hook: MessageHook): void {
    if (typeof hook !== "function") {
      throw new TypeError(
        `Cannot use a value of type ${typeof hook} as a hook: expected a function`,
      );
    }
    this.#hooks.push(hook);
  }

  /**
   * The message that is left when every hook has seen it.
   * @throws whatever a hook throws, and a TypeError for one that gives a promise, or no message
   */
  apply(message: unknown): unknown {
    let shown = message;
    for (const hook of this.#hooks) {
      const given = hook(shown);
      if (given === undefined || given === null) continue;
      this.#assertMessage(given);
      shown = given;
    }
    return shown;
  }

  /**
   * The messages of a stream, each as it is left; the very same stream where there are no hooks.
   *
   * @param onFailed told what a hook threw, before whoever reads the stream is
   */
  applyToStream<T>(
    messages: AsyncIterable<T> | Iterable<T>,
    onFailed?: (error: unknown) => void,
  ): AsyncIterable<T> | Iterable<T> {
    return this.isEmpty ? messages : this.#hooked(messages, onFailed);
  }

  /** What a hook threw at a message of a stream, where that is the cause of `error`; `error` itself otherwise. */
  whatLedTo(error: unknown): unknown {
    const isCause = this.#failure !== null && (error as Error)?.cause === this.#failure.error;
    return isCause ? this.#failure?.error : error;
  }

  #assertMessage(given: unknown): void {
    if (isPromiseLike(given)) {
      // The call ends here: what the promise comes to is nobody's any more, its rejection included.
      Promise.resolve(given).catch(() => {});
      throw new TypeError(
        `A hook of "${this.#path}" gave a promise: expected a message or nothing; what takes time belongs before next(), or into the handler`,
      );
    }
    if (isObject(given)) return;
    throw new TypeError(
      `A hook of "${this.#path}" gave ${describe(given)}: expected a message or nothing`,
    );
  }

  async *#hooked<T>(
    messages: AsyncIterable<T> | Iterable<T>,
    onFailed: ((error: unknown) => void) | undefined,
  ): AsyncIterable<T> {
    for await (const message of messages) {
      let shown: unknown;
      try {
        shown = this.apply(message);
      } catch (error) {
        this.#failure = { error };
        onFailed?.(error);
        throw error;
      }
      yield shown as T;
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return isObject(value) && typeof (value as { then?: unknown }).then === "function";
}

function describe(value: unknown): string {
  return value === null ? "null" : `a value of type ${typeof value}`;
}
