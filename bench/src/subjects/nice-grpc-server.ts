// The call on nice-grpc, at its defaults.

import { createServer } from "nice-grpc";
import { greeter } from "./grpc-js-service.js";

const server = createServer();
server.add(greeter, {
  async sayHello(request: { readonly name: string }) {
    return { message: `Hello ${request.name}, I am a gRPC server!` };
  },
});
const port = await server.listen("127.0.0.1:0");
console.log(`127.0.0.1:${port}`);
process.on("SIGTERM", () => process.exit(0));
