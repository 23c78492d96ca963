// A channel: where the calls to one target go. It connects when the first call comes, queues calls
// while there is no connection or no free stream, and connects again when it must.
//
// An idle channel does not keep the process alive; an open or a queued call does.
//
// Invariant: while calls are queued, either an attempt to connect is under way or due, or the
// connection is out of streams and will say when it has one.

import { type Clock, Timer } from "../base/index.js";
import {
  type CloseOptions,
  contentTypeOf,
  resolveGraceMs,
  type StatusError,
} from "../grpc/index.js";
import { HeaderTemplate } from "../http2/index.js";
import type { AnyMethod } from "../protobuf/index.js";
import { insecure, resolveCredentials, type TlsCredentials } from "../transport/index.js";
import { assertCallCredentials, type Exposure, MethodCredentials } from "./call-credentials.js";
import {
  type CallIdentity,
  type ConnectFailure,
  cancelledByClose,
  channelClosed,
  unreachable,
} from "./call-errors.js";
import { CallQueue } from "./call-queue.js";
import type { Channel, ChannelStats } from "./channel.js";
import {
  type ChannelOptions,
  type ChannelSettings,
  resolveChannelOptions,
} from "./channel-options.js";
import type { CallOwner, ClientCall } from "./client-call.js";
import type { ClientInterceptor } from "./client-interceptor.js";
import type { ConnectivityState } from "./connectivity.js";
import type { Environment } from "./environment.js";
import { KeepalivePace } from "./keepalive-pace.js";
import { MethodPlan } from "./method-plan.js";
import { RequestHeaders } from "./request-headers.js";
import { Subchannel, type SubchannelListener } from "./subchannel.js";
import { hostOfAuthority, isLoopbackTarget, type Target } from "./target.js";
import { USER_AGENT } from "./user-agent.js";

export class CallChannel implements Channel, CallOwner, SubchannelListener {
  /** As given to `createChannel`; `in-process` for a server in this process. */
  readonly target: string;
  readonly isPrivate: boolean;
  readonly clock: Clock;
  readonly #settings: ChannelSettings;
  readonly #scheme: "http" | "https";
  readonly #authority: string;
  readonly #exposure: Exposure;
  readonly #definition: HeaderTemplate;
  readonly #subchannel: Subchannel;
  readonly #queue: CallQueue<ClientCall> = new CallQueue();
  /** Calls whose credentials have not come yet. */
  readonly #uncredentialed: Set<ClientCall> = new Set();
  #isAdvanceDue = false;
  #isDropped = false;
  #isClosed = false;
  #graceTimer: Timer | null = null;
  #closing: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null;

  constructor(target: Target, options: ChannelOptions, environment: Environment) {
    this.target = target.text;
    this.#settings = resolveChannelOptions(options);
    const isLocal = isLoopbackTarget(target);
    const credentials = resolveCredentials(
      `Cannot open a channel to "${target.text}"`,
      isLocal,
      this.#settings.credentials,
    );
    this.#exposure = exposureOf(credentials, environment);
    this.isPrivate = isLocal || this.#exposure === "none";
    assertCallCredentials(
      `Cannot open a channel to "${target.text}"`,
      this.#settings.callCredentials,
      this.#exposure,
    );
    const { authority, userAgent, http2, unfinishedLimit } = this.#settings;
    this.clock = environment.clock;
    this.#authority = authority ?? target.authority;
    this.#definition = new HeaderTemplate([
      "te",
      "trailers",
      "content-type",
      contentTypeOf(this.#settings.codec),
      "grpc-accept-encoding",
      this.#settings.compression.accepted,
      "user-agent",
      userAgent === undefined ? USER_AGENT : `${userAgent} ${USER_AGENT}`,
    ]);
    this.#scheme = credentials === undefined ? "http" : "https";
    const settings = {
      http2,
      keepalive: new KeepalivePace(target.text, http2.keepalive),
      unfinishedLimit,
      // Whether plaintext needs a word follows from the target, not from what its name resolves to.
      credentials: credentials ?? insecure(),
      serverName: hostOfAuthority(this.#authority),
    };
    this.#subchannel = new Subchannel(target, settings, environment, this);
  }

  get state(): ConnectivityState["kind"] {
    return this.#subchannel.state.kind;
  }

  get stats(): ChannelStats {
    return {
      openCalls: this.#subchannel.openCalls,
      queuedCalls: this.#queue.length + this.#uncredentialed.size,
      connectionsMade: this.#subchannel.connectionsMade,
      hasAnswered: this.#subchannel.hasAnswered,
    };
  }

  get lastFailure(): ConnectFailure | null {
    return this.#subchannel.lastFailure;
  }

  get isConnected(): boolean {
    return this.#subchannel.connection !== null;
  }

  /** Run around every call. */
  get interceptors(): readonly ClientInterceptor[] {
    return this.#settings.interceptors;
  }

  /** What the calls of `method` have in common on this channel. */
  plan(method: AnyMethod): MethodPlan {
    const headers = new RequestHeaders(
      method.path,
      this.#scheme,
      this.#authority,
      this.#definition,
    );
    const credentials = new MethodCredentials(
      this.#settings.callCredentials,
      this.#exposure,
      method.path,
      this.target,
      this.#authority,
    );
    return new MethodPlan(method, headers, credentials, this.#settings);
  }

  async close(options: CloseOptions = {}): Promise<void> {
    const graceMs = resolveGraceMs(options);
    if (this.#closing === null) {
      let resolve = (): void => {};
      const promise = new Promise<void>((settle) => {
        resolve = settle;
      });
      this.#closing = { promise, resolve };
      this.#subchannel.shutdown();
      for (const call of [...this.#uncredentialed]) {
        call.fail(graceMs === 0 ? cancelledByClose(call) : channelClosed(call));
      }
    }
    if (this.#isClosed) return this.#closing.promise;
    if (graceMs === 0) this.#drop();
    else if (graceMs !== Infinity && !this.#isDropped) this.#dropAfter(graceMs);
    return this.#closing.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  dispatch(call: ClientCall): void {
    if (this.#queue.length === 0) {
      const connection = this.#subchannel.connection;
      const stream = connection?.openStream(call) ?? null;
      if (stream !== null) {
        call.attach(stream, connection!);
        return;
      }
    }
    this.#enqueue(call);
  }

  hold(call: ClientCall): void {
    if (this.#closing === null) this.#uncredentialed.add(call);
    else call.fail(channelClosed(call));
  }

  redispatch(call: ClientCall): void {
    this.#queue.unshift(call);
    if (this.#isAdvanceDue) return;
    // Not at once: the engine is in the middle of telling what became of the connection.
    this.#isAdvanceDue = true;
    this.clock.defer(() => {
      this.#isAdvanceDue = false;
      this.#advance();
    });
  }

  withdraw(call: ClientCall): void {
    this.#queue.remove(call);
    this.#uncredentialed.delete(call);
  }

  dropError(call: CallIdentity): StatusError | undefined {
    return this.#isDropped ? cancelledByClose(call) : undefined;
  }

  subchannelChanged(): void {
    this.#advance();
  }

  subchannelHasRoom(): void {
    if (this.#queue.length > 0) this.#sendQueued();
  }

  subchannelClosed(): void {
    if (this.#graceTimer !== null) this.clock.cancel(this.#graceTimer);
    this.#isClosed = true;
    this.#closing?.resolve();
  }

  /** A call that cannot be sent at once waits for its turn, or fails if that is not what it does. */
  #enqueue(call: ClientCall): void {
    const subchannel = this.#subchannel;
    subchannel.connect();
    const { state } = subchannel;
    if (state.kind === "shutdown") {
      call.fail(channelClosed(call));
      return;
    }
    if (state.kind === "transientFailure" && !call.waitsForReady) {
      call.fail(unreachable(call, state, call.waitedMs));
      return;
    }
    call.prepareToWait();
    if (call.isDone) return;
    this.#queue.push(call);
    if (state.kind === "transientFailure") subchannel.connectWhenDue();
  }

  /** Does for the queue what the state calls for. */
  #advance(): void {
    if (this.#queue.length === 0) return;
    const { state } = this.#subchannel;
    switch (state.kind) {
      case "ready":
        this.#sendQueued();
        return;
      case "idle":
        this.#subchannel.connect();
        return;
      case "connecting":
        return;
      case "transientFailure":
        for (const call of this.#queue.toArray()) {
          if (!call.waitsForReady) call.fail(unreachable(call, state, call.waitedMs));
        }
        if (this.#queue.length > 0) this.#subchannel.connectWhenDue();
        return;
      case "shutdown":
        for (const call of this.#queue.toArray()) call.fail(channelClosed(call));
        return;
    }
  }

  #sendQueued(): void {
    for (let call = this.#queue.peek(); call !== undefined; call = this.#queue.peek()) {
      const connection = this.#subchannel.connection;
      const stream = connection?.openStream(call) ?? null;
      if (stream === null) return;
      this.#queue.remove(call);
      call.attach(stream, connection!);
    }
  }

  #dropAfter(graceMs: number): void {
    this.#graceTimer ??= new GraceTimer(() => this.#drop());
    this.clock.schedule(this.#graceTimer, this.clock.nowMs() + graceMs);
  }

  /** Ends every call and connection that is left. */
  #drop(): void {
    this.#isDropped = true;
    this.#subchannel.destroy();
  }
}

function exposureOf(
  credentials: TlsCredentials | undefined,
  { isInProcess }: Environment,
): Exposure {
  if (credentials === undefined) return isInProcess === true ? "none" : "in plaintext";
  return credentials.verifiesServer ? "none" : "to a server that is not verified";
}

class GraceTimer extends Timer {
  readonly #onGraceOver: () => void;

  constructor(onGraceOver: () => void) {
    super();
    this.#onGraceOver = onGraceOver;
  }

  override onTimer(): void {
    this.#onGraceOver();
  }
}
