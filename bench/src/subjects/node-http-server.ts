// The call as REST/JSON on bare node:http.

import { createServer } from "node:http";
import { REST_PATH } from "../load/workload.js";
import { announce } from "./announce.js";

const server = createServer((request, response) => {
  if (request.method !== "POST" || request.url !== REST_PATH) {
    response.writeHead(404).end();
    return;
  }
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (text: string) => {
    body += text;
  });
  request.on("end", () => {
    const { name } = JSON.parse(body) as { name: string };
    const reply = JSON.stringify({ message: `Hello ${name}, I am a gRPC server!` });
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(reply),
    });
    response.end(reply);
  });
});
server.listen(0, "127.0.0.1", () => announce(server.address()));
