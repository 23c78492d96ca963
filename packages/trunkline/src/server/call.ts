// One call at the server: from its header block to its status and to the end of its handler, which may
// come later.
//
//   receiving --request whole--> running --handler settled--> settled
//   receiving or running --status sent, reset, deadline--> over; settled once the handler is through
//
// A call that is over sends nothing more. Its stream keeps its slot until the handler has settled, and until no
// message of it is compressed or decompressed, so that a client cannot have more at work than streams.

import {
  compressFramed,
  type Encoding,
  EncodingWork,
  encodeFramed,
  findEncoding,
  type MessageBudget,
  SentTooLarge,
  Status,
  StatusError,
  writeFramed,
} from "../grpc/index.js";
import { ErrorCode, type HeaderPart, type Stream, type StreamError } from "../http2/index.js";
import { CallExtras } from "./call-context.js";
import { isSendable, noReply, notIterable, tooLong } from "./errors.js";
import type { Peer } from "./peer.js";
import { ReceivingCall } from "./receiving-call.js";
import type { ErrorReport } from "./report.js";
import { type CallPlan, takesEncoding } from "./request-plan.js";
import { responseHeaders } from "./response-headers.js";
import { isPromiseLike, iteratorOf, type PumpOwner, ResponsePump } from "./response-pump.js";
import type { ServerScope } from "./scope.js";
import { sendErrorOnly, sendErrorTrailers, sendOk, takesList } from "./send-status.js";

/** How long a handler may go on after its call was cancelled before that is reported. */
const DEAF_AFTER_MS = 1_000;

const FAILED_TEXT = "The server failed to handle the call";
const UNTAKEN_HEADERS_TEXT = "The response headers are larger than the client takes";
const UNSENDABLE_TEXT = "The server failed to encode its reply";

/** The connection that a call came on. */
export interface CallOwner {
  readonly scope: ServerScope;
  readonly peer: Peer;
  /** For the large messages of all its calls. */
  readonly messageBudget: MessageBudget;
  /** The call is over and its handler through. */
  remove(call: Call): void;
  /** Drops the connection, for a test that wants that. */
  lose(): void;
}

export class Call extends ReceivingCall implements PumpOwner {
  /** Where the connection keeps this call in its list. */
  slot = 0;
  readonly #connection: CallOwner;
  protected pump: ResponsePump | null = null;
  #hasSentHeaders = false;
  protected isHandlerRunning = false;
  /** Over, and the handler through: nothing is left to do. */
  #isClosed = false;

  constructor(connection: CallOwner, stream: Stream, plan: CallPlan) {
    super(connection.scope, stream, plan, connection.peer);
    this.#connection = connection;
  }

  protected override get messageBudget(): MessageBudget {
    return this.#connection.messageBudget;
  }

  // What the connection reports.

  /**
   * True when a reset by the client is the call's ordinary end: it has begun to be answered, or client and
   * server were about to see its deadline pass, and the client's clock was the faster one.
   */
  get isResetFree(): boolean {
    if (this.isOver || this.#hasSentHeaders) return true;
    const slackMs = Math.max(2, Math.min(20, this.plan.timeoutMs / 10));
    return this.timeRemainingMs() <= slackMs;
  }

  receiveReset(error: StreamError): void {
    if (this.isOver) return;
    this.endReset(error.origin === "remote" ? "The client cancelled the call" : error.message);
  }

  /** Its stream has been reset. */
  protected endReset(message: string): void {
    this.scope.stats.callsCancelled++;
    this.#endCancelled(Status.CANCELLED, message);
  }

  receiveWritable(): void {
    this.pump?.resume();
  }

  /** The server closes and has no more time: the call ends now. */
  shutDown(message: string): void {
    if (this.isOver) return;
    this.fail(new StatusError(Status.UNAVAILABLE, message));
  }

  /** For BreakableCall: the client sees its connection go. */
  loseConnection(): void {
    this.#connection.lose();
  }

  // Timer

  override onTimer(): void {
    if (this.isOver) {
      this.#reportDeaf();
      return;
    }
    const limitMs = this.extras?.limitMs ?? Infinity;
    if (limitMs !== Infinity) {
      // The client does not know of this one: a reset would tell it that it had cancelled the call.
      this.fail(new StatusError(Status.DEADLINE_EXCEEDED, tooLong(limitMs)));
      return;
    }
    this.scope.stats.callsCancelled++;
    this.stream.reset(ErrorCode.CANCEL);
    this.#endCancelled(Status.DEADLINE_EXCEEDED, "The deadline passed");
  }

  // PumpOwner

  get isWritable(): boolean {
    return this.stream.isWritable && !this.#isCompressing;
  }

  countPull(): void {
    this.scope.stats.repliesPulled++;
  }

  sendReply(reply: unknown): boolean {
    if (this.isOver) return false;
    if (typeof reply !== "object" || reply === null) {
      this.failHandler(new TypeError(noReply(this.path, reply)));
      return false;
    }
    if (!this.#hasSentHeaders) this.sendHeaders();
    if (this.isOver) return false;
    const stream = this.stream;
    const { output } = this.plan;
    const encoding = this.#replyEncoding;
    if (encoding !== null) return this.#sendCompressed(reply, encoding);
    const out = stream.beginMessage();
    try {
      if (out === null) {
        stream.enqueue(encodeFramed(output, reply), false);
      } else {
        writeFramed(out, output, reply);
        stream.commitMessage(false);
      }
    } catch (error) {
      if (out !== null) stream.abortMessage();
      this.#failReply(error);
      return false;
    }
    return true;
  }

  onFinished(): void {
    if (!this.isOver) this.succeed();
  }

  onFailed(error: unknown): void {
    this.isHandlerRunning = false;
    if (!this.isOver) this.failHandler(error);
  }

  onSettled(): void {
    this.isHandlerRunning = false;
    this.closeIfDone();
  }

  // ServerCall

  setCompression(name: string): void {
    const { byName } = this.scope.options.compression;
    const encoding = findEncoding("the compression of replies", name, byName);
    if (this.#hasSentHeaders) {
      throw new TypeError(
        `Cannot set the compression on "${this.path}": the headers that name it have been sent`,
      );
    }
    this.extras ??= new CallExtras();
    this.extras.encoding = takesEncoding(this.plan, encoding) ? encoding : null;
  }

  sendHeaders(): void {
    if (this.#hasSentHeaders) {
      throw new TypeError(`Cannot send headers twice on "${this.path}": they have been sent`);
    }
    if (this.isOver) return;
    const headers = this.#plainHeaders;
    const own = this.extras?.headers ?? null;
    const parts = own === null ? headers : [...headers, own.toFields()];
    if (own !== null && !takesList(this.stream, parts)) {
      this.fail(new StatusError(Status.RESOURCE_EXHAUSTED, UNTAKEN_HEADERS_TEXT));
      return;
    }
    this.#hasSentHeaders = true;
    this.stream.sendHeaders(parts, false);
  }

  // The handler.

  protected override run(request: unknown): void {
    if (this.isOver) return;
    const { route } = this.plan;
    this.isHandlerRunning = true;
    let given: unknown;
    try {
      given = route.handler!.call(route.self, request, this);
      if (!route.givesStream && (given instanceof Promise || isPromiseLike(given))) {
        this.#await(given instanceof Promise ? given : Promise.resolve(given));
        return;
      }
    } catch (error) {
      this.rejectHandler(error);
      return;
    }
    if (route.givesStream) this.runPump(given);
    else this.acceptReply(given);
  }

  /** Asks what a streaming handler gave for its replies. */
  protected runPump(given: unknown): void {
    let iterator: ReturnType<typeof iteratorOf>;
    try {
      iterator = iteratorOf(given);
      if (iterator === undefined) {
        if (isPromiseLike(given)) Promise.resolve(given).catch(() => {});
        throw new TypeError(notIterable(this.path, given));
      }
    } catch (error) {
      this.rejectHandler(error);
      return;
    }
    this.pump = new ResponsePump(this, this.clock, iterator);
    if (this.isOver) this.pump.stop();
    else this.pump.resume();
  }

  #await(reply: Promise<unknown>): void {
    reply.then(
      (value) => this.acceptReply(value),
      (error) => this.rejectHandler(error),
    );
  }

  /** The handler is through, and gave a reply. */
  protected acceptReply(reply: unknown): void {
    this.isHandlerRunning = false;
    if (!this.isOver && this.sendReply(reply)) {
      if (this.#isCompressing) this.extras!.endsAfter = true;
      else this.succeed();
    }
    this.closeIfDone();
  }

  /** The handler is through, and failed. */
  protected rejectHandler(error: unknown): void {
    this.isHandlerRunning = false;
    if (!this.isOver) this.failHandler(error);
    this.closeIfDone();
  }

  // Compressed replies.

  get #replyEncoding(): Encoding | null {
    const chosen = this.extras?.encoding;
    return chosen === undefined ? this.plan.replyEncoding : chosen;
  }

  /** The response's header block without metadata. */
  get #plainHeaders(): readonly HeaderPart[] {
    const encoding = this.extras?.encoding;
    return encoding === undefined
      ? this.plan.headers
      : responseHeaders(this.plan.subtype, encoding);
  }

  /** As `sendReply`; the reply may go out later, and `isWritable` is false until it has. */
  #sendCompressed(reply: object, encoding: Encoding): boolean {
    const { minBytes } = this.scope.options.compression;
    try {
      const framed = encodeFramed(this.plan.output, reply);
      const work = new EncodingWork(this.messageBudget);
      const given = compressFramed(reply, framed, encoding, minBytes, work);
      if (given instanceof Uint8Array) {
        this.stream.enqueue(given, false);
        return true;
      }
      this.extras ??= new CallExtras();
      this.extras.compressing = work;
      given.then(
        (bytes) => this.#onCompressed(bytes, undefined),
        (error) => this.#onCompressed(undefined, error),
      );
      return true;
    } catch (error) {
      this.#failReply(error);
      return false;
    }
  }

  get #isCompressing(): boolean {
    return this.extras !== null && this.extras.compressing !== null;
  }

  #onCompressed(bytes: Uint8Array | undefined, error: unknown): void {
    const extras = this.extras!;
    extras.compressing = null;
    if (this.isOver) {
      this.closeIfDone();
      return;
    }
    if (bytes === undefined) {
      this.#failReply(error);
      return;
    }
    this.stream.enqueue(bytes, false);
    if (extras.endsAfter) {
      this.succeed();
      this.closeIfDone();
    } else {
      this.pump?.resume();
    }
  }

  #failReply(error: unknown): void {
    this.#report("reply", error);
    const isTooLarge = error instanceof SentTooLarge;
    this.fail(isTooLarge ? error : new StatusError(Status.INTERNAL, UNSENDABLE_TEXT));
  }

  // The end.

  /** Ends the call with OK. */
  protected succeed(): void {
    if (!this.#hasSentHeaders) this.sendHeaders();
    if (this.isOver) return;
    this.scope.stats.callsCompleted++;
    sendOk(this.stream, this.extras?.trailers ?? null);
    this.#end();
    this.requests?.abort(undefined);
  }

  /** Ends the call with what a handler threw, or with UNKNOWN in its place. */
  protected failHandler(error: unknown): void {
    if (isSendable(error)) {
      this.fail(error);
      return;
    }
    this.#report("handler", error);
    this.fail(new StatusError(Status.UNKNOWN, FAILED_TEXT));
  }

  /** Ends the call with a status other than OK. A handler that is at work is told to stop. */
  protected override fail(error: StatusError): void {
    this.scope.stats.callsFailed++;
    const { headers = null, trailers = null } = this.extras ?? {};
    if (this.#hasSentHeaders) sendErrorTrailers(this.stream, error, trailers);
    else sendErrorOnly(this.stream, error, this.#plainHeaders, headers, trailers);
    this.#endCancelled(error.code, error.message);
  }

  /** The call ends before its handler has. */
  #endCancelled(code: Status, message: string): void {
    this.#end();
    this.discardRequest();
    this.extras?.compressing?.cancel();
    if (this.isHandlerRunning) {
      this.clock.schedule(this, this.clock.nowMs() + DEAF_AFTER_MS);
      this.markCancelled(code, message);
      this.requests?.abort(this.cancelReason());
      this.pump?.stop();
    } else {
      // The handler may have left a next() behind. Nobody hears of it: a rejection would go unhandled.
      this.requests?.abort(undefined);
    }
    this.closeIfDone();
  }

  #end(): void {
    this.isOver = true;
    if (this.isArmed) this.clock.cancel(this);
  }

  /** Gives the slot back when the call is over, its handler through, and nothing at work for it. */
  protected override closeIfDone(): void {
    if (!this.isOver || this.isHandlerRunning || this.#isClosed) return;
    if (this.isArmed) this.clock.cancel(this);
    if (this.#isCompressing || (this.plan.encoding !== null && this.isInflating)) return;
    this.#isClosed = true;
    this.stream.release();
    this.#connection.remove(this);
  }

  #reportDeaf(): void {
    this.scope.stats.deafHandlers++;
    const message = `The handler of "${this.path}" goes on ${DEAF_AFTER_MS} ms after its call was cancelled: hand call.signal to what it waits for; until it ends it keeps one of the connection's streams`;
    this.#report("deaf", new Error(message));
  }

  #report(kind: ErrorReport["kind"], error: unknown): void {
    this.scope.report({ kind, error, path: this.path, peer: this.peer.address });
  }
}
