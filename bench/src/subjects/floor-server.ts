// The floor: a server on node:net that answers each chunk with a constant as long as the reply.

import { createServer } from "node:net";
import { RAW_REPLY } from "../load/workload.js";
import { announce } from "./announce.js";

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("data", () => socket.write(RAW_REPLY));
  socket.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => announce(server.address()));
