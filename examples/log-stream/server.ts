// A LogService: node dist/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line and serves until SIGTERM or SIGINT. At SIGUSR2 it prints
// how many lines its handlers have been asked for.

import { createServer } from "trunkline";
import { LogService } from "./gen/log_pb.js";
import { logService } from "./log-service.js";

const server = createServer();
server.addService(LogService, logService);
console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50053"));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
process.on("SIGUSR2", () => console.log(`asked for ${server.stats.repliesPulled} lines`));
