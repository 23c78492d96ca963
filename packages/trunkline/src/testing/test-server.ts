// A server whose time a test moves, and that no socket leads to.

import { Server, type ServerOptions } from "../server/index.js";
import { eventLoop } from "../transport/index.js";
import type { VirtualClock } from "./virtual-clock.js";

/** Options of `createTestServer`: those of `createServer`, and the time. */
export interface TestServerOptions extends ServerOptions {
  /** The time of the server, and of every channel to it: deadlines, ages, keepalive, backoff. Default: real time. */
  readonly clock?: VirtualClock | undefined;
}

/**
 * A server that listens nowhere: `createChannel(server)` leads to it, with all rules of a connection.
 *
 *     const clock = new VirtualClock();
 *     const server = createTestServer({ clock });
 *     server.addService(Greeter, greeter);
 *     const client = createClient(Greeter, createChannel(server));
 *     const call = client.sayHello({ name: "Ada" }, { timeoutMs: 5_000 });
 *     await clock.advance(5_000);
 *     await assert.rejects(call, { code: Status.DEADLINE_EXCEEDED });
 *
 * @throws RangeError or TypeError for an option that is not what it should be
 */
export function createTestServer(options: TestServerOptions = {}): Server {
  const { clock = eventLoop, ...serverOptions } = options;
  return new Server(serverOptions, {
    clock,
    async listen() {
      throw new TypeError(
        "Cannot listen with a server made by createTestServer(): reach it with createChannel(server)",
      );
    },
  });
}
