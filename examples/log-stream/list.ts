// Reads a stream of log lines: node dist/list.js [--leave-after N] [host:port] [count] [line bytes].
//
// Prints how much came as one line of JSON. With --leave-after it leaves the loop after so many lines,
// which cancels the call.

import { parseArgs } from "node:util";
import { createChannel, createClient } from "trunkline";
import { LogService } from "./gen/log_pb.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { "leave-after": { type: "string", default: "0" } },
});
const [target = "127.0.0.1:50053", count = "100000", lineBytes = "120"] = positionals;
const leaveAfter = Number(values["leave-after"]);

const channel = createChannel(target);
const logs = createClient(LogService, channel);
let lines = 0;
let characters = 0;
for await (const { line } of logs.listLogs({
  count: Number(count),
  lineBytes: Number(lineBytes),
})) {
  lines++;
  characters += line.length;
  if (lines === leaveAfter) break;
}
console.log(JSON.stringify({ lines, characters }));
await channel.close();
