// The floor: a server on node:net, or node:tls, that answers each chunk with a constant as long as the reply.

import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { RAW_REPLY } from "../load/workload.js";
import { announce } from "./announce.js";
import { givenCertificate } from "./secured.js";

function serve(socket: Socket): void {
  socket.on("data", () => socket.write(RAW_REPLY));
  socket.on("error", () => socket.destroy());
}

const certificate = givenCertificate();
const server =
  certificate === undefined
    ? createServer({ noDelay: true }, serve)
    : createTlsServer({ ...certificate, noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => announce(server.address()));
