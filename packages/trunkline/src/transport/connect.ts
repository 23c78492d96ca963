// Client sockets.

import { connect as connectSocket } from "node:net";
import type { Address } from "./address.js";
import { EndpointSession } from "./endpoint-session.js";
import type { Session, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";

export interface ConnectOptions extends SessionOptions {
  /** Gives the attempt up: the promise rejects with the signal's reason and the socket is destroyed. */
  readonly signal?: AbortSignal;
}

/**
 * Connects a socket and begins an HTTP/2 session on it. Resolves once the socket is connected, with the
 * preface on its way; rejects with the system's error (`ECONNREFUSED` and the like).
 */
export function connect(address: Address, options: ConnectOptions): Promise<Session> {
  return new Promise((resolve, reject) => {
    const { signal } = options;
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const socket = connectSocket(
      address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port },
    );
    const settle = (): void => {
      signal?.removeEventListener("abort", onAbort);
      socket.removeListener("error", onError);
    };
    const onAbort = (): void => {
      settle();
      socket.on("error", () => {});
      socket.destroy();
      reject(signal?.reason);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    socket.once("error", onError);
    socket.once("connect", () => {
      settle();
      resolve(new EndpointSession("client", new SocketEndpoint(socket), options));
    });
  });
}
