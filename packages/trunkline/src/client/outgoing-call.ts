// A call of a client before it is one: what its interceptors see and may change.
//
// The call's time runs from here, its signal and its parent count from here: an interceptor that waits for
// something does not make the caller wait longer than it said.

import { assertOptions, type Clock, Timer } from "../base/index.js";
import { CallValues, type MessageHook, MessageHooks, Metadata } from "../grpc/index.js";
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
import type { ClientInterceptedCall } from "./client-interceptor.js";

export class OutgoingCall extends Timer implements ClientInterceptedCall, SignalledCall {
  readonly method: AnyMethod;
  readonly target: string;
  readonly context: CallValues = new CallValues();
  readonly metadata: Metadata;
  readonly requestHooks: MessageHooks = new MessageHooks();
  readonly replyHooks: MessageHooks = new MessageHooks();
  options: CallOptions;
  readonly #given: CallOptions;
  readonly #clock: Clock;
  readonly #startedMs: number;
  readonly #timeoutMs: number;
  readonly #onEnd: (error: unknown) => void;

  /**
   * @param onEnd told once, and only until stop(), when the deadline has passed or the call was cancelled
   * @throws TypeError or RangeError for options that are wrong; StatusError when the call is over already
   */
  constructor(
    method: AnyMethod,
    target: string,
    options: CallOptions,
    clock: Clock,
    onEnd: (error: unknown) => void,
  ) {
    super();
    assertOptions(options);
    this.method = method;
    this.target = target;
    this.options = options;
    this.#given = options;
    this.#clock = clock;
    this.#onEnd = onEnd;
    const { metadata } = options;
    this.metadata = metadata instanceof Metadata ? metadata.clone() : new Metadata(metadata);
    this.#startedMs = clock.nowMs();
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

  /** A try has failed, and an interceptor may make another: time and signals count again. */
  resume(): void {
    const cancelled = cancelledBefore(this, this.#given);
    if (cancelled !== undefined) this.#onEnd(cancelled);
    else this.#watch();
  }

  #watch(): void {
    if (this.#timeoutMs !== Infinity) {
      this.#clock.schedule(this, this.#startedMs + this.#timeoutMs);
    }
    watchSignals(this, this.#given);
  }

  /** The call has come to its end, or to where it watches for itself. */
  stop(): void {
    if (this.isArmed) this.#clock.cancel(this);
    unwatchSignals(this, this.#given);
  }

  override onTimer(): void {
    this.stop();
    const elapsedMs = this.#clock.nowMs() - this.#startedMs;
    this.#onEnd(deadlineExceeded(this, this.#timeoutMs, elapsedMs, "waiting for an interceptor"));
  }

  onAbort(signal: AbortSignal): void {
    if (signal !== this.#given.signal) {
      this.onCancel(signal.reason);
      return;
    }
    this.stop();
    this.#onEnd(cancelledBySignal(this, signal.reason));
  }

  onCancel(reason: unknown): void {
    this.stop();
    this.#onEnd(cancelledByParent(this, reason));
  }

  #leftMs(timeoutMs: number): number {
    return timeoutMs === Infinity
      ? Infinity
      : Math.max(0, timeoutMs - (this.#clock.nowMs() - this.#startedMs));
  }
}
