// One logical connection to a target: connects when asked, waits out the backoff after a failure, and
// lets a connection that the server has given up run dry beside its successor.
//
// Invariant: `connection` is not null exactly while the state is "ready".

import { Timer } from "../base/index.js";
import type { ConnectionError } from "../http2/index.js";
import type { Address, ConnectOptions } from "../transport/index.js";
import { attemptTarget } from "./attempt.js";
import { Backoff } from "./backoff.js";
import { type ConnectFailure, noAnswerReason } from "./call-errors.js";
import type { ChannelSettings } from "./channel-options.js";
import { ClientConnection, type ConnectionOwner } from "./client-connection.js";
import { CONNECT_TIMEOUT_MS } from "./connect-timeout.js";
import {
  type ConnectivityEvent,
  type ConnectivityState,
  IDLE,
  nextConnectivity,
} from "./connectivity.js";
import type { Environment } from "./environment.js";
import type { KeepalivePace } from "./keepalive-pace.js";
import type { Target } from "./target.js";

/** Whoever uses the subchannel: the channel. */
export interface SubchannelListener {
  /** `state` or `connection` is not what it was; the calls that wait may go on or must fail. */
  subchannelChanged(): void;
  /** The connection has room for a stream more. */
  subchannelHasRoom(): void;
  /** After shutdown(): the last connection is gone. */
  subchannelClosed(): void;
}

/** What all connections of a subchannel have in common. */
export type ConnectionSettings = Pick<ConnectOptions, "http2" | "credentials" | "serverName"> &
  Pick<ChannelSettings, "unfinishedLimit"> & { readonly keepalive: KeepalivePace };

export class Subchannel implements ConnectionOwner {
  readonly #target: Target;
  readonly #settings: ConnectionSettings;
  readonly #environment: Environment;
  readonly #listener: SubchannelListener;
  readonly #backoff: Backoff;
  readonly #retryTimer: RetryTimer = new RetryTimer(() => this.connect());
  /** Every connection whose socket is not gone, the draining ones too. */
  readonly #connections: Set<ClientConnection> = new Set();
  #state: ConnectivityState = IDLE;
  #connection: ClientConnection | null = null;
  #attempt: AbortController | null = null;
  #attemptStartedMs = 0;
  #connectionsMade = 0;
  #hasAnswered = false;
  #lastFailure: ConnectFailure | null = null;

  constructor(
    target: Target,
    settings: ConnectionSettings,
    environment: Environment,
    listener: SubchannelListener,
  ) {
    this.#target = target;
    this.#settings = settings;
    this.#environment = environment;
    this.#listener = listener;
    this.#backoff = new Backoff(environment.random);
  }

  get state(): ConnectivityState {
    return this.#state;
  }

  /** Where calls go now; null unless ready. */
  get connection(): ClientConnection | null {
    return this.#connection;
  }

  /** Calls open on any connection. */
  get openCalls(): number {
    let count = 0;
    for (const connection of this.#connections) count += connection.openCalls;
    return count;
  }

  /** Why the last attempt failed; null where none has since there was a connection. */
  get lastFailure(): ConnectFailure | null {
    return this.#lastFailure;
  }

  /** Connections made so far. */
  get connectionsMade(): number {
    return this.#connectionsMade;
  }

  /** A server has spoken HTTP/2 on one of them. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Begins to connect when idle, or when the backoff is over; otherwise nothing. */
  connect(): void {
    const state = this.#state;
    if (state.kind === "transientFailure" && this.#environment.clock.nowMs() >= state.retryAtMs) {
      this.#state = nextConnectivity(state, { kind: "retryDue" });
    }
    if (this.#state.kind !== "idle") return;
    this.#environment.clock.cancel(this.#retryTimer);
    this.#attemptStartedMs = this.#environment.clock.nowMs();
    void this.#tryTarget();
    this.#apply({ kind: "connect" });
  }

  /** Connects by itself once the backoff is over: somebody waits for it. */
  connectWhenDue(): void {
    const state = this.#state;
    if (state.kind !== "transientFailure") this.connect();
    else this.#environment.clock.schedule(this.#retryTimer, state.retryAtMs);
  }

  /** Gives up an attempt under way and lets the connections run dry. */
  shutdown(): void {
    if (this.#state.kind === "shutdown") return;
    this.#environment.clock.cancel(this.#retryTimer);
    this.#attempt?.abort(new Error("The channel was closed"));
    this.#attempt = null;
    this.#connection = null;
    this.#apply({ kind: "shutdown" });
    for (const connection of [...this.#connections]) connection.drain();
    this.#reportWhenClosed();
  }

  /** After shutdown(): drops what is still open. */
  destroy(): void {
    for (const connection of [...this.#connections]) connection.session.destroy();
  }

  connectionHasAnswered(connection: ClientConnection): void {
    this.#hasAnswered = true;
    this.#environment.clock.cancel(connection);
  }

  connectionAskedTooOften({ keepaliveTimeMs }: ClientConnection): void {
    this.#settings.keepalive.slowDown(keepaliveTimeMs);
  }

  connectionHasRoom(connection: ClientConnection): void {
    if (connection === this.#connection) this.#listener.subchannelHasRoom();
  }

  connectionIsDraining(connection: ClientConnection): void {
    if (connection !== this.#connection) return;
    this.#backoff.reset();
    this.#connection = null;
    this.#apply({ kind: "lost" });
  }

  connectionIsClosed(connection: ClientConnection, error: ConnectionError | null): void {
    this.#connections.delete(connection);
    this.#environment.clock.cancel(connection);
    if (connection === this.#connection) {
      this.#connection = null;
      if (connection.hasAnswered) {
        this.#backoff.reset();
        this.#apply({ kind: "lost" });
      } else {
        this.#fail(this.#noAnswer(connection, error), error?.cause ?? error);
      }
    }
    this.#reportWhenClosed();
  }

  async #tryTarget(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      const connection = await attemptTarget(
        this.#target,
        this.#environment,
        attempt.signal,
        (address, signal) => this.#openConnection(address, signal),
      );
      if (this.#attempt === attempt) this.#use(connection);
      else connection.session.destroy();
    } catch (error) {
      if (this.#attempt !== attempt) return;
      this.#attempt = null;
      this.#fail((error as Error).message, (error as Error).cause);
    }
  }

  async #openConnection(address: Address, signal: AbortSignal): Promise<ClientConnection> {
    const { clock } = this.#environment;
    const startedMs = clock.nowMs();
    const keepalive = this.#settings.keepalive.options;
    let connection: ClientConnection | undefined;
    const session = await this.#environment.connect(address, {
      clock,
      // The time to answer in is part of the time to connect in, which is watched here.
      http2: { ...this.#settings.http2, handshakeTimeoutMs: Infinity, keepalive },
      credentials: this.#settings.credentials,
      serverName: this.#settings.serverName,
      // The attempt and the first answer have one limit together: connect-timeout.ts.
      connectTimeoutMs: Infinity,
      signal,
      createSink: (session) => {
        connection = new ClientConnection(
          session,
          this,
          this.#settings.credentials?.kind === "tls",
          this.#settings.unfinishedLimit,
          keepalive.timeMs,
        );
        return connection;
      },
    });
    if (signal.aborted) {
      session.destroy();
      throw signal.reason;
    }
    if (connection === undefined) throw new Error("The transport made no connection");
    // Calls need not wait for the server's first word, but it has no longer than this to say it.
    if (!connection.hasAnswered && !connection.isClosed) {
      clock.schedule(connection, startedMs + CONNECT_TIMEOUT_MS);
    }
    return connection;
  }

  #use(connection: ClientConnection): void {
    this.#attempt = null;
    this.#connectionsMade++;
    if (connection.isClosed) {
      this.#fail(this.#noAnswer(connection, null), null);
      return;
    }
    this.#connections.add(connection);
    this.#connection = connection;
    this.#lastFailure = null;
    this.#apply({ kind: "connected" });
    if (connection.openCalls === 0 && connection === this.#connection) connection.session.unref();
  }

  #fail(reason: string, cause: unknown): void {
    const retryAtMs = Math.max(
      this.#attemptStartedMs + this.#backoff.next(),
      this.#environment.clock.nowMs(),
    );
    this.#lastFailure = { reason, cause };
    this.#apply({ kind: "failed", reason, cause, retryAtMs });
  }

  #apply(event: ConnectivityEvent): void {
    const state = nextConnectivity(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.subchannelChanged();
  }

  #noAnswer(connection: ClientConnection, error: ConnectionError | null): string {
    return noAnswerReason(
      this.#target.text,
      connection.session.remoteAddress,
      connection.giveUpReason ?? error?.message,
      connection.isSecured,
    );
  }

  #reportWhenClosed(): void {
    if (this.#state.kind === "shutdown" && this.#connections.size === 0) {
      this.#listener.subchannelClosed();
    }
  }
}

class RetryTimer extends Timer {
  readonly #retry: () => void;

  constructor(retry: () => void) {
    super();
    this.#retry = retry;
  }

  override onTimer(): void {
    this.#retry();
  }
}
