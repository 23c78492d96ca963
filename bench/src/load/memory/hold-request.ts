// What the holder of connections is asked; the argument of its program.

import type { Protocol } from "../workload.js";

export interface HoldRequest {
  /** `host:port` of the server. */
  readonly target: string;
  readonly protocol: Protocol;
  readonly isTls: boolean;
  /** Connections that each make one call and then stay as they are. */
  readonly connections: number;
  /** HTTP/2: requests without an end that are opened on each, once SIGUSR2 has come; 0 for none. */
  readonly streams: number;
}
