// What a server needs of the outside world: time, sockets, chance and signals. Production has one such object; tests put
// virtual time in its place.

import type { Clock } from "../base/index.js";
import {
  type Address,
  eventLoop,
  type Listener,
  type ListenerOptions,
  listen,
  onSignals,
} from "../transport/index.js";

export interface Environment {
  readonly clock: Clock;
  listen(address: Address, options: ListenerOptions): Promise<Listener>;
  /** A number from 0 to 1. */
  random(): number;
  /** Calls the listener for each of these signals until the function is called that it gives. */
  onSignals(signals: readonly NodeJS.Signals[], listener: () => void): () => void;
}

export const nodeEnvironment: Environment = {
  clock: eventLoop,
  listen,
  random: Math.random,
  onSignals,
};
