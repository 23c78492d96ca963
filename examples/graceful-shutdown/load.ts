// Calls the Greeter without a pause: node dist/load.js host:port,host:port [calls] [callers].
//
// Prints a line when half of the calls are done, then how many there were and how many failed. A failed call is
// not made again.

import { Greeter } from "@trunkline-examples/greeter/hello";
import { createChannel, createClient } from "trunkline";

const [servers = "127.0.0.1:50051", calls = "2000", callers = "50"] = process.argv.slice(2);
const wanted = Number(calls);
const channel = createChannel(`ipv4:${servers}`);
const greeter = createClient(Greeter, channel);
let started = 0;
let answered = 0;
let failed = 0;

async function call(): Promise<void> {
  while (started < wanted) {
    started++;
    try {
      await greeter.sayHello({ name: "itfromzero" }, { timeoutMs: 10_000 });
      answered++;
    } catch (error) {
      failed++;
      console.error(String(error));
    }
    if (answered === wanted / 2) console.log(`${answered} calls answered`);
  }
}

await Promise.all(Array.from({ length: Number(callers) }, call));
console.log(JSON.stringify({ answered, failed, connections: channel.stats.connectionsMade }));
await channel.close();
