// The way to a channel.

import { CallChannel } from "./call-channel.js";
import type { Channel } from "./channel.js";
import type { ChannelOptions } from "./channel-options.js";
import { nodeEnvironment } from "./environment.js";

/**
 * A channel to `target`: `localhost:50051`, `dns:///orders:50051`, `ipv4:10.0.3.7:50051`, `[::1]:50051`,
 * `unix:run/orders.sock`. Nothing is connected before the first call.
 *
 *     const channel = createChannel("localhost:50051");
 *     const greeter = createClient(Greeter, channel);
 *
 * @throws TypeError when the target is none, or when plaintext is neither local nor asked for
 */
export function createChannel(target: string, options: ChannelOptions = {}): Channel {
  return new CallChannel(target, options, nodeEnvironment);
}
