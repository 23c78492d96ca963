// The call on @grpc/grpc-js, at its defaults; over TLS where it is given a certificate.

import { type handleUnaryCall, Server, ServerCredentials } from "@grpc/grpc-js";
import { greeter } from "./grpc-js-service.js";
import { givenCertificate } from "./secured.js";

const sayHello: handleUnaryCall<{ name: string }, { message: string }> = (call, reply) => {
  reply(null, { message: `Hello ${call.request.name}, I am a gRPC server!` });
};

function credentials(): ServerCredentials {
  const certificate = givenCertificate();
  if (certificate === undefined) return ServerCredentials.createInsecure();
  const pair = {
    private_key: Buffer.from(certificate.key),
    cert_chain: Buffer.from(certificate.cert),
  };
  return ServerCredentials.createSsl(null, [pair]);
}

const server = new Server();
server.addService(greeter, { sayHello });
server.bindAsync("127.0.0.1:0", credentials(), (error, port) => {
  if (error !== null) throw error;
  console.log(`127.0.0.1:${port}`);
  process.on("SIGTERM", () => process.exit(0));
});
