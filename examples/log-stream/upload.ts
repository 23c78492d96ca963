// Uploads log lines, the other way round: node dist/upload.js [host:port] [count].
//
// The lines come from a generator, which is asked for the next one when there is room for it. Prints
// the server's summary as one line of JSON.

import { createChannel, createClient } from "trunkline";
import { Level, type LogLineInit, LogService } from "./gen/log_pb.js";

const [target = "127.0.0.1:50053", count = "100000"] = process.argv.slice(2);

function* recentLines(): Generator<LogLineInit> {
  for (let number = 1; number <= Number(count); number++) {
    yield { level: number % 10 === 0 ? Level.ERROR : Level.INFO, text: `event ${number}` };
  }
}

const channel = createChannel(target);
const logs = createClient(LogService, channel);
const { lines, bytes, errors } = await logs.uploadLogs(recentLines(), { timeoutMs: 60_000 });
console.log(JSON.stringify({ lines, bytes: Number(bytes), errors }));
await channel.close();
