// One connection of a server: starts calls and hands what the engine reports to the call that it
// concerns.
//
// Invariant: a sink must not throw. Handlers run inside calls, which catch what they throw.

import { MessageBudget } from "../grpc/index.js";
import {
  type ConnectionError,
  type ConnectionSink,
  ErrorCode,
  type GoAway,
  type HeaderBlock,
  type Stream,
  type StreamError,
} from "../http2/index.js";
import type { Session } from "../transport/index.js";
import { Call, type CallOwner } from "./call.js";
import { ConnectionAge } from "./connection-age.js";
import { InterceptedCall } from "./intercepted-call.js";
import { ConnectedPeer, type Peer } from "./peer.js";
import { planRequest } from "./request-plan.js";
import type { ServerScope } from "./scope.js";

/** Whoever owns the connection: the server. */
export interface ConnectionOwner {
  /** No stream is left on the connection: every call has ended and every reply has gone. */
  connectionIsIdle(): void;
  /** The socket is gone and every call on it has ended. */
  connectionIsClosed(connection: ServerConnection, error: ConnectionError | null): void;
}

export class ServerConnection implements ConnectionSink, CallOwner {
  readonly scope: ServerScope;
  readonly #owner: ConnectionOwner;
  readonly session: Session;
  readonly peer: Peer;
  #messageBudget: MessageBudget | null = null;
  /** Calls whose handlers have not settled, in no order. */
  readonly #calls: Call[] = [];
  /** Null where connections may become as old as they like. */
  readonly #age: ConnectionAge | null;

  constructor(scope: ServerScope, owner: ConnectionOwner, session: Session) {
    this.scope = scope;
    this.#owner = owner;
    this.session = session;
    this.peer = new ConnectedPeer(session);
    scope.stats.connectionsMade++;
    const { clock, options, random } = scope;
    const hasAge = options.age.maxConnectionAgeMs !== Infinity;
    this.#age = hasAge ? new ConnectionAge(clock, this, options.age, random()) : null;
  }

  /** Calls that have not ended, and ended ones whose handler goes on. */
  get openCalls(): number {
    return this.#calls.length;
  }

  lose(): void {
    this.session.destroy();
  }

  get messageBudget(): MessageBudget {
    this.#messageBudget ??= new MessageBudget(this.scope.options.unfinishedLimit);
    return this.#messageBudget;
  }

  /** Ends every call now, with UNAVAILABLE and this message. */
  shutDownCalls(message: string): void {
    for (const call of [...this.#calls]) call.shutDown(message);
  }

  /** A call is over and its handler through. */
  remove(call: Call): void {
    const last = this.#calls.pop()!;
    if (last !== call) {
      this.#calls[call.slot] = last;
      last.slot = call.slot;
    }
    this.scope.stats.openCalls--;
  }

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    const { scope } = this;
    scope.stats.callsStarted++;
    const plan = planRequest(headers, scope.router, scope.options);
    if (plan.kind === "rejection") {
      scope.stats.callsFailed++;
      stream.sendHeaders(plan.answer, true);
      stream.release();
      return;
    }
    const call =
      plan.route.interceptors.length === 0
        ? new Call(this, stream, plan)
        : new InterceptedCall(this, stream, plan);
    stream.context = call;
    call.slot = this.#calls.length;
    this.#calls.push(call);
    scope.stats.openCalls++;
    call.begin(endStream);
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    if (stream.context === null) stream.consume(end - start);
    else (stream.context as Call).receiveData(chunk, start, end, endStream);
  }

  /** gRPC has no request trailers: whatever they say, they end the request. */
  onTrailers(stream: Stream, _headers: HeaderBlock): void {
    (stream.context as Call | null)?.receiveEnd();
  }

  isResetFree(stream: Stream): boolean {
    return (stream.context as Call | null)?.isResetFree ?? true;
  }

  onReset(stream: Stream, error: StreamError): void {
    (stream.context as Call | null)?.receiveReset(error);
  }

  onWritable(stream: Stream): void {
    (stream.context as Call | null)?.receiveWritable();
  }

  onSettings(): void {}

  onCapacity(): void {}

  onPingAck(): void {}

  onIdle(): void {
    // Without calls for idleTimeoutMs, old, or the server closes.
    if (this.session.connection.isDrained) this.session.close();
    this.#owner.connectionIsIdle();
  }

  onGoAway(_goAway: GoAway): void {}

  onClosed(error: ConnectionError | null): void {
    this.#age?.cancel();
    const { stats } = this.scope;
    if (error?.origin === "local") {
      stats.connectionsFailed++;
      if (error.code === ErrorCode.ENHANCE_YOUR_CALM) stats.abusiveConnections++;
    }
    this.#owner.connectionIsClosed(this, error);
  }
}
