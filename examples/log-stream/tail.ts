// Follows the log in both directions at once: node dist/tail.js [host:port].
//
// Asks for everything, after ten lines changes its mind and asks for errors only, and ends when it has
// seen three of them since. Prints every line.

import { createChannel, createClient, outbox } from "trunkline";
import { Level, LogService, type TailFilterInit } from "./gen/log_pb.js";

const channel = createChannel(process.argv[2] ?? "127.0.0.1:50053");
const logs = createClient(LogService, channel);

const filters = outbox<TailFilterInit>();
await filters.write({ atLeast: Level.INFO });
let lines = 0;
let errorsSinceChange = 0;
for await (const line of logs.tailLogs(filters)) {
  console.log(`${line.level} ${line.text}`);
  lines++;
  if (lines === 10) {
    await filters.write({ atLeast: Level.ERROR });
    console.log("only errors from here on");
  }
  if (lines > 10 && line.level === Level.ERROR) errorsSinceChange++;
  if (errorsSinceChange === 3) filters.end();
}
await channel.close();
