// The service under test: it takes an order once the stock is reserved, asks once more where the stock is
// unreachable, and gives it two seconds.

import { randomUUID } from "node:crypto";
import { type Client, type Handlers, Status, StatusError } from "trunkline";
import type { Orders, Stock } from "./gen/shop_pb.js";

const RESERVE_MS = 2_000;

export function createOrders(stock: Client<typeof Stock>): Handlers<typeof Orders> {
  return {
    async place({ sku, quantity }, call) {
      if (quantity < 1) {
        throw new StatusError(Status.INVALID_ARGUMENT, `Cannot order ${quantity} of "${sku}"`);
      }
      // UNAVAILABLE does not say that nothing was reserved: the stock knows a request that comes again by its id.
      const requestId = randomUUID();
      const reserve = () =>
        stock.reserve({ sku, quantity, requestId }, { parent: call, timeoutMs: RESERVE_MS });
      const { id } = await reserve().catch((error: unknown) => {
        if (StatusError.is(error) && error.code === Status.UNAVAILABLE) return reserve();
        throw error;
      });
      return { sku, reservationId: id };
    },
  };
}
