// A UserService: node dist/server.js [--hang] [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line and serves until SIGTERM or SIGINT. With --hang its query
// takes for ever: it ends when the call is cancelled, and prints "query cancelled: REASON".

import { parseArgs } from "node:util";
import { createServer, Status, StatusError } from "trunkline";
import { UserService } from "./gen/user_pb.js";
import { queryUser, slowQuery } from "./user-table.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hang: { type: "boolean", default: false } },
});

const server = createServer();
server.addService(UserService, {
  async getUserStats(request, call) {
    if (values.hang) await slowQuery(call.signal);
    const user = queryUser(request.userId);
    if (user === undefined) throw new StatusError(Status.NOT_FOUND, `No user ${request.userId}`);
    return user;
  },
});
console.log(await server.listen(positionals[0] ?? "127.0.0.1:50052"));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
