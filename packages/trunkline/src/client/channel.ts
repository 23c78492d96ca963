// What users see of a channel.

import type { CloseOptions } from "../grpc/index.js";
import type { ConnectivityState } from "./connectivity.js";

/** What a channel is doing at this moment. */
export interface ChannelStats {
  /** Calls that have a stream and have not ended. */
  readonly openCalls: number;
  /** Calls that wait for their credentials, for a connection, or for a stream beyond the server's limit. */
  readonly queuedCalls: number;
  /** Connections made since the channel was created. */
  readonly connectionsMade: number;
  /** True once a server has spoken HTTP/2: one that merely takes connections may be stuck. */
  readonly hasAnswered: boolean;
}

/** Where the calls to one server go; made by `createChannel`. */
export interface Channel {
  /** As given to `createChannel`; `in-process` for a server in this process. */
  readonly target: string;
  readonly state: ConnectivityState["kind"];
  readonly stats: ChannelStats;
  /**
   * Takes no new calls, fails those still queued, lets open ones finish for `graceMs` (default 10,000;
   * 0 is at once) and then cancels them, at 0 also those that wait for their credentials. Resolves when the connections are closed. Rejects with a
   * RangeError when `graceMs` is negative or not a number, with a TypeError when the options are no
   * object, and for no other reason.
   */
  close(options?: CloseOptions): Promise<void>;
  /** `close()` with its default time: `await using channel = createChannel(target)`. */
  [Symbol.asyncDispose](): Promise<void>;
}
