// The server, as users have it: services in, a target to listen on, and an end in order.

import { assertFunction, assertOptions, type Clock, runHook } from "../base/index.js";
import {
  assertInterceptors,
  type CloseOptions,
  isServiceType,
  resolveGraceMs,
} from "../grpc/index.js";
import type { ServiceType } from "../protobuf/index.js";
import {
  type Credentials,
  type Endpoint,
  EndpointSession,
  isLoopbackAddress,
  type Listener,
  type ListenerOptions,
  parseListenTarget,
  type Refusal,
  resolveCredentials,
  type Session,
} from "../transport/index.js";
import { closeOnSignals } from "./close-on-signals.js";
import { Drain } from "./drain.js";
import { type Environment, nodeEnvironment } from "./environment.js";
import type { AddServiceOptions, CheckedService, HandlersFor } from "./handlers.js";
import { type ResolvedServerOptions, resolveServerOptions, type ServerOptions } from "./options.js";
import { type ErrorReport, printReport } from "./report.js";
import { Router } from "./router.js";
import type { ServerScope } from "./scope.js";
import { type ConnectionOwner, ServerConnection } from "./server-connection.js";
import { createStats, type ServerStats } from "./stats.js";

/** How one target is listened on. */
export interface ListenOptions {
  /** How connections are secured. Needed unless the target is loopback or a unix socket. */
  readonly credentials?: Credentials | undefined;
}

/**
 * Makes a server without services that listens nowhere yet.
 *
 *     const server = createServer();
 *     server.addService(Greeter, {
 *       async sayHello(request) {
 *         return { message: `Hello ${request.name}` };
 *       },
 *     });
 *     console.log(await server.listen("0.0.0.0:50051", { credentials: insecure() }));
 *
 * @throws RangeError or TypeError for an option that is not what it should be
 */
export function createServer(options: ServerOptions = {}): Server {
  return new Server(options, nodeEnvironment);
}

/**
 * A server: services are added first, then it listens on any number of targets until it is closed. Made by
 * `createServer`.
 */
export class Server {
  readonly #environment: Environment;
  readonly #options: ResolvedServerOptions;
  readonly #router = new Router();
  readonly #stats = createStats();
  readonly #connections = new Set<ServerConnection>();
  readonly #listeners = new Set<Listener>();
  readonly #sessionOptions: ListenerOptions;
  readonly #drain: Drain;
  readonly #closed: Promise<void>;
  readonly #closeBegins: Promise<undefined>;
  #beginClose: () => void = () => {};
  readonly #closingListeners: (() => unknown)[] = [];
  /** Leaves signals to the system again; null while nobody listens to them. */
  #ignoreSignals: (() => void) | null = null;
  #hasStarted = false;
  #isClosing = false;

  /** @internal Use `createServer`. What the environment lacks is the real one's. */
  constructor(options: ServerOptions, given: Partial<Environment>) {
    const environment = { ...nodeEnvironment, ...given };
    this.#environment = environment;
    this.#options = resolveServerOptions(options);
    const { clock, random } = environment;
    let resolveClosed = (): void => {};
    this.#closed = new Promise((resolve) => {
      resolveClosed = () => {
        this.#ignoreSignals?.();
        resolve();
      };
    });
    this.#closeBegins = new Promise((resolve) => {
      this.#beginClose = () => resolve(undefined);
    });
    this.#drain = new Drain(clock, this.#connections, resolveClosed);
    const scope: ServerScope = {
      clock,
      options: this.#options,
      router: this.#router,
      stats: this.#stats,
      random,
      report: (report) => this.#report(report),
    };
    const owner: ConnectionOwner = {
      connectionIsIdle: () => {
        if (this.#isClosing) this.#drain.check();
      },
      connectionIsClosed: (connection, error) => {
        this.#connections.delete(connection);
        if (error?.origin === "local" && !connection.session.connection.hasReceivedSettings) {
          // Not a client of ours at all: it speaks TLS, HTTP/1 or nothing.
          const { address } = connection.peer;
          const fault = new Error(`${error.message}, from ${address}`);
          this.#tellRefused({ kind: "handshake", error: fault, peer: address });
        }
        if (this.#isClosing) this.#drain.check();
      },
    };
    this.#sessionOptions = {
      clock,
      http2: this.#options.http2,
      createSink: (session) => {
        const connection = new ServerConnection(scope, owner, session);
        this.#connections.add(connection);
        // Accepted by the system before the listener closed, and looked at only now.
        if (this.#isClosing) clock.defer(() => this.#drain.add(connection));
        return connection;
      },
      maxConnections: this.#options.maxConnections,
      maxConnectionsPerAddress: this.#options.maxConnectionsPerAddress,
      onRefused: (refusal) => this.#refused(refusal),
      onFault: (error) => this.#report({ kind: "accept", error, path: "", peer: "" }),
    };
  }

  /** Not for programs: the time that calls have here, and at a channel to this server without sockets. */
  get clock(): Clock {
    return this.#environment.clock;
  }

  /** Settles when the server has been closed, by whomever: what the program has to do after that is done then. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** What the server has done so far, in counters. */
  get stats(): ServerStats {
    return { ...this.#stats };
  }

  /** The services added so far, by full name. */
  get services(): ReadonlyMap<string, ServiceType> {
    return this.#router.services;
  }

  /** Connections that are open now. */
  get connectionCount(): number {
    return this.#connections.size;
  }

  /**
   * Adds a service with the functions that serve its rpcs: an object, or an instance of a class, whose
   * `this` they keep. Unless `partial` is true every rpc needs one.
   *
   * @throws TypeError for what is no service or was added already, for handlers that are missing or no functions, and once
   * the server listens
   */
  addService<
    S extends ServiceType,
    const O extends AddServiceOptions,
    const H extends HandlersFor<S, O>,
  >(service: S & CheckedService<S, H>, handlers: H, options?: O): void {
    if (!isServiceType(service)) {
      throw new TypeError("Cannot add a service: the first argument is not a generated service");
    }
    if (this.#hasStarted) {
      throw new TypeError(
        `Cannot add service "${service.typeName}" to a server that listens: add it before listen()`,
      );
    }
    const { partial, interceptors = [] } = options ?? {};
    assertInterceptors(interceptors);
    const all = [...this.#options.interceptors, ...interceptors];
    this.#router.add(service, handlers, partial === true, all, this.#options.implicitParent);
  }

  /**
   * Listens on `target`: `host:port`, where port 0 lets the system choose, or `unix:path`. Resolves to
   * the target with the port that was bound. A server may listen on several.
   *
   * Rejects with a TypeError for a target that cannot be read, or that other machines can reach without
   * `credentials`, or once the server is closed, and with a sentence, the system's error as its cause, where the target
   * cannot be bound.
   */
  async listen(target: string, options: ListenOptions = {}): Promise<string> {
    assertOptions(options);
    const address = parseListenTarget(target);
    const action = `Cannot listen on "${target}"`;
    const { credentials } = options;
    resolveCredentials(action, isLoopbackAddress(address), credentials);
    if (this.#isClosing) throw new TypeError(`${action}: the server has been closed`);
    this.#hasStarted = true;
    const listening = this.#environment.listen(address, { ...this.#sessionOptions, credentials });
    const listener = await Promise.race([listening, this.#closeBegins]);
    if (listener === undefined || this.#isClosing) {
      // Certificates may still be waited for: nobody waits with them.
      listening.then(
        (late) => late.close(),
        () => {},
      );
      throw new TypeError(`${action}: the server has been closed`);
    }
    this.#listeners.add(listener);
    this.#heedSignals();
    return listener.target;
  }

  /** Not for programs: serves a connection that has been made elsewhere, such as the other end of a memory pair. */
  accept(endpoint: Endpoint): Session {
    if (this.#isClosing) throw new TypeError("Cannot connect to a server that has been closed");
    this.#hasStarted = true;
    return new EndpointSession("server", endpoint, this.#sessionOptions);
  }

  /**
   * Has `listener` called once, when the server begins to close and before any client is told: what must be
   * known first is said there. Health services say NOT_SERVING by it:
   *
   *     server.onClosing(() => health.setAll("NOT_SERVING"));
   *
   * What it sends on open streams leaves before GOAWAY, unless nothing is waited for (`graceMs: 0`). On a server that
   * is closing already it is called at once. What it throws goes to `onError` and holds up nothing.
   * @throws TypeError when it is no function
   */
  onClosing(listener: () => void): void {
    assertFunction("the listener of onClosing()", listener);
    if (this.#isClosing) this.#tellClosing(listener);
    else this.#closingListeners.push(listener);
  }

  /**
   * Stops accepting connections and calls, lets calls under way run on for `graceMs`, then ends the rest
   * with UNAVAILABLE and aborts their signals. Resolves once every connection is closed; a second call
   * may only make the time shorter. Rejects with a RangeError when `graceMs` is negative or not a number,
   * with a TypeError when the options are no object, and for no other reason.
   */
  async close(options: CloseOptions = {}): Promise<void> {
    const graceMs = resolveGraceMs(options);
    const isFirst = !this.#isClosing;
    this.#isClosing = true;
    this.#beginClose();
    for (const listener of this.#listeners) {
      this.#listeners.delete(listener);
      void listener.close();
    }
    const listeners = this.#closingListeners.splice(0);
    for (const listener of listeners) this.#tellClosing(listener);
    // Streams that the listeners have woken write in this turn's microtasks: GOAWAY comes after that.
    const isAwaited = isFirst && listeners.length > 0 && graceMs > 0;
    if (isAwaited) this.#environment.clock.defer(() => this.#drain.start(graceMs));
    else this.#drain.start(graceMs);
    return this.#closed;
  }

  /** `close()` with its default time: `await using server = createServer()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** From the first listener on: a server that nobody can reach is no reason to catch signals. */
  #heedSignals(): void {
    const { closeOnSignals: settings } = this.#options;
    if (settings === null || this.#ignoreSignals !== null) return;
    this.#ignoreSignals = closeOnSignals(settings, this.#environment, (graceMs) => {
      void this.close({ graceMs });
    });
  }

  #refused(refusal: Refusal): void {
    if (refusal.kind === "limit") this.#stats.connectionsRefused++;
    else this.#stats.handshakesFailed++;
    this.#tellRefused(refusal);
  }

  #tellRefused(refusal: Refusal): void {
    runHook(
      () => this.#options.onRefused(refusal),
      (error) => this.#report({ kind: "accept", error, path: "", peer: refusal.peer }),
    );
  }

  #tellClosing(listener: () => unknown): void {
    runHook(listener, (error) => this.#report({ kind: "closing", error, path: "", peer: "" }));
  }

  #report(report: ErrorReport): void {
    // The hook must not take the server down, and both errors must not be lost.
    runHook(
      () => this.#options.onError(report),
      (error) => {
        printReport(report);
        printReport({ ...report, error });
      },
    );
  }
}
