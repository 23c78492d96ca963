// Three ways to test a service without sockets and without waiting: a mock of what it calls, virtual time,
// and faults on purpose.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createChannel, createClient, Status, StatusError } from "trunkline";
import { createTestServer, Faults, inTurn, mockService, VirtualClock } from "trunkline/testing";
import { Orders, Stock } from "./gen/shop_pb.js";
import { createOrders } from "./orders.js";

const book = { sku: "book", quantity: 2 };

test("an order is placed once its stock is reserved", async () => {
  await using stock = mockService(Stock, { reserve: () => ({ id: "r1" }) });
  const orders = serveOrders(stock.channel);
  assert.deepEqual(await orders.place(book), { sku: "book", reservationId: "r1" });
  const [reserved] = stock.calls.reserve[0]!.requests;
  assert.deepEqual(reserved, { ...book, requestId: reserved!.requestId });
});

test("stock that is unreachable is asked once more, for the same request", async () => {
  await using stock = mockService(Stock, {
    reserve: inTurn(new StatusError(Status.UNAVAILABLE, "Restarting"), () => ({ id: "r2" })),
  });
  const orders = serveOrders(stock.channel);
  assert.equal((await orders.place(book)).reservationId, "r2");
  const ids = stock.calls.reserve.map(({ requests }) => requests[0]?.requestId);
  assert.deepEqual(ids, [ids[0], ids[0]]);
});

test("stock that does not answer has two seconds, which pass at once", async () => {
  const clock = new VirtualClock();
  await using stock = mockService(
    Stock,
    { reserve: () => new Promise<never>(() => {}) },
    { clock },
  );
  const orders = serveOrders(stock.channel, clock);
  const failed = assert.rejects(orders.place(book), { code: Status.DEADLINE_EXCEEDED });
  await clock.advance(2_000);
  await failed;
});

test("a connection to the stock that is lost is no lost order", async () => {
  const faults = new Faults();
  const stock = createTestServer({ interceptors: [faults.interceptor] });
  stock.addService(Stock, { reserve: () => ({ id: "r3" }) });
  const orders = serveOrders(createChannel(stock));
  faults.once(Stock.methods.reserve, { connectionLost: true });
  assert.equal((await orders.place(book)).reservationId, "r3");
});

test("an order of nothing is refused, and the stock not asked", async () => {
  await using stock = mockService(Stock);
  const orders = serveOrders(stock.channel);
  await assert.rejects(orders.place({ sku: "book" }), {
    code: Status.INVALID_ARGUMENT,
    message: 'Cannot order 0 of "book"',
  });
  assert.deepEqual(stock.calls.reserve, []);
});

/** A client of the service under test, which calls the stock at the other end of `channel`. */
function serveOrders(channel: ReturnType<typeof createChannel>, clock?: VirtualClock) {
  const server = createTestServer({ clock });
  server.addService(Orders, createOrders(createClient(Stock, channel)));
  return createClient(Orders, createChannel(server));
}
