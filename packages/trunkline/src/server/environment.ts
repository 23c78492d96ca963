// What a server needs of the outside world: time and sockets. Production has one such object; tests put
// virtual time in its place.

import type { Clock } from "../base/index.js";
import {
  type Address,
  eventLoop,
  type Listener,
  type ListenerOptions,
  listen,
} from "../transport/index.js";

export interface Environment {
  readonly clock: Clock;
  listen(address: Address, options: ListenerOptions): Promise<Listener>;
}

export const nodeEnvironment: Environment = { clock: eventLoop, listen };
