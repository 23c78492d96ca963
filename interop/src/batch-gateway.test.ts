// examples/batch-gateway: orders pass through a gateway, in one message and as a stream.

import assert from "node:assert/strict";
import { it } from "node:test";
import { type OrderInit, OrderSink } from "@trunkline-examples/batch-gateway/batch";
import { createChannel, createClient, createServer } from "trunkline";
import { withArgs } from "./command.js";
import { typescriptExample } from "./example-programs.js";
import { startServer } from "./program.js";

const ORDERS = 500;

function orderOf(at: number): OrderInit {
  // 12 KiB each: together more than the 4 MiB that a message may have where nobody allows more.
  const title = `Thing ${at} `.padEnd(12_288, ".");
  return { id: BigInt(at), items: [{ title, quantity: 2, price: 0.25 }] };
}

it("batch-gateway hands on orders in one message and as a stream", async () => {
  const taken: number[] = [];
  const server = createServer({ maxReceiveMessageBytes: 2 ** 24 });
  server.addService(OrderSink, {
    async takeBatch({ orders }) {
      taken.push(orders.length);
      return { orders: orders.length, total: orders.length / 2 };
    },
    async takeOrders(orders) {
      let count = 0;
      for await (const { items } of orders) count += items.length;
      taken.push(count);
      return { orders: count, total: count / 2 };
    },
  });
  const upstream = await server.listen("127.0.0.1:0");
  await using gateway = await startServer(
    withArgs(typescriptExample("batch-gateway", "gateway"), upstream, "127.0.0.1:0"),
  );
  const channel = createChannel(gateway.target);
  const sink = createClient(OrderSink, channel);
  const orders = Array.from({ length: ORDERS }, (_, at) => orderOf(at));
  const expected = { orders: ORDERS, total: ORDERS / 2 };
  assert.deepEqual(await sink.takeBatch({ orders }), expected);
  assert.deepEqual(await sink.takeOrders(orders), expected);
  assert.deepEqual(taken, [ORDERS, ORDERS]);
  await channel.close();
  await server.close();
});
