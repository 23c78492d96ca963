// An HTTP/2 server on the engine alone, without gRPC: node dist/server.js 127.0.0.1:8080

import { createServer } from "node:net";
import { HelloSink } from "./hello-sink.js";
import { SocketHost } from "./socket-host.js";

const [host, port] = (process.argv[2] ?? "127.0.0.1:0").split(":") as [string, string];
// A client whose machine is gone would be kept for ever, but for keepAlive.
const options = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 15_000 };
const server = createServer(options, (socket) => new SocketHost(socket, new HelloSink()));
server.listen(Number(port), host, () => {
  const address = server.address();
  if (address !== null && typeof address === "object") console.log(`${host}:${address.port}`);
});
process.on("SIGTERM", () => process.exit(0));
