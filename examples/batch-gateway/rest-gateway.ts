// The same gateway as REST/JSON on node:http: node dist/rest-gateway.js <upstream> [host:port].

import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { watchStalls } from "./stalls.js";

const [upstream = "127.0.0.1:8081", target = "127.0.0.1:8080"] = process.argv.slice(2);
const [host, port] = target.split(":");

async function readAll(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function post(body: string): Promise<string> {
  const [upstreamHost, upstreamPort] = upstream.split(":");
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const options = { host: upstreamHost, port: upstreamPort, method: "POST", path: "/", headers };
  return new Promise((resolve, reject) => {
    const call = httpRequest(options, (response) => {
      readAll(response).then(resolve, reject);
    });
    call.on("error", reject);
    call.end(body);
  });
}

const server = createServer(async (request, response) => {
  try {
    // The gateway reads what it hands on, as the other does.
    const batch = JSON.parse(await readAll(request)) as { readonly orders: readonly object[] };
    const receipt = await post(JSON.stringify(batch));
    response.writeHead(200, { "content-type": "application/json" }).end(receipt);
  } catch (error) {
    response.writeHead(500).end((error as Error).message);
  }
});
server.listen(Number(port), host, () => {
  const { address, port: bound } = server.address() as AddressInfo;
  console.log(`${address}:${bound}`);
});
watchStalls();

for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(0));
