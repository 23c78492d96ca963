// Constant bytes for constant bytes: what a call costs at least, whatever the protocol.

import type { Socket } from "node:net";
import type { LoadConnection, Tally } from "./tally.js";
import { RAW_REPLY, RAW_REQUEST } from "./workload.js";

/** One connection of a load without protocol, one call in flight. */
export class RawLoad implements LoadConnection {
  readonly drained: Promise<void>;
  /** Constant bytes have no moment at which they are due. */
  readonly hasRoom = false;

  constructor(socket: Socket, tally: Tally) {
    this.drained = new Promise((finish) => {
      let received = 0;
      socket.on("data", (chunk) => {
        const end = received + chunk.length;
        if (end > RAW_REPLY.length || RAW_REPLY.compare(chunk, 0, chunk.length, received, end)) {
          tally.fail(`Reply is not the one expected: ${chunk.toString("hex")}`);
          return;
        }
        received = end % RAW_REPLY.length;
        if (received > 0) return;
        tally.answered(0);
        if (tally.isDraining) finish();
        else socket.write(RAW_REQUEST);
      });
      socket.write(RAW_REQUEST);
    });
  }

  start(): void {}
  flush(): void {}
}
