// Asks a UserService for one user: node dist/client.js [--timeout-ms N] [host:port] [user id].
//
// Prints the stats as one line of JSON and exits 0, or prints the status to stderr and exits 1. Each
// call has a deadline of 5 seconds unless told otherwise.

import { parseArgs } from "node:util";
import { createChannel, createClient, StatusError } from "trunkline";
import { UserService } from "./gen/user_pb.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "timeout-ms": { type: "string", default: "5000" } },
});
const [target = "127.0.0.1:50052", userId = "7"] = positionals;

const channel = createChannel(target);
const users = createClient(UserService, channel);
try {
  const timeoutMs = Number(values["timeout-ms"]);
  const user = await users.getUserStats({ userId: Number(userId) }, { timeoutMs });
  console.log(JSON.stringify(user));
} catch (error) {
  if (!StatusError.is(error)) throw error;
  console.error(`${error.codeName}: ${error.message}`);
  process.exitCode = 1;
}
await channel.close();
