// The example's Greeter over TLS, which the example does not speak.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { createServer, insecure, tls } from "trunkline";
import { givenCertificate } from "./secured.js";

const certificate = givenCertificate();
const server = createServer();
server.addService(Greeter, {
  async sayHello(request) {
    return { message: `Hello ${request.name}, I am a gRPC server!` };
  },
});
const credentials = certificate === undefined ? insecure() : tls(certificate);
console.log(await server.listen("127.0.0.1:0", { credentials }));
process.on("SIGTERM", () => process.exit(0));
