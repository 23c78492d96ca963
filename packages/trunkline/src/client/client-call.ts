// One call from its start to its outcome, whatever its kind. Subclasses add what becomes of response
// messages: one is a promise's value, many are a stream.
//
//   start() --dispatched--> queued or attached --headers, data--> … --finish() or fail()--> done
//
// Invariants: a call is done exactly once, and once it is done nothing of it is left on the clock, in
// the queue, at its signals or on its connection. The call is its own timer and its own link in the
// queue, and options that are not given cost nothing.

import { assertOptions, type Clock, runHook, Timer } from "../base/index.js";
import {
  compressFramed,
  type Encoding,
  EncodingWork,
  encodeFramed,
  type MessageBudget,
  Metadata,
  resolveMaxMessageBytes,
  Status,
  type StatusError,
  writeFramed,
} from "../grpc/index.js";
import {
  ErrorCode,
  type HeaderBlock,
  headerListBytes,
  type Stream,
  type StreamError,
} from "../http2/index.js";
import {
  alreadyExpired,
  type CallIdentity,
  type ConnectFailure,
  cancelledByParent,
  cancelledBySignal,
  deadlineExceeded,
  hookFailed,
  inputFailed,
  metadataTooLarge,
  noAnswerReason,
  resetError,
  unreachable,
  type WaitingFor,
} from "./call-errors.js";
import { type CallOptions, metadataFields, resolveTimeoutMs } from "./call-options.js";
import type { Queueable } from "./call-queue.js";
import {
  assertSignals,
  cancelledBefore,
  type SignalledCall,
  unwatchSignals,
  watchSignals,
} from "./call-signals.js";
import type { ClientConnection, StreamListener } from "./client-connection.js";
import type { MethodPlan } from "./method-plan.js";
import { type PumpOwner, RequestPump, type RequestSource } from "./request-pump.js";
import { readResponseBlock, statusErrorOf } from "./response-block.js";

/** The channel, as a call uses it. */
export interface CallOwner {
  readonly target: string;
  /** What is sent is encrypted to a server that is verified, or does not leave this machine. */
  readonly isPrivate: boolean;
  readonly clock: Clock;
  /** True while there is a connection that takes calls. */
  readonly isConnected: boolean;
  /** Why the last attempt to connect failed; null where none has since there was a connection. */
  readonly lastFailure: ConnectFailure | null;
  /** Gives the call a stream now or queues it; a call that cannot go anywhere is failed. */
  dispatch(call: ClientCall): void;
  /** The call waits for its credentials, until it is withdrawn; a closed channel fails it. */
  hold(call: ClientCall): void;
  /** Takes a call back whose stream the server has certainly not looked at. */
  redispatch(call: ClientCall): void;
  /** The call does not wait any more, for its credentials or in the queue, and has no stream; harmless if it did not. */
  withdraw(call: ClientCall): void;
  /** What to say when a call's connection was dropped by this side; undefined when it was not. */
  dropError(call: CallIdentity): StatusError | undefined;
}

export abstract class ClientCall
  extends Timer
  implements StreamListener, Queueable, PumpOwner, SignalledCall
{
  queueNext: Queueable | null = null;
  queuePrevious: Queueable | null = null;

  readonly owner: CallOwner;
  plan: MethodPlan;
  /** As given; interceptors may replace it, and the request, before start(). */
  protected options: CallOptions | undefined;
  /** The request message, or for a method with a request stream where its messages come from. */
  protected request: unknown;
  /** The request as bytes, encoded when the call had to wait: changes made meanwhile do not count. */
  #encoded: Uint8Array | null = null;
  #pump: RequestPump | null = null;
  #metadata: readonly string[] | null = null;
  #timeoutMs = Infinity;
  #startedMs = 0;
  #hasSignals = false;
  #hasWaited = false;
  #wasRetried = false;
  #connection: ClientConnection | null = null;
  protected stream: Stream | null = null;
  /** The response headers, once they have come. */
  protected headers: HeaderBlock | null = null;
  isDone = false;

  constructor(
    owner: CallOwner,
    plan: MethodPlan,
    request: unknown,
    options: CallOptions | undefined,
  ) {
    super();
    this.owner = owner;
    this.plan = plan;
    this.request = request;
    this.options = options;
  }

  get path(): string {
    return this.plan.method.path;
  }

  get target(): string {
    return this.owner.target;
  }

  get waitsForReady(): boolean {
    return this.options?.waitForReady === true;
  }

  /** Milliseconds since the call was made, where it has a deadline, or since it had to wait. */
  get waitedMs(): number {
    const isKnown = this.#hasWaited || this.#timeoutMs !== Infinity;
    return isKnown ? this.owner.clock.nowMs() - this.#startedMs : 0;
  }

  /** Reads the options and goes to the channel; mistakes in them are the call's outcome. */
  start(): void {
    const { options } = this;
    if (options !== undefined) this.#takeLimits(options);
    const { method } = this.plan;
    if (method.kind === "clientStreaming" || method.kind === "bidiStreaming") {
      const input = this.request as RequestSource<unknown>;
      this.#pump = new RequestPump(input, this.plan, this.owner.clock, this);
    }
    if (options !== undefined && !this.#applyOptions(options)) return;
    const { credentials } = this.plan;
    const own = options?.callCredentials;
    if (credentials.ofChannel === undefined && own === undefined) this.owner.dispatch(this);
    else credentials.obtain(this, own);
  }

  /** The call's credentials come later. */
  awaitCredentials(): void {
    this.prepareToWait();
    if (!this.isDone) this.owner.hold(this);
  }

  /** The call's credentials have come. */
  dispatchWith(fields: readonly string[]): void {
    if (this.isDone) return;
    if (this.#hasWaited) this.owner.withdraw(this);
    this.#metadata = this.#metadata === null ? fields : [...this.#metadata, ...fields];
    this.owner.dispatch(this);
  }

  /** The channel will send the call later: what the request is now is settled now. */
  prepareToWait(): void {
    if (!this.#hasWaited && this.#timeoutMs === Infinity)
      this.#startedMs = this.owner.clock.nowMs();
    this.#hasWaited = true;
    if (this.#pump !== null || this.#encoded !== null) return;
    try {
      this.#encoded = encodeFramed(this.plan.input, this.request);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Sends the call on `stream`; `connection` is told when it has ended. */
  attach(stream: Stream, connection: ClientConnection): void {
    this.stream = stream;
    this.#connection = connection;
    const encoding = this.plan.sendEncoding(this.options?.compression);
    const parts = this.plan.headers.parts(this.#remainingMs(), encoding, this.#metadata);
    if (this.#metadata !== null) {
      const listBytes = headerListBytes(parts);
      const maxBytes = stream.peerMaxHeaderListBytes;
      // The server could end the connection for it, with the calls of others.
      if (listBytes > maxBytes) {
        this.fail(metadataTooLarge(this, listBytes, maxBytes));
        return;
      }
    }
    stream.sendHeaders(parts, false);
    if (this.#pump !== null) {
      this.#pump.attach(stream, encoding, encoding === null ? null : this.messageBudget);
    } else if (encoding === null) this.#sendRequest(stream);
    else this.#sendCompressed(stream, encoding);
  }

  receiveHeaders(block: HeaderBlock, endStream: boolean): void {
    if (this.isDone) return;
    if (endStream) {
      this.#finish(block);
      return;
    }
    const { refusal } = readResponseBlock(block, this.plan);
    this.headers = block;
    if (refusal !== null) {
      this.fail(statusErrorOf(refusal, block, null));
      return;
    }
    if (this.options?.onHeaders !== undefined) this.#runHook("onHeaders", block);
    if (!this.isDone) this.headersReceived(block);
  }

  abstract receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void;

  receiveTrailers(block: HeaderBlock): void {
    if (!this.isDone) this.#finish(block);
  }

  receiveReset(error: StreamError): void {
    if (this.isDone) return;
    if (error.isUnprocessed && this.#canRetry()) {
      this.#retry();
      return;
    }
    this.fail(this.owner.dropError(this) ?? this.#resetOutcome(error));
  }

  receiveWritable(): void {
    this.#pump?.resume();
  }

  inputFailed(error: unknown): void {
    this.fail(inputFailed(this, error));
  }

  inputMisused(error: unknown): void {
    this.fail(error);
  }

  /** The deadline. */
  override onTimer(): void {
    this.fail(this.#deadlineError());
  }

  /** A signal was aborted. */
  onAbort(signal: AbortSignal): void {
    if (signal === this.options?.signal) {
      this.fail(cancelledBySignal(this, signal.reason));
    } else this.onCancel(signal.reason);
  }

  /** The parent was cancelled. */
  onCancel(reason: unknown): void {
    this.fail(cancelledByParent(this, reason));
  }

  /** Ends the call from this side; harmless when it is done. The server learns of it by CANCEL. */
  fail(error: unknown): void {
    if (this.isDone) return;
    this.#leave(ErrorCode.CANCEL);
    this.failed(error);
  }

  /** Of the connection that the call is on. */
  protected get messageBudget(): MessageBudget {
    return this.#connection!.messageBudget;
  }

  /** What the response's messages may be compressed with, by its headers. */
  protected receivedEncoding(): Encoding | null {
    if (this.headers === null) return null;
    const { encodingName } = readResponseBlock(this.headers, this.plan);
    return encodingName === null ? null : this.plan.compression.byName.get(encodingName)!;
  }

  /** Response headers are there, without an end. */
  protected headersReceived(_block: HeaderBlock): void {}

  /** The server has ended the call with status OK. */
  protected abstract completed(): void;

  /** The server has ended the call with another status. */
  protected abstract rejected(error: StatusError): void;

  /** The call was ended from this side, or never got to the server. */
  protected abstract failed(error: unknown): void;

  /** Limits of the call's own; wrong ones are told of where the options are. */
  #takeLimits(options: CallOptions): void {
    if (options === null) return;
    if (options.maxReceiveMessageBytes === undefined && options.maxSendMessageBytes === undefined) {
      return;
    }
    this.plan = this.plan.limitedBy(options);
    this.limitsTaken();
  }

  /** `plan` has other limits than it had. */
  protected limitsTaken(): void {}

  #applyOptions(options: CallOptions): boolean {
    try {
      assertOptions(options);
      resolveMaxMessageBytes("maxReceiveMessageBytes", options.maxReceiveMessageBytes);
      resolveMaxMessageBytes("maxSendMessageBytes", options.maxSendMessageBytes);
      this.#timeoutMs = resolveTimeoutMs(options);
      this.#metadata = metadataFields(options);
      this.plan.sendEncoding(options.compression);
      this.plan.credentials.check(options.callCredentials);
      assertSignals(options);
    } catch (error) {
      this.fail(error);
      return false;
    }
    const cancelled = cancelledBefore(this, options);
    if (cancelled !== undefined) {
      this.fail(cancelled);
      return false;
    }
    this.#hasSignals = options.signal !== undefined || options.parent !== undefined;
    if (this.#hasSignals) watchSignals(this, options);
    if (this.#timeoutMs !== Infinity) {
      if (this.#timeoutMs <= 0) {
        this.fail(alreadyExpired(this));
        return false;
      }
      const { clock } = this.owner;
      this.#startedMs = clock.nowMs();
      clock.schedule(this, this.#startedMs + this.#timeoutMs);
    }
    return true;
  }

  /** What `grpc-timeout` says: all of it, unless time has passed in the queue. */
  #remainingMs(): number {
    if (!this.#hasWaited || this.#timeoutMs === Infinity) return this.#timeoutMs;
    return Math.max(this.#startedMs + this.#timeoutMs - this.owner.clock.nowMs(), 0);
  }

  #sendRequest(stream: Stream): void {
    if (this.#encoded !== null) {
      stream.enqueue(this.#encoded, true);
      return;
    }
    const { input } = this.plan;
    const out = stream.beginMessage();
    try {
      if (out === null) {
        stream.enqueue(encodeFramed(input, this.request), true);
        return;
      }
      writeFramed(out, input, this.request);
    } catch (error) {
      if (out !== null) stream.abortMessage();
      this.fail(error);
      return;
    }
    stream.commitMessage(true);
  }

  /** As #sendRequest; what takes long to compress is sent when it is, if the call still has the stream. */
  #sendCompressed(stream: Stream, encoding: Encoding): void {
    const { input, compression } = this.plan;
    try {
      const framed = this.#encoded ?? encodeFramed(input, this.request);
      const work = new EncodingWork(this.messageBudget);
      const given = compressFramed(this.request, framed, encoding, compression.minBytes, work);
      if (given instanceof Uint8Array) {
        stream.enqueue(given, true);
        return;
      }
      given.then(
        (bytes) => !this.isDone && this.stream === stream && stream.enqueue(bytes, true),
        (error) => this.fail(error),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  /** The server has spoken its last word, which `block` holds. */
  #finish(block: HeaderBlock): void {
    const { end } = readResponseBlock(block, this.plan);
    if (this.options?.onTrailers !== undefined) {
      this.#runHook("onTrailers", block);
      if (this.isDone) return;
    }
    this.#leave(ErrorCode.NO_ERROR);
    if (end.code === Status.OK) this.completed();
    else if (end.code === Status.DEADLINE_EXCEEDED && this.#elapsedMs() >= this.#timeoutMs) {
      // The server noticed first; our own sentence says more than its.
      this.rejected(this.#deadlineError());
    } else this.rejected(statusErrorOf(end, this.headers, block));
  }

  #runHook(hook: "onHeaders" | "onTrailers", block: HeaderBlock): void {
    runHook(
      () => this.options?.[hook]?.(Metadata.fromFields(block.fields)),
      (error) => this.fail(hookFailed(this, hook, error)),
    );
  }

  #resetOutcome(error: StreamError): StatusError {
    if (error.code === ErrorCode.CANCEL && this.#elapsedMs() >= this.#timeoutMs) {
      return this.#deadlineError();
    }
    if (this.#connection?.hasAnswered === false) {
      const { session, giveUpReason, isSecured } = this.#connection;
      const why = giveUpReason ?? error.message;
      const reason = noAnswerReason(this.target, session.remoteAddress, why, isSecured);
      return unreachable(this, { reason, cause: null }, this.waitedMs);
    }
    const address = this.#connection?.session.remoteAddress ?? this.target;
    return resetError(this, error, address, this.#elapsedMs());
  }

  /** Since the call was started; asked only where there is a deadline to compare with. */
  #elapsedMs(): number {
    return this.#timeoutMs === Infinity ? 0 : this.owner.clock.nowMs() - this.#startedMs;
  }

  #deadlineError(): StatusError {
    const waitingFor = this.#waitingFor();
    const failure = waitingFor === "waiting for a connection" ? this.owner.lastFailure : null;
    return deadlineExceeded(this, this.#timeoutMs, this.#elapsedMs(), waitingFor, failure);
  }

  /** A stream that was refused is tried once more, where no message of the request is lost by it. */
  #canRetry(): boolean {
    if (this.#wasRetried || this.headers !== null) return false;
    return this.#pump === null || this.#pump.canMove;
  }

  #retry(): void {
    this.#wasRetried = true;
    this.stream = null;
    this.#pump?.detach();
    this.#connection?.endCall();
    this.#connection = null;
    this.prepareToWait();
    if (!this.isDone) this.owner.redispatch(this);
  }

  #waitingFor(): WaitingFor {
    if (this.headers !== null) return "receiving the response";
    if (this.stream !== null) return "waiting for the response";
    if (this.queueNext === null) return "waiting for call credentials";
    return this.owner.isConnected ? "waiting for a free stream" : "waiting for a connection";
  }

  /**
   * The call is done: it lets go of everything that knows it. A stream that is not at its end is reset
   * with `resetCode`: the server wants no more of the request, or we no more of the response.
   */
  #leave(resetCode: ErrorCode): void {
    this.isDone = true;
    if (this.next !== null) this.owner.clock.cancel(this);
    if (this.#hasSignals) unwatchSignals(this, this.options!);
    const { stream } = this;
    // Nothing happens where both sides have ended. A request whose end still waits for the window has
    // not: unless it is reset, it waits as long as the connection lasts.
    stream?.reset(resetCode);
    // Last, since a connection that only waited for this call is closed by it.
    if (this.#connection !== null) this.#connection.endCall();
    else if (this.#hasWaited) this.owner.withdraw(this);
    this.#pump?.stop();
  }
}
