// One call at the server: from its header block to its status and to the end of its handler, which may
// come later.
//
//   receiving --request whole--> running --handler settled--> settled
//   receiving or running --status sent, reset, deadline--> over; settled once the handler is through
//
// A call that is over sends nothing more. Its stream keeps its slot until the handler has settled, so
// that a client cannot have more handlers at work than streams.

import {
  encodeFramed,
  isOneMessage,
  type MessageBudget,
  MessageStream,
  type MessageStreamOwner,
  Status,
  StatusError,
  writeFramed,
} from "../grpc/index.js";
import { ErrorCode, type Stream, type StreamError } from "../http2/index.js";
import type { MessageType } from "../protobuf/index.js";
import { CallContext } from "./call-context.js";
import { isSendable, noReply, notIterable } from "./errors.js";
import type { ErrorReport } from "./report.js";
import type { CallPlan } from "./request-plan.js";
import { decodeRequest, RequestReader } from "./request-reader.js";
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
  readonly peer: string;
  /** For the large messages of all its calls. */
  readonly messageBudget: MessageBudget;
  /** The call is over and its handler through. */
  remove(call: Call): void;
}

export class Call extends CallContext implements MessageStreamOwner, PumpOwner {
  /** Where the connection keeps this call in its list. */
  slot = 0;
  readonly #connection: CallOwner;
  readonly #scope: ServerScope;
  readonly #stream: Stream;
  /** The request, where it takes one message and that did not come in one piece. */
  #reader: RequestReader | null = null;
  /** The requests, where it takes a stream. */
  #requests: MessageStream<unknown> | null = null;
  #pump: ResponsePump | null = null;
  #hasSentHeaders = false;
  /** Nothing more can be sent. */
  #isOver = false;
  #isHandlerRunning = false;
  /** Over, and the handler through: nothing is left to do. */
  #isClosed = false;

  constructor(connection: CallOwner, stream: Stream, plan: CallPlan) {
    super(plan, connection.peer, connection.scope.clock);
    this.#connection = connection;
    this.#scope = connection.scope;
    this.#stream = stream;
  }

  // What the connection reports.

  /** The header block has come; `endStream` when nothing follows. */
  begin(endStream: boolean): void {
    if (this.plan.route.takesStream) {
      const { input } = this.plan.route.method;
      const { maxReceiveMessageBytes } = this.#scope.options;
      this.#requests = new MessageStream(input, maxReceiveMessageBytes, this);
      this.#requests.share(this.#connection.messageBudget, this.#stream);
      if (endStream) this.#requests.end();
      this.#run(this.#requests);
    } else if (endStream) {
      this.receiveEnd();
    }
  }

  receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (this.#requests !== null) {
      this.#requests.receive(chunk, start, end);
      if (endStream) this.#requests.end();
    } else if (this.#isOver) {
      this.#stream.consume(end - start);
    } else if (endStream && this.#reader === null && isOneMessage(chunk, start, end)) {
      this.#receiveWhole(chunk, start, end);
    } else {
      this.#receivePart(chunk, start, end);
      if (endStream) this.receiveEnd();
    }
  }

  /** The client has sent all it will. */
  receiveEnd(): void {
    if (this.#requests !== null) {
      this.#requests.end();
      return;
    }
    if (this.#isOver) return;
    let request: unknown;
    try {
      request = this.#openReader().finish();
    } catch (error) {
      this.#fail(error as StatusError);
      return;
    }
    this.#run(request);
  }

  /**
   * True when a reset by the client is the call's ordinary end: it has begun to be answered, or client and
   * server were about to see its deadline pass, and the client's clock was the faster one.
   */
  get isResetFree(): boolean {
    if (this.#isOver || this.#hasSentHeaders) return true;
    const slackMs = Math.max(2, Math.min(20, this.plan.timeoutMs / 10));
    return this.timeRemainingMs() <= slackMs;
  }

  receiveReset(error: StreamError): void {
    if (this.#isOver) return;
    this.#scope.stats.callsCancelled++;
    this.#endCancelled(
      Status.CANCELLED,
      error.origin === "remote" ? "The client cancelled the call" : error.message,
    );
  }

  receiveWritable(): void {
    this.#pump?.resume();
  }

  /** The server closes and has no more time: the call ends now. */
  shutDown(): void {
    if (this.#isOver) return;
    this.#fail(new StatusError(Status.UNAVAILABLE, "The server is shutting down"));
  }

  // Timer

  override onTimer(): void {
    if (this.#isOver) {
      this.#reportDeaf();
      return;
    }
    this.#scope.stats.callsCancelled++;
    this.#stream.reset(ErrorCode.CANCEL);
    this.#endCancelled(Status.DEADLINE_EXCEEDED, "The deadline passed");
  }

  // MessageStreamOwner

  defer(task: () => void): void {
    this.clock.defer(task);
  }

  onConsumed(byteCount: number): void {
    this.#stream.consume(byteCount);
  }

  onBroken(error: StatusError): void {
    if (!this.#isOver) this.#fail(error);
  }

  /** The handler wants no more requests; what still comes is dropped, with credit. */
  onReturn(): void {}

  // PumpOwner

  get isWritable(): boolean {
    return this.#stream.isWritable;
  }

  countPull(): void {
    this.#scope.stats.repliesPulled++;
  }

  sendReply(reply: unknown): boolean {
    if (this.#isOver) return false;
    if (typeof reply !== "object" || reply === null) {
      this.#failHandler(new TypeError(noReply(this.path, reply)));
      return false;
    }
    if (!this.#hasSentHeaders) this.sendHeaders();
    if (this.#isOver) return false;
    const stream = this.#stream;
    const output = this.plan.route.method.output as MessageType<unknown, unknown>;
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
      this.#report("reply", error);
      this.#fail(new StatusError(Status.INTERNAL, UNSENDABLE_TEXT));
      return false;
    }
    return true;
  }

  onFinished(): void {
    if (!this.#isOver) this.#succeed();
  }

  onFailed(error: unknown): void {
    this.#isHandlerRunning = false;
    if (!this.#isOver) this.#failHandler(error);
  }

  onSettled(): void {
    this.#isHandlerRunning = false;
    this.#closeIfDone();
  }

  // ServerCall

  sendHeaders(): void {
    if (this.#hasSentHeaders) {
      throw new TypeError(`Cannot send headers twice on "${this.path}": they have been sent`);
    }
    if (this.#isOver) return;
    const { headers } = this.plan;
    const own = this.headersToSend;
    const parts = own === null ? headers : [...headers, own.toFields()];
    if (own !== null && !takesList(this.#stream, parts)) {
      this.#fail(new StatusError(Status.RESOURCE_EXHAUSTED, UNTAKEN_HEADERS_TEXT));
      return;
    }
    this.#hasSentHeaders = true;
    this.#stream.sendHeaders(parts, false);
  }

  // The request of calls that take one message.

  /** The common case: the whole request in one piece, decoded in place. */
  #receiveWhole(chunk: Uint8Array, start: number, end: number): void {
    const { maxReceiveMessageBytes } = this.#scope.options;
    let request: unknown;
    try {
      request = decodeRequest(this.plan.route.method, chunk, start, end, maxReceiveMessageBytes);
    } catch (error) {
      this.#stream.consume(end - start);
      this.#fail(error as StatusError);
      return;
    }
    this.#stream.consume(end - start);
    this.#run(request);
  }

  #receivePart(chunk: Uint8Array, start: number, end: number): void {
    const reader = this.#openReader();
    const error = reader.receive(chunk, start, end);
    const credit = reader.takeCredit();
    if (credit > 0) this.#stream.consume(credit);
    if (error !== undefined) this.#fail(error);
  }

  #openReader(): RequestReader {
    const { maxReceiveMessageBytes } = this.#scope.options;
    this.#reader ??= new RequestReader(
      this.plan.route.method,
      maxReceiveMessageBytes,
      this.#connection.messageBudget,
      this.#stream,
    );
    return this.#reader;
  }

  // The handler.

  #run(request: unknown): void {
    if (this.#isOver) return;
    const { route } = this.plan;
    this.#isHandlerRunning = true;
    let given: unknown;
    try {
      given = route.handler!.call(route.self, request, this);
      if (!route.givesStream && (given instanceof Promise || isPromiseLike(given))) {
        this.#await(given instanceof Promise ? given : Promise.resolve(given));
        return;
      }
    } catch (error) {
      this.#onRejected(error);
      return;
    }
    if (route.givesStream) this.#runPump(given);
    else this.#onReply(given);
  }

  #runPump(given: unknown): void {
    let iterator: ReturnType<typeof iteratorOf>;
    try {
      iterator = iteratorOf(given);
      if (iterator === undefined) {
        if (isPromiseLike(given)) Promise.resolve(given).catch(() => {});
        throw new TypeError(notIterable(this.path, given));
      }
    } catch (error) {
      this.#onRejected(error);
      return;
    }
    this.#pump = new ResponsePump(this, this.clock, iterator);
    if (this.#isOver) this.#pump.stop();
    else this.#pump.resume();
  }

  #await(reply: Promise<unknown>): void {
    reply.then(
      (value) => this.#onReply(value),
      (error) => this.#onRejected(error),
    );
  }

  #onReply(reply: unknown): void {
    this.#isHandlerRunning = false;
    if (!this.#isOver && this.sendReply(reply)) this.#succeed();
    this.#closeIfDone();
  }

  #onRejected(error: unknown): void {
    this.#isHandlerRunning = false;
    if (!this.#isOver) this.#failHandler(error);
    this.#closeIfDone();
  }

  // The end.

  #succeed(): void {
    if (!this.#hasSentHeaders) this.sendHeaders();
    if (this.#isOver) return;
    this.#scope.stats.callsCompleted++;
    sendOk(this.#stream, this.trailersToSend);
    this.#end();
    this.#requests?.abort(undefined);
  }

  #failHandler(error: unknown): void {
    if (isSendable(error)) {
      this.#fail(error);
      return;
    }
    this.#report("handler", error);
    this.#fail(new StatusError(Status.UNKNOWN, FAILED_TEXT));
  }

  /** Ends the call with a status other than OK. A handler that is at work is told to stop. */
  #fail(error: StatusError): void {
    this.#scope.stats.callsFailed++;
    if (this.#hasSentHeaders) {
      sendErrorTrailers(this.#stream, error, this.trailersToSend);
    } else {
      const { headers } = this.plan;
      sendErrorOnly(this.#stream, error, headers, this.headersToSend, this.trailersToSend);
    }
    this.#endCancelled(error.code, error.message);
  }

  /** The call ends before its handler has. */
  #endCancelled(code: Status, message: string): void {
    this.#end();
    if (this.#reader !== null) {
      this.#reader.discard();
      this.#stream.consume(this.#reader.takeCredit());
    }
    if (this.#isHandlerRunning) {
      this.clock.schedule(this, this.clock.nowMs() + DEAF_AFTER_MS);
      this.markCancelled(code, message);
      this.#requests?.abort(this.cancelReason());
      this.#pump?.stop();
    }
    this.#closeIfDone();
  }

  #end(): void {
    this.#isOver = true;
    if (this.isArmed) this.clock.cancel(this);
  }

  /** Gives the slot back when the call is over and its handler through. */
  #closeIfDone(): void {
    if (!this.#isOver || this.#isHandlerRunning || this.#isClosed) return;
    this.#isClosed = true;
    if (this.isArmed) this.clock.cancel(this);
    this.#stream.release();
    this.#connection.remove(this);
  }

  #reportDeaf(): void {
    this.#scope.stats.deafHandlers++;
    const message = `The handler of "${this.path}" goes on ${DEAF_AFTER_MS} ms after its call was cancelled: hand call.signal to what it waits for; until it ends it keeps one of the connection's streams`;
    this.#report("deaf", new Error(message));
  }

  #report(kind: ErrorReport["kind"], error: unknown): void {
    this.#scope.report({ kind, error, path: this.path, peer: this.peer });
  }
}
