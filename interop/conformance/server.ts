// The server under test: reads from standard input how to listen, says where it does, and serves until it
// is asked to end.

import { createServer, tls } from "trunkline";
import {
  ServerCompatRequest,
  ServerCompatResponse,
} from "./gen/connectrpc/conformance/v1/server_compat_pb.js";
import { ConformanceService } from "./gen/connectrpc/conformance/v1/service_pb.js";
import { registry } from "./registry.js";
import { service } from "./service.js";
import { readMessages, writeMessage } from "./stdio.js";

async function readRequest(): Promise<ServerCompatRequest> {
  for await (const request of readMessages(ServerCompatRequest)) return request;
  throw new Error("Cannot serve: standard input ended before it said how");
}

const { serverCreds, useTls, clientTlsCert, messageReceiveLimit } = await readRequest();

const server = createServer({
  maxReceiveMessageBytes: messageReceiveLimit === 0 ? undefined : messageReceiveLimit,
  // The suite's messages are small: with a size floor no reply would be compressed.
  compression: { minBytes: 0 },
  registry,
});
server.addService(ConformanceService, service, { partial: true });

const pair = { key: serverCreds?.key, cert: serverCreds?.cert };
const clients =
  clientTlsCert.length === 0 ? {} : { ca: clientTlsCert, clientCertificate: "required" as const };
const target = await server.listen("127.0.0.1:0", {
  credentials: useTls ? tls({ ...pair, ...clients }) : undefined,
});
process.once("SIGTERM", () => void server.close({ graceMs: 0 }));

writeMessage(ServerCompatResponse, {
  host: "127.0.0.1",
  port: Number(target.split(":").at(-1)),
  pemCert: useTls ? serverCreds?.cert : undefined,
});
process.stdin.destroy();
