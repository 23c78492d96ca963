// The call on @grpc/grpc-js, at its defaults.

import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { greeter } from "./grpc-js-service.js";

const sayHello: handleUnaryCall<{ name: string }, { message: string }> = (call, reply) => {
  reply(null, { message: `Hello ${call.request.name}, I am a gRPC server!` });
};

const server = new Server();
server.addService(greeter, { sayHello });
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  console.log(`127.0.0.1:${port}`);
  process.on("SIGTERM", () => process.exit(0));
});
