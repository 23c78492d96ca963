// Client sockets, plain and TLS.

import { connect as connectSocket, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { type Address, formatAddress } from "./address.js";
import { EndpointSession } from "./endpoint-session.js";
import { onread } from "./read-memory.js";
import type { Session, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";
import type { TlsCredentials } from "./tls-credentials.js";
import { TlsEndpoint } from "./tls-endpoint.js";
import { explainServerFault, serverWithoutHttp2, TlsError, withAdvice } from "./tls-errors.js";

export interface ConnectOptions extends SessionOptions {
  /** Gives the attempt up: the promise rejects with the signal's reason and the socket is destroyed. */
  readonly signal?: AbortSignal;
  /** How the connection is secured; not at all when it is left out. */
  readonly tls?: { readonly credentials: TlsCredentials; readonly serverName: string } | undefined;
}

/**
 * Connects a socket and begins an HTTP/2 session on it. Resolves once the socket is connected, and secured
 * if it is to be, with the preface on its way; rejects with the system's error (`ECONNREFUSED` and the
 * like) or a TlsError.
 */
export function connect(address: Address, options: ConnectOptions): Promise<Session> {
  return options.tls === undefined
    ? connectPlain(address, options)
    : connectSecured(address, options, options.tls);
}

function connectPlain(address: Address, options: ConnectOptions): Promise<Session> {
  return whenReady(
    "connect",
    options.signal,
    connectSocket({ ...placeOf(address), onread }),
    (socket) => {
      return new EndpointSession("client", new SocketEndpoint(socket), options);
    },
  );
}

async function connectSecured(
  address: Address,
  options: ConnectOptions,
  { credentials, serverName }: NonNullable<ConnectOptions["tls"]>,
): Promise<Session> {
  const text = formatAddress(address);
  const explain = (error: Error): Error => explainServerFault(error, text, serverName);
  const explainLoss = (error: Error): Error => withAdvice(explain(error));
  const socketOptions = { ...placeOf(address), ...credentials.clientOptions(serverName), onread };
  const opened = connectTls(socketOptions);
  credentials.logKeysOf(opened);
  try {
    return await whenReady("secureConnect", options.signal, opened, (socket) => {
      if (socket.alpnProtocol !== "h2") throw serverWithoutHttp2(text, socket.alpnProtocol);
      return new EndpointSession("client", new TlsEndpoint(socket, explainLoss), options);
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof TlsError ? error : explain(error as Error);
  }
}

function placeOf(address: Address): { path: string } | { host: string; port: number } {
  return address.kind === "unix"
    ? { path: address.path }
    : { host: address.host, port: address.port };
}

/**
 * What `use` makes of the socket, at once when it has emitted `event`; until then it may fail or be given
 * up, and is destroyed.
 */
function whenReady<S extends Socket>(
  event: "connect" | "secureConnect",
  signal: AbortSignal | undefined,
  socket: S,
  use: (socket: S) => Session,
): Promise<Session> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      signal?.removeEventListener("abort", onAbort);
      socket.removeListener("error", fail);
      socket.removeListener("close", onClose);
      socket.removeListener(event, onReady);
    };
    const fail = (reason: unknown): void => {
      settle();
      socket.on("error", () => {});
      socket.destroy();
      reject(reason);
    };
    const onAbort = (): void => fail(signal?.reason);
    // Not every way in which a handshake can end tells of an error.
    const onClose = (): void => fail(new Error("The connection was closed while it was made"));
    const onReady = (): void => {
      settle();
      try {
        resolve(use(socket));
      } catch (error) {
        fail(error);
      }
    };
    socket.on("error", fail);
    socket.on("close", onClose);
    socket.on(event, onReady);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener("abort", onAbort);
  });
}
