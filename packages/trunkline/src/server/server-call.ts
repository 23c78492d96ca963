// What a handler knows of its call, and what it can say beside its replies.

import type { CallValues, Metadata } from "../grpc/index.js";
import type { Peer } from "./peer.js";

/** The second argument of every handler. Nothing in it is made before it is asked for. */
export interface ServerCall {
  /** The rpc's path, `/shop.Orders/Get`. */
  readonly path: string;
  /** The client: its address, and its certificate where it has shown one. */
  readonly peer: Peer;

  /** Values that interceptors have set, by keys made with `contextKey`. */
  readonly context: CallValues;

  /** What the client sent before its messages. */
  readonly metadata: Metadata;
  /** Sent to the client before the first reply; later changes come too late. */
  readonly responseHeaders: Metadata;
  /** Sent to the client after the last reply, beside the status. */
  readonly responseTrailers: Metadata;
  /**
   * Sends `responseHeaders` now, and not with the first reply.
   * @throws TypeError when they have been sent already
   */
  sendHeaders(): void;

  /**
   * Compresses the replies with `encoding`, such as `gzip`, whatever the server does otherwise; `identity` leaves
   * them as they are. They stay as they are too where the client does not take it.
   * @throws RangeError for an encoding that the server has not; TypeError when headers have been sent
   */
  setCompression(encoding: string): void;

  /** When the client stops waiting; undefined when it set no limit. */
  readonly deadline: Date | undefined;
  /** Milliseconds until the deadline: 0 when it has passed, Infinity when there is none. */
  timeRemainingMs(): number;

  /** True once nobody waits for the reply: the client left, the deadline passed, or the server closes. */
  readonly isCancelled: boolean;
  /** Aborted when the call is cancelled, with a StatusError that says why. Hand it to whatever takes time. */
  readonly signal: AbortSignal;
  /** @throws StatusError CANCELLED or DEADLINE_EXCEEDED once the call is cancelled */
  throwIfCancelled(): void;
}
