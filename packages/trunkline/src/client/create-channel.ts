// The ways to a channel: to a target on the network, and to a server in this process.

import type { Clock } from "../base/index.js";
import {
  createMemoryPair,
  type Endpoint,
  EndpointSession,
  type Session,
} from "../transport/index.js";
import { CallChannel } from "./call-channel.js";
import type { Channel } from "./channel.js";
import type { ChannelOptions } from "./channel-options.js";
import { type Environment, nodeEnvironment } from "./environment.js";
import { parseTarget, type Target } from "./target.js";

/** A server in this process, made by `createServer`. */
export interface LocalServer {
  /** Not for programs: the time that its calls have, at both ends. */
  readonly clock: Clock;
  /** Not for programs: serves the other end of a pair of endpoints. */
  accept(endpoint: Endpoint): Session;
}

/** Where calls to a server in this process go; it has one address, which no socket is bound to. */
const IN_PROCESS: Target = {
  kind: "addresses",
  text: "in-process",
  authority: "localhost",
  addresses: [{ kind: "unix", path: "in-process" }],
};

/** What a server has as the address of such a client, and the client as the server's. */
const PAIR_NAMES = ["in-process:client", "in-process:server"] as const;

/**
 * A channel to `target`: `localhost:50051`, `dns:///orders:50051`, `ipv4:10.0.3.7:50051`, `[::1]:50051`,
 * `unix:run/orders.sock`. Nothing is connected before the first call. Given a server in place of a
 * target, its calls reach that server without sockets.
 *
 *     const channel = createChannel("localhost:50051");
 *     const greeter = createClient(Greeter, channel);
 *
 * @throws TypeError when the target is none, when plaintext is neither local nor asked for, or TLS in this process;
 * RangeError for a limit out of its range
 */
export function createChannel(target: string | LocalServer, options: ChannelOptions = {}): Channel {
  if (isLocalServer(target)) {
    if (options?.credentials?.kind === "tls") {
      throw new TypeError(
        "Cannot use tls() with a server in this process: nothing is sent that could be secured",
      );
    }
    return new CallChannel(IN_PROCESS, options, localEnvironment(target));
  }
  return new CallChannel(parseTarget(target), options, nodeEnvironment);
}

function isLocalServer(target: string | LocalServer): target is LocalServer {
  return typeof target === "object" && typeof target?.accept === "function";
}

function localEnvironment(server: LocalServer): Environment {
  return {
    ...nodeEnvironment,
    clock: server.clock,
    isInProcess: true,
    async connect(_address, options) {
      const [near, far] = createMemoryPair(options.clock, PAIR_NAMES);
      server.accept(far);
      return new EndpointSession("client", near, options);
    },
  };
}
