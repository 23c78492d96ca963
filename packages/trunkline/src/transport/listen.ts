// Server sockets, plain and TLS.

import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { resolveConnectionOptions } from "../http2/index.js";
import { type Address, formatAddress, formatSocketAddress } from "./address.js";
import { EndpointSession } from "./endpoint-session.js";
import { isKeyLogWanted, logKeys } from "./key-log.js";
import { explainListenFault } from "./listen-errors.js";
import type { Listener, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import type { TlsCredentials } from "./tls-credentials.js";
import { TlsEndpoint } from "./tls-endpoint.js";
import { explainClientFault } from "./tls-errors.js";

/** As much as Node's timers take. */
const LONGEST_TIMEOUT_MS = 0x7fff_ffff;

export interface ListenerOptions extends SessionOptions {
  /** How connections are secured; not at all when it is left out. */
  readonly tls?: TlsCredentials | undefined;
  /** Connections open at once; the next are closed unanswered. Default Infinity. */
  readonly maxConnections?: number;
  /** The same for each address that clients come from. Default Infinity: they are not counted. */
  readonly maxConnectionsPerAddress?: number;
  /** A connection was not taken on. */
  readonly onRefused?: (refusal: Refusal) => void;
  /** The system failed to accept a connection; the listener goes on. */
  readonly onFault?: (error: Error) => void;
}

/** A connection that was not taken on: there were too many, or TLS could not be agreed on. */
export interface Refusal {
  readonly kind: "limit" | "handshake";
  /** Says why in a sentence. */
  readonly error: Error;
  /** The client's address. */
  readonly peer: string;
}

/**
 * Listens on `address` and begins an HTTP/2 session on every accepted socket. Resolves once bound;
 * rejects with a sentence that has the system's error as its cause and its code (`EADDRINUSE` and the like).
 *
 * @throws TypeError when the credentials are none that a server can use
 */
export function listen(address: Address, options: ListenerOptions): Promise<Listener> {
  const serve =
    options.tls === undefined ? servePlain(options) : serveSecured(address, options, options.tls);
  const { maxConnections = Infinity, maxConnectionsPerAddress = Infinity } = options;
  const isLimited = address.kind === "tcp" && maxConnectionsPerAddress !== Infinity;
  const admit = isLimited ? limitAddresses(options, maxConnectionsPerAddress) : () => true;
  const server = createServer({ noDelay: true }, (socket) => {
    // A socket that was reset before we looked has no address and nothing to say.
    if (address.kind === "tcp" && socket.remoteAddress === undefined) discard(socket);
    else if (admit(socket)) serve(socket);
    else discard(socket);
  });
  server.maxConnections = maxConnections;
  server.on("drop", (data) => {
    const peer = formatSocketAddress(data?.remoteAddress, data?.remotePort);
    options.onRefused?.(tooMany(peer, maxConnections, "to this server"));
  });
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => reject(explainListenFault(error, address));
    server.once("error", onError);
    server.listen(
      address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port },
      () => {
        server.removeListener("error", onError);
        server.on("error", (error) => options.onFault?.(error));
        resolve({ target: boundTarget(server, address), close: () => closeServer(server) });
      },
    );
  });
}

function servePlain(options: ListenerOptions): (socket: Socket) => void {
  return (socket) => {
    new EndpointSession("server", new SocketEndpoint(socket), options);
  };
}

/** Serves sockets once the handshake has given HTTP/2, and a client certificate where one is wanted. */
function serveSecured(
  address: Address,
  options: ListenerOptions,
  credentials: TlsCredentials,
): (socket: Socket) => void {
  const refuse = (socket: TLSSocket, error: Error | undefined): void => {
    // A TLS socket that is closed no longer knows its peer; the socket below it does, which Node names
    // nowhere else. Without it the peer is unknown, and no more than that.
    const { remoteAddress, remotePort } = (socket as { _parent?: Socket })._parent ?? socket;
    const peer = formatSocketAddress(remoteAddress, remotePort);
    // Node sets it to null, or not at all, where nothing is wrong.
    const untrusted = (socket.authorizationError as unknown as string | null) ?? undefined;
    const fault = explainClientFault(error, peer, untrusted);
    options.onRefused?.({ kind: "handshake", error: fault, peer });
    discard(socket);
  };
  const { handshakeTimeoutMs } = resolveConnectionOptions(options.http2 ?? {});
  const server = createTlsServer({
    ...credentials.serverOptions(`Cannot listen on "${formatAddress(address)}"`),
    handshakeTimeout: Math.min(Math.ceil(handshakeTimeoutMs), LONGEST_TIMEOUT_MS),
  });
  server.on("tlsClientError", (error, socket) => refuse(socket, error));
  server.on("secureConnection", (socket) => {
    if (socket.alpnProtocol !== "h2" || !credentials.acceptsClient(socket)) {
      refuse(socket, undefined);
    } else {
      new EndpointSession("server", new TlsEndpoint(socket, null), options);
    }
  });
  if (isKeyLogWanted()) server.on("keylog", logKeys);
  return (socket) => {
    server.emit("connection", socket);
  };
}

/** Refuses clients that have as many connections as one address may have. */
function limitAddresses(options: ListenerOptions, limit: number): (socket: Socket) => boolean {
  const counts = new Map<string, number>();
  return (socket) => {
    const host = socket.remoteAddress ?? "";
    const count = counts.get(host) ?? 0;
    if (count >= limit) {
      const peer = formatSocketAddress(host, socket.remotePort);
      options.onRefused?.(tooMany(peer, limit, "from its address"));
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
