// Server sockets, plain and TLS.

import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { assertCount, assertFunction, type Clock, runHook } from "../base/index.js";
import { type Address, formatAddress, formatSocketAddress, isLoopbackAddress } from "./address.js";
import { type Credentials, resolveCredentials } from "./credentials.js";
import { DescriptorWatch } from "./descriptor-watch.js";
import type { Endpoint } from "./endpoint.js";
import { EndpointSession } from "./endpoint-session.js";
import { HandshakeQueue } from "./handshake-queue.js";
import { isKeyLogWanted, logKeys } from "./key-log.js";
import { explainListenFault } from "./listen-errors.js";
import { type CheckedUse, checkUse } from "./options.js";
import type { Listener, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import type { TlsCredentials } from "./tls-credentials.js";
import { TlsEndpoint } from "./tls-endpoint.js";
import { explainClientFault } from "./tls-errors.js";

/** As much as Node's timers take. */
const LONGEST_TIMEOUT_MS = 0x7fff_ffff;

/** Options of `listen`. */
export interface ListenerOptions extends SessionOptions {
  /**
   * How connections are secured: `tls({ key, cert })`, or `insecure()`, which must be said unless the address
   * is loopback or a unix socket.
   */
  readonly credentials?: Credentials | undefined;
  /** Connections open at once; the next are closed unanswered. Default Infinity. */
  readonly maxConnections?: number | undefined;
  /** The same for each address that clients come from. Default Infinity: they are not counted. */
  readonly maxConnectionsPerAddress?: number | undefined;
  /** Hears of each connection that was not taken on. Default: nobody does. */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
  /**
   * Hears why a connection has failed before it began, and is closed: the system could not accept it, since no
   * file descriptor is left (told once each time they run out), or `createSink` or `onRefused` threw. The listener
   * goes on. Default: it is printed to stderr.
   */
  readonly onFault?: ((error: unknown) => void) | undefined;
}

const LISTENER_KEYS: readonly string[] = [
  "credentials",
  "maxConnections",
  "maxConnectionsPerAddress",
  "onRefused",
  "onFault",
];

/**
 * A connection that was not taken on: there were too many, or TLS could not be agreed on; a server's `onRefused`
 * hears of those too that began with something else than HTTP/2.
 */
export interface Refusal {
  /** `limit` where there were too many. */
  readonly kind: "limit" | "handshake";
  /** Says why in a sentence. */
  readonly error: Error;
  /** The client's address. */
  readonly peer: string;
}

/** What a listener does with its sockets, decided once. */
interface Acceptor {
  /** Begins a session; where that fails the socket is dropped and `fault` hears why. */
  begin(endpoint: Endpoint): void;
  refuse(refusal: Refusal): void;
  fault(error: unknown): void;
}

/**
 * Listens on `address` and begins an HTTP/2 session on every accepted socket. Resolves once bound.
 *
 *     const listener = await listen(
 *       { kind: "tcp", host: "127.0.0.1", port: 8080 },
 *       { clock: eventLoop, createSink: (session) => new HelloSink(session) },
 *     );
 *
 * Rejects, before anything is bound, with a TypeError or RangeError for an address, credentials or an option
 * that is not what it should be; and where the address cannot be bound with a sentence that has the system's
 * error as its cause and its code (`EADDRINUSE` and the like). Never throws at once.
 */
export async function listen(address: Address, options: ListenerOptions): Promise<Listener> {
  const use = checkUse("listen on", address, options, LISTENER_KEYS);
  const { maxConnections = Infinity, maxConnectionsPerAddress = Infinity } = options;
  assertCount("maxConnections", maxConnections);
  assertCount("maxConnectionsPerAddress", maxConnectionsPerAddress);
  const acceptor = acceptorOf(options);
  const tls = resolveCredentials(use.action, isLoopbackAddress(address), options.credentials);
  const preparing = tls?.prepare(options.clock) ?? null;
  if (preparing !== null) await preparing;
  const secured = tls === undefined ? undefined : serveSecured(use, acceptor, tls, options.clock);
  const serve = secured?.serve ?? ((socket: Socket) => acceptor.begin(new SocketEndpoint(socket)));
  const isLimited = address.kind === "tcp" && maxConnectionsPerAddress !== Infinity;
  const admit = isLimited ? limitAddresses(acceptor, maxConnectionsPerAddress) : () => true;
  const descriptors = new DescriptorWatch(options.clock, acceptor.fault);
  const isSecured = tls !== undefined;
  const server = createServer({ noDelay: true, pauseOnConnect: isSecured }, (socket) => {
    descriptors.connectionCame();
    // A socket that was reset before we looked has no address and nothing to say.
    if (address.kind === "tcp" && socket.remoteAddress === undefined) discard(socket);
    else if (admit(socket)) serve(socket);
    else discard(socket);
  });
  server.maxConnections = maxConnections;
  server.on("drop", (data) => {
    const peer = formatSocketAddress(data?.remoteAddress, data?.remotePort);
    acceptor.refuse(tooMany(peer, maxConnections, "to this server"));
  });
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(explainListenFault(error, address));
    server.once("error", onError);
    server.listen(
      address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port },
      () => {
        server.removeListener("error", onError);
        server.on("error", (error) => descriptors.acceptFailed(error));
        const watch = secured?.watch();
        const close = (): Promise<void> => {
          watch?.stop();
          return closeServer(server);
        };
        resolve({ target: boundTarget(server, address), close });
      },
    );
  });
}

function acceptorOf(options: ListenerOptions): Acceptor {
  const { onRefused = () => {}, onFault = printFault } = options;
  assertFunction("onRefused", onRefused);
  assertFunction("onFault", onFault);
  const fault = (error: unknown): void =>
    runHook(
      () => onFault(error),
      (thrown) => {
        printFault(error);
        printFault(thrown);
      },
    );
  return {
    begin: (endpoint) => runHook(() => beginSession(endpoint, options), fault),
    refuse: (refusal) => runHook(() => onRefused(refusal), fault),
    fault,
  };
}

function beginSession(endpoint: Endpoint, options: ListenerOptions): void {
  new EndpointSession("server", endpoint, options);
}

function printFault(error: unknown): void {
  console.error("trunkline: A connection could not be accepted:", error);
}

interface SecuredServer {
  serve(socket: Socket): void;
  /** From here on handshakes use new certificates where there are any. */
  watch(): { stop(): void };
}

/** Serves sockets once the handshake has given HTTP/2, and a client certificate where one is wanted. */
function serveSecured(
  { action, http2 }: CheckedUse,
  acceptor: Acceptor,
  credentials: TlsCredentials,
  clock: Clock,
): SecuredServer {
  const refuse = (socket: TLSSocket, error: Error | undefined): void => {
    // A TLS socket that is closed no longer knows its peer; the socket below it does, which Node names
    // nowhere else. Without it the peer is unknown, and no more than that.
    const { remoteAddress, remotePort } = (socket as { _parent?: Socket })._parent ?? socket;
    const peer = formatSocketAddress(remoteAddress, remotePort);
    // Node sets it to null, or not at all, where nothing is wrong.
    const untrusted = (socket.authorizationError as unknown as string | null) ?? undefined;
    const fault = explainClientFault(error, peer, untrusted);
    acceptor.refuse({ kind: "handshake", error: fault, peer });
    discard(socket);
  };
  const server = createTlsServer({
    ...credentials.serverOptions(action),
    handshakeTimeout: Math.min(Math.ceil(http2.handshakeTimeoutMs), LONGEST_TIMEOUT_MS),
  });
  server.on("tlsClientError", (error, socket) => refuse(socket, error));
  server.on("secureConnection", (socket) => {
    if (socket.alpnProtocol !== "h2" || !credentials.acceptsClient(socket)) {
      refuse(socket, undefined);
    } else {
      acceptor.begin(new TlsEndpoint(socket, null));
    }
  });
  if (isKeyLogWanted()) server.on("keylog", logKeys);
  const queue = new HandshakeQueue(clock, (socket) => {
    server.emit("connection", socket);
  });
  return {
    serve: (socket) => queue.add(socket),
    watch: () =>
      credentials.watch(clock, ({ contextOptions }) => server.setSecureContext(contextOptions)),
  };
}

/** Refuses clients that have as many connections as one address may have. */
function limitAddresses(acceptor: Acceptor, limit: number): (socket: Socket) => boolean {
  const counts = new Map<string, number>();
  return (socket) => {
    const host = socket.remoteAddress ?? "";
    const count = counts.get(host) ?? 0;
    if (count >= limit) {
      const peer = formatSocketAddress(host, socket.remotePort);
      acceptor.refuse(tooMany(peer, limit, "from its address"));
      return false;
    }
    counts.set(host, count + 1);
    socket.once("close", () => {
      const left = counts.get(host)! - 1;
      if (left === 0) counts.delete(host);
      else counts.set(host, left);
    });
    return true;
  };
}

function tooMany(peer: string, limit: number, where: string): Refusal {
  const error = new Error(
    `The client at ${peer} was turned away: there are ${limit} connections ${where} already`,
  );
  return { kind: "limit", error, peer };
}

/** Drops a socket that nobody will listen to. */
function discard(socket: Socket): void {
  socket.on("error", () => {});
  socket.destroy();
}

function boundTarget(server: Server, address: Address): string {
  if (address.kind === "unix") return formatAddress(address);
  return formatAddress({ ...address, port: (server.address() as AddressInfo).port });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // The callback waits for sockets too; sessions are closed by who owns them, so do not wait here.
    server.close();
    server.unref();
    resolve();
  });
}
