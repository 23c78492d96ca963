// Orders something: node dist/client.js [host:port] [product] [count].
//
// Prints the order and exits 0; or prints what the error says, details included, and exits 1.

import { createChannel, createClient, StatusError } from "trunkline";
import { explain } from "./explain.js";
import { OrderService } from "./gen/orders_pb.js";

const [target = "127.0.0.1:50055", product = "tea", count = "1"] = process.argv.slice(2);
const channel = createChannel(target);
const orders = createClient(OrderService, channel);
try {
  const order = await orders.placeOrder({ product, count: Number(count) }, { timeoutMs: 5_000 });
  console.log(`order ${order.number}: ${order.count} of ${order.product}`);
} catch (error) {
  // What is no StatusError is a mistake of this program: a wrong argument, say.
  if (!StatusError.is(error)) throw error;
  for (const line of explain(error)) console.log(line);
  process.exitCode = 1;
}
await channel.close();
