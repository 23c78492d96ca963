// Many bytes on bare node:http2.

import { createSecureServer, createServer } from "node:http2";
import { bytesOfPath } from "../../load/bulk/bulk-request.js";
import { announce } from "../announce.js";
import { givenCertificate } from "../secured.js";
import { writeBulk } from "./write-bulk.js";

const certificate = givenCertificate();
const server = certificate === undefined ? createServer() : createSecureServer(certificate);
server.on("stream", (stream, headers) => {
  stream.on("error", () => stream.destroy());
  stream.respond({ ":status": 200, "content-type": "application/octet-stream" });
  writeBulk(stream, bytesOfPath(headers[":path"]), () => stream.end());
});
server.listen(0, "127.0.0.1", () => announce(server.address()));
