// The stream on @connectrpc/connect-node, gRPC over cleartext HTTP/2, at its defaults.

import { createServer } from "node:http2";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { announce } from "../announce.js";
import { logService } from "../connect-node-service.js";
import { lineOf } from "./lines.js";

const server = createServer(
  connectNodeAdapter({
    routes(router) {
      router.service(logService, {
        async *listLogs() {
          for (let at = 0; ; at++) yield { line: lineOf(at) };
        },
      });
    },
  }),
);
server.listen(0, "127.0.0.1", () => announce(server.address()));
