// A Greeter that takes its time: node drain-server.js <port> <grace in ms>, port 0 lets the system choose.
//
// Prints the bound target as its first line. SIGTERM closes it with that grace; then it prints how many calls
// it has served, and ends.

import { setTimeout } from "node:timers/promises";
import { Greeter } from "@trunkline-examples/greeter/hello";
import { createServer } from "trunkline";

const MOST_MS = 40;
/** One call of so many takes LONG_MS, so that there is something to wait for whenever a server is closed. */
const CALLS_A_LONG_ONE = 500;
const LONG_MS = 1_500;

const [port = "0", graceMs = "0"] = process.argv.slice(2);
let served = 0;

const server = createServer();
server.addService(Greeter, {
  async sayHello({ name }) {
    served++;
    await setTimeout(served % CALLS_A_LONG_ONE === 0 ? LONG_MS : Math.random() * MOST_MS);
    return { message: `Hello ${name}, I am a gRPC server!` };
  },
});
process.once("SIGTERM", async () => {
  await server.close({ graceMs: Number(graceMs) });
  console.log(`served ${served} calls`);
});
console.log(await server.listen(`127.0.0.1:${port}`));
