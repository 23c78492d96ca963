// Holds many connections to a server, for its memory to be looked at: a process of its own.
//
// Reads a HoldRequest from its first argument and prints "held" when every connection has made its call,
// then, at SIGUSR2, opens streams and prints "open". Connections end with the process, all at once.

import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { call, openStreams } from "./held-connection.js";
import type { HoldRequest } from "./hold-request.js";

/** Attempts at once: fewer than wait in the queue of a listening socket. */
const BATCH = 200;

const { target, protocol, isTls, connections, streams } = JSON.parse(
  process.argv[2] ?? "",
) as HoldRequest;
const colon = target.lastIndexOf(":");
const place = { host: target.slice(0, colon), port: Number(target.slice(colon + 1)) };

function fail(error: Error): never {
  console.error(error.message);
  process.exit(1);
}

async function open(): Promise<Socket> {
  const socket: Socket = isTls
    ? connectTls({ ...place, rejectUnauthorized: false, ALPNProtocols: ["h2"] })
    : connect({ ...place, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once(isTls ? "secureConnect" : "connect", resolve);
    socket.once("error", reject);
  });
  await call(socket, protocol);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("Connection lost: closed by the server")));
  return socket;
}

const sockets: Socket[] = [];
while (sockets.length < connections) {
  const count = Math.min(BATCH, connections - sockets.length);
  sockets.push(...(await Promise.all(Array.from({ length: count }, open)).catch(fail)));
}

process.once("SIGUSR2", () => {
  Promise.all(sockets.map((socket) => openStreams(socket, protocol, streams))).then(
    () => console.log("open"),
    fail,
  );
});
// A reset leaves nothing behind in the system that would hold the ports for the next run.
process.once("SIGTERM", () => {
  for (const socket of sockets) {
    socket.removeAllListeners("close");
    socket.resetAndDestroy();
  }
  setImmediate(() => process.exit(0));
});
console.log("held");
