// The call as JSON on bare node:http2, without gRPC: what every gRPC library for Node stands on.

import { createSecureServer, createServer } from "node:http2";
import { REST_PATH } from "../load/workload.js";
import { announce } from "./announce.js";
import { givenCertificate } from "./secured.js";

const certificate = givenCertificate();
const server = certificate === undefined ? createServer() : createSecureServer(certificate);
server.on("stream", (stream, headers) => {
  if (headers[":method"] !== "POST" || headers[":path"] !== REST_PATH) {
    stream.respond({ ":status": 404 }, { endStream: true });
    return;
  }
  let body = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    body += text;
  });
  stream.on("end", () => {
    const { name } = JSON.parse(body) as { name: string };
    stream.respond({ ":status": 200, "content-type": "application/json" });
    stream.end(JSON.stringify({ message: `Hello ${name}, I am a gRPC server!` }));
  });
});
server.listen(0, "127.0.0.1", () => announce(server.address()));
