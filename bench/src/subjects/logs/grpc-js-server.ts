// The stream on @grpc/grpc-js, at its defaults: as many writes as the stream takes, then its drain.

import { type handleServerStreamingCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { logService } from "./grpc-js-service.js";
import { lineOf } from "./lines.js";

const listLogs: handleServerStreamingCall<object, { line: string }> = (call) => {
  let at = 0;
  const write = () => {
    while (!call.cancelled && call.write({ line: lineOf(at++) }));
    if (!call.cancelled) call.once("drain", write);
  };
  write();
};

const server = new Server();
server.addService(logService, { listLogs });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(`127.0.0.1:${port}`);
  process.on("SIGTERM", () => process.exit(0));
});
