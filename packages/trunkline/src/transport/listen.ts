// Server sockets.

import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Address, formatAddress } from "./address.js";
import { EndpointSession } from "./endpoint-session.js";
import type { Listener, SessionOptions } from "./session.js";
import { SocketEndpoint } from "./socket-endpoint.js";

/**
 * Listens on `address` and begins an HTTP/2 session on every accepted socket. Resolves once bound;
 * rejects with the system's error (`EADDRINUSE` and the like).
 */
export function listen(address: Address, options: SessionOptions): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, (socket: Socket) => {
      // A socket that was reset before we looked has no address and nothing to say.
      if (address.kind === "tcp" && socket.remoteAddress === undefined) {
        socket.on("error", () => {});
        socket.destroy();
        return;
      }
      new EndpointSession("server", new SocketEndpoint(socket), options);
    });
    server.once("error", reject);
    server.listen(
      address.kind === "unix" ? { path: address.path } : { host: address.host, port: address.port },
      () => {
        server.removeListener("error", reject);
        const target =
          address.kind === "unix"
            ? formatAddress(address)
            : formatAddress({ ...address, port: (server.address() as AddressInfo).port });
        resolve({ target, close: () => closeServer(server) });
      },
    );
  });
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    // The callback waits for sockets too; sessions are closed by who owns them, so do not wait here.
    server.close();
    server.unref();
    resolve();
  });
}
