// The part of a call that handlers see. Few handlers look at most of it, so each part is made when it
// is first asked for.
//
// A context is a timer too, so that a deadline costs no object of its own.

import { type Clock, Timer } from "../base/index.js";
import {
  assertTimeoutMs,
  CallValues,
  type CancelListener,
  type CancelSource,
  type Encoding,
  type EncodingWork,
  Metadata,
  Status,
  StatusError,
} from "../grpc/index.js";
import type { Peer } from "./peer.js";
import type { CallPlan } from "./request-plan.js";
import type { ServerCall } from "./server-call.js";

/** Whoever wants to know of the cancellation: few calls have any. */
interface Watchers {
  controller: AbortController | null;
  /** Calls made for this one. */
  listeners: Set<CancelListener> | null;
}

/** What few calls have. */
export class CallExtras {
  headers: Metadata | null = null;
  trailers: Metadata | null = null;
  values: CallValues | null = null;
  /** What the handler chose to compress with; undefined where it did not choose. */
  encoding: Encoding | null | undefined = undefined;
  /** The reply that is being compressed: nothing is sent before it. */
  compressing: EncodingWork | null = null;
  /** That reply was the only one, and the call ends after it. */
  endsAfter = false;
  /** The server's own limit, where that is what the deadline follows from. */
  limitMs: number = Infinity;
}

export abstract class CallContext extends Timer implements ServerCall, CancelSource {
  readonly peer: Peer;
  protected readonly plan: CallPlan;
  readonly clock: Clock;
  /** On the clock; Infinity when there is none. */
  #deadlineMs: number;
  #deadline: Date | undefined;
  #watchers: Watchers | null = null;
  #metadata: Metadata | null = null;
  /** Made when it is needed; null otherwise. */
  protected extras: CallExtras | null = null;
  /** Why the call is cancelled; OK while it is not. */
  #cancelCode: Status = Status.OK;
  #cancelMessage = "";

  constructor(plan: CallPlan, peer: Peer, clock: Clock) {
    super();
    this.plan = plan;
    this.peer = peer;
    this.clock = clock;
    if (plan.timeoutMs === Infinity) {
      this.#deadlineMs = Infinity;
    } else {
      this.#deadlineMs = clock.nowMs() + plan.timeoutMs;
      clock.schedule(this, this.#deadlineMs);
    }
  }

  get path(): string {
    return this.plan.route.method.path;
  }

  get metadata(): Metadata {
    this.#metadata ??= Metadata.fromFields(this.plan.fields);
    return this.#metadata;
  }

  get responseHeaders(): Metadata {
    this.extras ??= new CallExtras();
    this.extras.headers ??= new Metadata();
    return this.extras.headers;
  }

  get responseTrailers(): Metadata {
    this.extras ??= new CallExtras();
    this.extras.trailers ??= new Metadata();
    return this.extras.trailers;
  }

  get context(): CallValues {
    this.extras ??= new CallExtras();
    this.extras.values ??= new CallValues();
    return this.extras.values;
  }

  abstract sendHeaders(): void;
  abstract setCompression(encoding: string): void;

  get deadline(): Date | undefined {
    if (this.#deadlineMs === Infinity) return undefined;
    // The time of day of a far deadline may be more than a Date can be.
    this.#deadline ??= new Date(
      Math.min(8.64e15, Date.now() + this.#deadlineMs - this.clock.nowMs()),
    );
    return this.#deadline;
  }

  timeRemainingMs(): number {
    return this.#deadlineMs === Infinity
      ? Infinity
      : Math.max(0, this.#deadlineMs - this.clock.nowMs());
  }

  limitTime(timeoutMs: number): void {
    assertTimeoutMs(timeoutMs);
    const deadlineMs = this.clock.nowMs() + timeoutMs;
    if (this.isCancelled || deadlineMs >= this.#deadlineMs) return;
    this.extras ??= new CallExtras();
    this.extras.limitMs = timeoutMs;
    this.#deadlineMs = deadlineMs;
    this.#deadline = undefined;
    this.clock.schedule(this, deadlineMs);
  }

  get isCancelled(): boolean {
    return this.#cancelCode !== Status.OK;
  }

  get signal(): AbortSignal {
    this.#watchers ??= { controller: null, listeners: null };
    const watchers = this.#watchers;
    if (watchers.controller === null) {
      watchers.controller = new AbortController();
      if (this.isCancelled) watchers.controller.abort(this.cancelReason());
    }
    return watchers.controller.signal;
  }

  throwIfCancelled(): void {
    if (this.isCancelled) throw this.cancelReason();
  }

  addCancelListener(listener: CancelListener): void {
    this.#watchers ??= { controller: null, listeners: null };
    this.#watchers.listeners ??= new Set();
    this.#watchers.listeners.add(listener);
  }

  removeCancelListener(listener: CancelListener): void {
    this.#watchers?.listeners?.delete(listener);
  }

  /** Marks the call as cancelled and aborts the signal, if there is one. */
  protected markCancelled(code: Status, message: string): void {
    this.#cancelCode = code;
    this.#cancelMessage = message;
    const watchers = this.#watchers;
    if (watchers === null) return;
    const reason = withoutStack(() => this.cancelReason());
    watchers.controller?.abort(reason);
    for (const listener of watchers.listeners ?? []) listener.onCancel(reason);
  }

  /** An error that says why the call is cancelled. */
  protected cancelReason(): StatusError {
    return new StatusError(this.#cancelCode, this.#cancelMessage);
  }
}

/**
 * An error made without its stack, which would show how bytes came in and nothing of the handler's: the stack
 * is most of what a cancelled call costs, and a client may cancel without end.
 */
function withoutStack<E extends Error>(makeError: () => E): E {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return makeError();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
