// Many bytes on bare node:net or node:tls: a line with their number comes in, the bytes go out.

import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { announce } from "../announce.js";
import { givenCertificate } from "../secured.js";
import { writeBulk } from "./write-bulk.js";

function serve(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.on("data", (line) => writeBulk(socket, Number(line), () => {}));
}

const certificate = givenCertificate();
const server =
  certificate === undefined
    ? createServer({ noDelay: true }, serve)
    : createTlsServer({ ...certificate, noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => announce(server.address()));
