// A call of a client before it is one: what its interceptors see and may change.
//
// The call's time runs from here, its signal and its parent count from here: an interceptor that waits for
// something does not make the caller wait longer than it said.

import { assertOptions, type Clock, Timer } from "../base/index.js";
import {
  assertTimeoutMs,
  CallValues,
  type MessageHook,
  MessageHooks,
  Metadata,
} from "../grpc/index.js";
import type { AnyMethod } from "../protobuf/index.js";
import {
  alreadyExpired,
  cancelledByParent,
  cancelledBySignal,
  deadlineExceeded,
} from "./call-errors.js";
import { type CallOptions, resolveTimeoutMs } from "./call-options.js";
import {
  assertSignals,
  cancelledBefore,
  type SignalledCall,
  unwatchSignals,
  watchSignals,
} from "./call-signals.js";
import type { CallOwner } from "./client-call.js";
import type { ClientInterceptedCall } from "./client-interceptor.js";

export class OutgoingCall extends Timer implements ClientInterceptedCall, SignalledCall {
  readonly method: AnyMethod;
  readonly target: string;
  readonly isPrivate: boolean;
  readonly context: CallValues = new CallValues();
  readonly metadata: Metadata;
  readonly requestHooks: MessageHooks;
  readonly replyHooks: MessageHooks;
  options: CallOptions;
  readonly #given: CallOptions;
  readonly clock: Clock;
  readonly #startedMs: number;
  #timeoutMs: number;
  readonly #onEnd: (error: unknown) => void;
  #isWatching = false;
  /** Tries under way, each of which looks at time and signals itself. */
  #tryCount = 0;
  /** The outcome has been told, or is left to the call itself: there is nothing more to watch for. */
  #isOver = false;
  /** Why the call is cancelled; undefined while it is not. */
  #reason: unknown;
  #controller: AbortController | null = null;

  /**
   * @param onEnd told once, and only until stop(), when the deadline has passed or the call was cancelled
   * @throws TypeError or RangeError for options that are wrong; StatusError when the call is over already
   */
  constructor(
    method: AnyMethod,
    owner: CallOwner,
    options: CallOptions,
    onEnd: (error: unknown) => void,
  ) {
    super();
    assertOptions(options);
    this.method = method;
    this.requestHooks = new MessageHooks(method.path);
    this.replyHooks = new MessageHooks(method.path);
    this.target = owner.target;
    this.isPrivate = owner.isPrivate;
    this.options = options;
    this.#given = options;
    this.clock = owner.clock;
    this.#onEnd = onEnd;
    const { metadata } = options;
    this.metadata = metadata instanceof Metadata ? metadata.clone() : new Metadata(metadata);
    this.#startedMs = this.clock.nowMs();
    this.#timeoutMs = resolveTimeoutMs(options);
    assertSignals(options);
    const cancelled = cancelledBefore(this, options);
    if (cancelled !== undefined) throw cancelled;
    if (this.#timeoutMs <= 0) throw alreadyExpired(this);
    this.#watch();
  }

  get side(): "client" {
    return "client";
  }

  get path(): string {
    return this.method.path;
  }

  timeRemainingMs(): number {
    const leftMs = this.#leftMs(this.#timeoutMs);
    return this.options === this.#given
      ? leftMs
      : Math.min(leftMs, this.#leftMs(resolveTimeoutMs(this.options)));
  }

  limitTime(timeoutMs: number): void {
    assertTimeoutMs(timeoutMs);
    const allMs = this.clock.nowMs() - this.#startedMs + timeoutMs;
    if (allMs >= this.#timeoutMs) return;
    this.#timeoutMs = allMs;
    if (this.#isWatching) this.clock.schedule(this, this.#startedMs + allMs);
  }

  get isCancelled(): boolean {
    return this.#reason !== undefined;
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.isCancelled) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  throwIfCancelled(): void {
    if (this.isCancelled) throw this.#reason;
  }

  onRequest(hook: MessageHook): void {
    this.requestHooks.add(hook);
  }

  onReply(hook: MessageHook): void {
    this.replyHooks.add(hook);
  }

  /** The options to start the call with now. */
  finalOptions(): CallOptions {
    const remainingMs = this.timeRemainingMs();
    const timeoutMs = remainingMs === Infinity ? undefined : remainingMs;
    return { ...this.options, metadata: this.metadata, timeoutMs, deadline: undefined };
  }

  /** A try begins, which looks at time and signals itself. */
  beginTry(): void {
    this.#tryCount++;
    this.#unwatch();
  }

  /** A try has ended. After the last one time and signals count again: an interceptor may make another. */
  endTry(): void {
    this.#tryCount--;
    if (this.#tryCount > 0 || this.#isOver) return;
    const cancelled = cancelledBefore(this, this.#given);
    if (cancelled !== undefined) this.cancel(cancelled);
    else this.#watch();
  }

  #watch(): void {
    this.#isWatching = true;
    if (this.#timeoutMs !== Infinity) {
      this.clock.schedule(this, this.#startedMs + this.#timeoutMs);
    }
    watchSignals(this, this.#given);
  }

  /** The call has come to its end, or for good to where it watches for itself. */
  stop(): void {
    this.#isOver = true;
    this.#unwatch();
  }

  #unwatch(): void {
    this.#isWatching = false;
    if (this.isArmed) this.clock.cancel(this);
    unwatchSignals(this, this.#given);
  }

  /** The call is over, whatever its interceptors still wait for. */
  cancel(reason: unknown): void {
    this.stop();
    if (this.isCancelled) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#onEnd(reason);
  }

  override onTimer(): void {
    const elapsedMs = this.clock.nowMs() - this.#startedMs;
    this.cancel(deadlineExceeded(this, this.#timeoutMs, elapsedMs, "waiting for an interceptor"));
  }

  onAbort(signal: AbortSignal): void {
    if (signal === this.#given.signal) this.cancel(cancelledBySignal(this, signal.reason));
    else this.onCancel(signal.reason);
  }

  onCancel(reason: unknown): void {
    this.cancel(cancelledByParent(this, reason));
  }

  #leftMs(timeoutMs: number): number {
    return timeoutMs === Infinity
      ? Infinity
      : Math.max(0, timeoutMs - (this.clock.nowMs() - this.#startedMs));
  }
}
