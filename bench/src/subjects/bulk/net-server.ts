// Many bytes on bare node:net: a line with their number comes in, the bytes go out.

import { createServer, type Socket } from "node:net";
import { announce } from "../announce.js";
import { writeBulk } from "./write-bulk.js";

function serve(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.on("data", (line) => writeBulk(socket, Number(line), () => {}));
}

const server = createServer({ noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => announce(server.address()));
