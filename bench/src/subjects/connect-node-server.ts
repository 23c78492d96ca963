// The call on @connectrpc/connect-node, gRPC over cleartext HTTP/2, at its defaults.

import { createServer } from "node:http2";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { announce } from "./announce.js";
import { greeter } from "./connect-node-service.js";

const server = createServer(
  connectNodeAdapter({
    routes(router) {
      router.service(greeter, {
        sayHello: (request) => ({ message: `Hello ${request.name}, I am a gRPC server!` }),
      });
    },
  }),
);
server.listen(0, "127.0.0.1", () => announce(server.address()));
