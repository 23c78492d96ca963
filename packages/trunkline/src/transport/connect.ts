// Client sockets, plain and TLS.

import { connect as connectSocket, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Clock, Timer } from "../base/index.js";
import { type Address, formatAddress, isLoopbackAddress } from "./address.js";
import { type Credentials, resolveCredentials } from "./credentials.js";
import { EndpointSession } from "./endpoint-session.js";
import { checkUse } from "./options.js";
import { onread } from "./read-memory.js";
import type { Session, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import type { TlsCredentials } from "./tls-credentials.js";
import { TlsEndpoint } from "./tls-endpoint.js";
import { explainServerFault, serverWithoutHttp2, withAdvice } from "./tls-errors.js";

/** Options of `connect`. */
export interface ConnectOptions extends SessionOptions {
  /** Gives the attempt up: the promise rejects with the signal's reason and the socket is destroyed. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Time for the socket to be connected, and secured if it is to be, in milliseconds; Infinity waits for as long as
   * the system does, and for ever for a handshake. Default 20,000.
   */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * How the connection is secured: `tls()`, or `insecure()`, which must be said unless the address is loopback
   * or a unix socket.
   */
  readonly credentials?: Credentials | undefined;
  /**
   * The name that the server's certificate must be for, unless `tls({ serverName })` says one. Default: the
   * address's host, `localhost` for a unix socket.
   */
  readonly serverName?: string | undefined;
}

const CONNECT_KEYS: readonly string[] = ["signal", "connectTimeoutMs", "credentials", "serverName"];
const CONNECT_TIMEOUT_MS = 20_000;

/**
 * Connects a socket and begins an HTTP/2 session on it. Resolves once the socket is connected, and secured
 * if it is to be, with the preface on its way: requests may be sent at once.
 *
 * Rejects, before a socket is made, with a TypeError or RangeError for an address, credentials or an option that
 * is not what it should be; with the system's error (`ECONNREFUSED` and the like), or one with its code `ETIMEDOUT`
 * when `connectTimeoutMs` have passed; with an error of the name
 * `TlsError` whose `advice` says what to do; with the signal's reason; and with what `createSink` throws. Never
 * throws at once.
 */
export async function connect(address: Address, options: ConnectOptions): Promise<Session> {
  const { action } = checkUse("connect to", address, options, CONNECT_KEYS);
  const { credentials, serverName, signal, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`${action}: expected signal to be an AbortSignal`);
  }
  if (serverName !== undefined && (typeof serverName !== "string" || serverName === "")) {
    throw new TypeError(`${action}: expected serverName to be a host name`);
  }
  if (typeof connectTimeoutMs !== "number" || !(connectTimeoutMs > 0)) {
    throw new RangeError(
      `${action}: expected connectTimeoutMs to be milliseconds greater than 0, or Infinity`,
    );
  }
  const limit = { clock: options.clock, action, timeoutMs: connectTimeoutMs };
  const tls = resolveCredentials(action, isLoopbackAddress(address), credentials);
  if (tls === undefined) return connectPlain(address, options, limit);
  const preparing = tls.prepare(options.clock);
  if (preparing !== null) await inTime(preparing, limit, signal);
  const host = address.kind === "unix" ? "localhost" : address.host;
  return connectSecured(address, options, limit, tls, tls.serverNameFor(serverName ?? host));
}

function connectPlain(
  address: Address,
  options: ConnectOptions,
  limit: TimeLimit,
): Promise<Session> {
  return whenReady({
    limit,
    event: "connect",
    socket: connectSocket({ ...placeOf(address), onread }),
    signal: options.signal,
    explain: (error) => error,
    use: (socket) => new EndpointSession("client", new SocketEndpoint(socket), options),
  });
}

function connectSecured(
  address: Address,
  options: ConnectOptions,
  limit: TimeLimit,
  credentials: TlsCredentials,
  serverName: string,
): Promise<Session> {
  const text = formatAddress(address);
  const explain = (error: Error): Error => explainServerFault(error, text, serverName);
  const explainLoss = (error: Error): Error => withAdvice(explain(error));
  const socketOptions = { ...placeOf(address), ...credentials.clientOptions(serverName), onread };
  const opened = connectTls(socketOptions);
  credentials.logKeysOf(opened);
  return whenReady({
    limit,
    event: "secureConnect",
    socket: opened,
    signal: options.signal,
    explain,
    use: (socket) => {
      if (socket.alpnProtocol !== "h2") throw serverWithoutHttp2(text, socket.alpnProtocol);
      return new EndpointSession("client", new TlsEndpoint(socket, explainLoss), options);
    },
  });
}

function placeOf(address: Address): { path: string } | { host: string; port: number } {
  return address.kind === "unix"
    ? { path: address.path }
    : { host: address.host, port: address.port };
}

/** How long an attempt may take, and the beginning of the sentence when it takes longer. */
interface TimeLimit {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly action: string;
}

/** Goes off when an attempt has had its time. */
class AttemptTimer extends Timer {
  readonly #fail: (reason: Error) => void;
  readonly #limit: TimeLimit;

  constructor(limit: TimeLimit, fail: (reason: Error) => void) {
    super();
    this.#fail = fail;
    this.#limit = limit;
    const { clock, timeoutMs } = limit;
    if (timeoutMs !== Infinity) clock.schedule(this, clock.nowMs() + timeoutMs);
  }

  cancel(): void {
    if (this.isArmed) this.#limit.clock.cancel(this);
  }

  override onTimer(): void {
    const { action, timeoutMs } = this.#limit;
    const error = new Error(`${action}: no answer within ${timeoutMs / 1000} s`);
    this.#fail(Object.assign(error, { code: "ETIMEDOUT" }));
  }
}

/** Waits for `work`, unless it takes too long or is given up. */
async function inTime(work: Promise<void>, limit: TimeLimit, signal?: AbortSignal): Promise<void> {
  let onAbort = (): void => {};
  let timer: AttemptTimer | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    timer = new AttemptTimer(limit, reject);
    onAbort = () => reject(signal?.reason);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort);
  });
  try {
    await Promise.race([work, givenUp]);
  } finally {
    timer?.cancel();
    signal?.removeEventListener("abort", onAbort);
  }
}

/** A socket on its way, and what is to become of it. */
interface Attempt<S extends Socket> {
  readonly event: "connect" | "secureConnect";
  readonly socket: S;
  readonly signal: AbortSignal | undefined;
  readonly limit: TimeLimit;
  /** Puts into words what the socket says went wrong. */
  explain(error: Error): Error;
  use(socket: S): Session;
}

/**
 * What `use` makes of the socket, at once when it has emitted `event`; until then it may fail or be given
 * up, and is destroyed.
 */
function whenReady<S extends Socket>(attempt: Attempt<S>): Promise<Session> {
  const { event, socket, signal, limit } = attempt;
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      timer.cancel();
      signal?.removeEventListener("abort", onAbort);
      socket.removeListener("error", onError);
      socket.removeListener("close", onClose);
      socket.removeListener(event, onReady);
    };
    const fail = (reason: unknown): void => {
      settle();
      socket.on("error", () => {});
      socket.destroy();
      reject(reason);
    };
    const timer = new AttemptTimer(limit, fail);
    const onAbort = (): void => fail(signal?.reason);
    const onError = (error: Error): void => fail(attempt.explain(error));
    // Not every way in which a handshake can end tells of an error.
    const onClose = (): void => fail(new Error("The connection was closed while it was made"));
    const onReady = (): void => {
      settle();
      try {
        resolve(attempt.use(socket));
      } catch (error) {
        fail(error);
      }
    };
    socket.on("error", onError);
    socket.on("close", onClose);
    socket.on(event, onReady);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort);
  });
}
