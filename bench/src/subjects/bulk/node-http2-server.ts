// Many bytes on bare node:http2.

import { createServer } from "node:http2";
import { bytesOfPath } from "../../load/bulk/bulk-request.js";
import { announce } from "../announce.js";
import { writeBulk } from "./write-bulk.js";

const server = createServer();
server.on("stream", (stream, headers) => {
  stream.on("error", () => stream.destroy());
  stream.respond({ ":status": 200, "content-type": "application/octet-stream" });
  writeBulk(stream, bytesOfPath(headers[":path"]), () => stream.end());
});
server.listen(0, "127.0.0.1", () => announce(server.address()));
