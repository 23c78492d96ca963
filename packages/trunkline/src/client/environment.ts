// What a channel needs of the outside world: time, names, sockets and chance. Production has one such
// object; tests put virtual time and the in-memory pair in its place.

import { lookup } from "node:dns/promises";
import type { Clock } from "../base/index.js";
import {
  type Address,
  type ConnectOptions,
  connect,
  eventLoop,
  type Session,
} from "../transport/index.js";

export interface Environment {
  readonly clock: Clock;
  /** True where what is sent does not leave the process. */
  readonly isInProcess?: boolean | undefined;
  /** The IP addresses of a host name, best first; rejects when there are none. */
  lookup(host: string): Promise<readonly string[]>;
  /** A session once the socket is connected; rejects with the socket's error or the signal's reason. */
  connect(address: Address, options: ConnectOptions): Promise<Session>;
  /** A number from 0 to 1. */
  random(): number;
}

export const nodeEnvironment: Environment = {
  clock: eventLoop,
  async lookup(host: string): Promise<readonly string[]> {
    const found = await lookup(host, { all: true });
    return found.map(({ address }) => address);
  },
  connect,
  random: Math.random,
};
