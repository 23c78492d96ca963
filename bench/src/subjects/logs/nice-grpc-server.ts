// The stream on nice-grpc, at its defaults.

import { createServer } from "nice-grpc";
import { logService } from "./grpc-js-service.js";
import { lineOf } from "./lines.js";

const server = createServer();
server.add(logService, {
  async *listLogs() {
    for (let at = 0; ; at++) yield { line: lineOf(at) };
  },
});
const port = await server.listen("127.0.0.1:0");
console.log(`127.0.0.1:${port}`);
process.on("SIGTERM", () => process.exit(0));
