// A Greeter server: node dist/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line and serves until SIGTERM or SIGINT.

import { createServer } from "trunkline";
import { Greeter } from "./gen/hello_pb.js";

const server = createServer();
server.addService(Greeter, {
  async sayHello(request) {
    return { message: `Hello ${request.name}, I am a gRPC server!` };
  },
});
console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50051"));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
