// Stands between who sends orders and who takes them: node dist/gateway.js <upstream> [host:port].
//
// A message larger than 4 MiB has to be allowed, at both ends of each hop. Prints the bound target as its
// first line; at SIGUSR2, how long its event loop has been held up at most.

import { createChannel, createClient, createServer } from "trunkline";
import { OrderSink } from "./gen/batch_pb.js";
import { watchStalls } from "./stalls.js";

const MOST_BYTES = 256 * 2 ** 20;

const [upstream = "127.0.0.1:50055", target = "127.0.0.1:50054"] = process.argv.slice(2);
const channel = createChannel(upstream);
const sink = createClient(OrderSink, channel);

const server = createServer({ maxReceiveMessageBytes: MOST_BYTES });
server.addService(OrderSink, {
  async takeBatch(batch, call) {
    return sink.takeBatch(batch, { parent: call });
  },
  // What is received is sent as it comes: no more of it is held than windows have room for.
  async takeOrders(orders, call) {
    return sink.takeOrders(orders, { parent: call });
  },
});
console.log(await server.listen(target));
watchStalls();

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    await server.close({ graceMs: 1_000 });
    await channel.close();
  });
}
