// A Greeter that takes its time, and ends in order: node dist/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line, and at SIGTERM or SIGINT what becomes of its calls.

import { setTimeout as sleep } from "node:timers/promises";
import { Greeter } from "@trunkline-examples/greeter/hello";
import { createServer } from "trunkline";

const server = createServer({ closeOnSignals: { graceMs: 5_000 } });
server.addService(Greeter, {
  async sayHello(request) {
    await sleep(5);
    return { message: `Hello ${request.name}, I am a gRPC server!` };
  },
});
server.onClosing(() => console.log(`Closing with ${server.stats.openCalls} calls under way`));
console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50051"));

await server.closed;
// What the handlers needed, such as a database, is let go here.
const { callsCompleted, callsFailed, callsCancelled } = server.stats;
console.log(`Closed: ${callsCompleted} calls completed, ${callsFailed + callsCancelled} lost`);
