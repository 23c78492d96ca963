// An OrderService that says in detail why it refuses: node dist/server.js [host:port], port 0 lets the system choose.
//
// Prints the bound target as its first line, and what is its own fault to stderr; serves until SIGTERM or SIGINT.

import {
  badRequest,
  createServer,
  detail,
  ErrorInfo,
  Metadata,
  QuotaFailure,
  ResourceInfo,
  RetryInfo,
  Status,
  StatusError,
} from "trunkline";
import { OrderService } from "./gen/orders_pb.js";

const stock = new Map([
  ["tea", 12],
  ["milk", 0],
]);

const server = createServer({
  // What handlers throw that is no StatusError comes here, whole. The client is told a fixed sentence.
  onError: ({ kind, path, error }) => console.error(`${kind} ${path}: ${error}`),
});
let orders = 0;

server.addService(OrderService, {
  placeOrder({ product, count }) {
    const violations = [];
    if (product === "") violations.push({ field: "product", description: "is empty" });
    if (count < 1) violations.push({ field: "count", description: "is less than 1" });
    if (violations.length > 0) throw badRequest(violations);

    // A mistake of this program, as they happen: a TypeError.
    if (product === "bug") (undefined as unknown as Map<string, number>).get(product);

    const left = stock.get(product);
    if (left === undefined) {
      throw new StatusError(Status.NOT_FOUND, `There is no product "${product}"`, {
        details: [detail(ResourceInfo, { resourceType: "product", resourceName: product })],
      });
    }
    if (left === 0) {
      throw new StatusError(Status.UNAVAILABLE, `"${product}" is sold out`, {
        details: [
          detail(ErrorInfo, {
            reason: "SOLD_OUT",
            domain: "orders.example",
            metadata: { product },
          }),
          detail(RetryInfo, { retryDelay: { seconds: 60n } }),
        ],
        metadata: new Metadata({ "x-next-delivery": "tomorrow" }),
      });
    }
    if (count > left) {
      throw new StatusError(Status.RESOURCE_EXHAUSTED, `Only ${left} are left of "${product}"`, {
        details: [
          detail(QuotaFailure, {
            violations: [{ subject: product, description: `${left} are left` }],
          }),
        ],
      });
    }
    stock.set(product, left - count);
    return { number: ++orders, product, count };
  },
});

console.log(await server.listen(process.argv[2] ?? "127.0.0.1:50055"));

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => server.close({ graceMs: 1_000 }));
}
