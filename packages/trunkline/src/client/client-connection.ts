// One connection of a channel: hands what the engine reports to the call that it concerns, counts the
// calls, and lets the connection go when it takes no more calls and the last one has ended.
//
// It is its own timer, which goes off when the server has said nothing for too long after connecting.
//
// The hot path: each method is one property read and one call.

import { Timer } from "../base/index.js";
import { MessageBudget, type UnfinishedLimit } from "../grpc/index.js";
import {
  type ConnectionError,
  type ConnectionSink,
  ErrorCode,
  type GoAway,
  type HeaderBlock,
  type Stream,
  type StreamError,
  TOO_MANY_PINGS,
} from "../http2/index.js";
import type { Session } from "../transport/index.js";
import { NO_ANSWER } from "./connect-timeout.js";

/** A call as its connection sees it: the `context` of its stream. */
export interface StreamListener {
  receiveHeaders(headers: HeaderBlock, endStream: boolean): void;
  receiveData(chunk: Uint8Array, start: number, end: number, endStream: boolean): void;
  receiveTrailers(headers: HeaderBlock): void;
  receiveReset(error: StreamError): void;
  receiveWritable(): void;
}

/** Whoever owns the connection: the subchannel. */
export interface ConnectionOwner {
  /** The server has shown that it speaks HTTP/2. */
  connectionHasAnswered(connection: ClientConnection): void;
  /** The server takes it amiss how often it is asked whether it is there; it goes away. */
  connectionAskedTooOften(connection: ClientConnection): void;
  /** One more stream can be opened than before. */
  connectionHasRoom(connection: ClientConnection): void;
  /** The connection takes no new calls; those that it has run on. */
  connectionIsDraining(connection: ClientConnection): void;
  /** The socket is gone and every call on it has ended. */
  connectionIsClosed(connection: ClientConnection, error: ConnectionError | null): void;
}

export class ClientConnection extends Timer implements ConnectionSink {
  readonly session: Session;
  readonly isSecured: boolean;
  /** Silence after which it asks whether the server is there. */
  readonly keepaliveTimeMs: number;
  readonly #owner: ConnectionOwner;
  readonly #unfinishedLimit: UnfinishedLimit;
  #messageBudget: MessageBudget | null = null;
  #openCalls = 0;
  #isDraining = false;
  #isClosed = false;
  #giveUpReason: string | undefined;

  constructor(
    session: Session,
    owner: ConnectionOwner,
    isSecured: boolean,
    unfinishedLimit: UnfinishedLimit,
    keepaliveTimeMs: number,
  ) {
    super();
    this.keepaliveTimeMs = keepaliveTimeMs;
    this.#unfinishedLimit = unfinishedLimit;
    this.session = session;
    this.#owner = owner;
    this.isSecured = isSecured;
  }

  /** For the large messages of all calls. */
  get messageBudget(): MessageBudget {
    this.#messageBudget ??= new MessageBudget(this.#unfinishedLimit);
    return this.#messageBudget;
  }

  /** Calls that have a stream here and have not ended. */
  get openCalls(): number {
    return this.#openCalls;
  }

  /** True once the peer has shown that it speaks HTTP/2. */
  get hasAnswered(): boolean {
    return this.session.connection.hasReceivedSettings;
  }

  /** Why this end dropped a connection whose server had not answered; undefined when it did not. */
  get giveUpReason(): string | undefined {
    return this.#giveUpReason;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** A stream for `call`, which then owes endCall(); null when there is no room now. */
  openStream(call: StreamListener): Stream | null {
    const stream = this.session.connection.openStream(call);
    // An idle connection does not keep the process alive; an open call does.
    if (stream !== null && this.#openCalls++ === 0) this.session.ref();
    // That was the last stream id: the calls to come need another connection (RFC 9113 §5.1.1).
    if (stream !== null && !this.session.connection.isAcceptingStreams) this.#takeNoMore();
    return stream;
  }

  /** A call that has had its stream from here has ended. */
  endCall(): void {
    if (--this.#openCalls > 0 || this.#isClosed) return;
    if (this.#isDraining) this.#close();
    else this.session.unref();
  }

  /** Takes no new calls and closes when those it has have ended. */
  drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    if (this.#openCalls === 0) this.#close();
  }

  /** Whether the process lives for the connection is its socket's. */
  override get isReferenced(): boolean {
    return false;
  }

  /** The server has had its time to answer. */
  override onTimer(): void {
    this.#giveUpReason = NO_ANSWER;
    this.session.destroy();
  }

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    (stream.context as StreamListener).receiveHeaders(headers, endStream);
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    (stream.context as StreamListener).receiveData(chunk, start, end, endStream);
  }

  onTrailers(stream: Stream, headers: HeaderBlock): void {
    (stream.context as StreamListener).receiveTrailers(headers);
  }

  onReset(stream: Stream, error: StreamError): void {
    (stream.context as StreamListener).receiveReset(error);
  }

  onWritable(stream: Stream): void {
    (stream.context as StreamListener).receiveWritable();
  }

  /** Only a server is asked. */
  isResetFree(): boolean {
    return true;
  }

  onPingAck(): void {}

  /** No call for idleTimeoutMs: the connection has said so, and goes. */
  onIdle(): void {
    if (!this.session.connection.isDrained) return;
    this.#owner.connectionIsDraining(this);
    this.drain();
  }

  onSettings(): void {
    this.#owner.connectionHasAnswered(this);
  }

  onCapacity(): void {
    this.#owner.connectionHasRoom(this);
  }

  onGoAway({ code, debugText }: GoAway): void {
    if (code === ErrorCode.ENHANCE_YOUR_CALM && debugText === TOO_MANY_PINGS) {
      this.#owner.connectionAskedTooOften(this);
    }
    this.#takeNoMore();
  }

  onClosed(error: ConnectionError | null): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isDraining = true;
    this.#owner.connectionIsClosed(this, error);
  }

  #takeNoMore(): void {
    this.#owner.connectionIsDraining(this);
    this.drain();
  }

  #close(): void {
    const { connection } = this.session;
    if (!connection.isDrained) connection.goAway(ErrorCode.NO_ERROR, "");
    this.session.close();
  }
}
