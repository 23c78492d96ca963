// What may be said with a call, and how long the call may take in the end.

import { assertTimeoutMs, type CancelSource, Metadata, type MetadataInit } from "../grpc/index.js";
import type { CallCredentials } from "./call-credentials.js";

/**
 * The call that another call is made for, usually the one a server's handler was given: the new call
 * ends when it does, has no more time than it and belongs to the same trace.
 */
export interface CallParent extends Partial<CancelSource> {
  /** When the parent must be done; undefined when it may take as long as it likes. */
  readonly deadline?: Date | undefined;
  /** Aborted when the parent is cancelled. */
  readonly signal?: AbortSignal | undefined;
  /** What the parent was sent: the trace context is passed on, nothing else. */
  readonly metadata?: Metadata | undefined;
  /** The parent's time left, in milliseconds; asked in preference to `deadline`. */
  timeRemainingMs?(): number | undefined;
}

/** Options of one call. */
export interface CallOptions {
  /** Milliseconds the call may take: 0 is expired, Infinity (the default) no limit. */
  readonly timeoutMs?: number | undefined;
  /** When the call must be done. With `timeoutMs` as well, the earlier one counts. */
  readonly deadline?: Date | undefined;
  /** Cancels the call when aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Sent before the request. */
  readonly metadata?: Metadata | MetadataInit | undefined;
  /** Who calls, beside what the channel says of that; made by `callCredentials()`. */
  readonly callCredentials?: CallCredentials | undefined;
  /**
   * What the request is compressed with, such as `gzip`, whatever the channel does otherwise; `identity` leaves
   * it as it is.
   */
  readonly compression?: string | undefined;
  /** The largest response message accepted, in place of the channel's limit. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /** The largest request message that is sent, in place of the channel's limit. */
  readonly maxSendMessageBytes?: number | undefined;
  /** The call that this one is made for; `detached(call)` for one that only belongs to its trace. */
  readonly parent?: CallParent | undefined;
  /**
   * True to wait through failures to connect, until a connection, the deadline or the channel's end.
   * Default false: a call waits while the channel connects and fails when that failed.
   */
  readonly waitForReady?: boolean | undefined;
  /**
   * Called with the response headers when they come. What it throws cancels the call; a promise that it
   * gives is not waited for, and cancels a call that has not ended when it rejects.
   */
  readonly onHeaders?: ((headers: Metadata) => void) | undefined;
  /**
   * Called with the trailers before the call settles; not when it ends without any. What it throws
   * cancels the call; what becomes of a promise that it gives does not matter to the call.
   */
  readonly onTrailers?: ((trailers: Metadata) => void) | undefined;
}

/** What carries a trace from one call to the next: W3C Trace Context and OpenCensus. */
const traceKeys = ["traceparent", "tracestate", "grpc-trace-bin"] as const;

/**
 * The milliseconds that a call with these options may take: Infinity without a limit, 0 or less when
 * the time has passed already.
 *
 * @throws RangeError for a timeout that is negative or not a number, or an invalid date, also the parent's
 */
export function resolveTimeoutMs(options: CallOptions): number {
  let timeoutMs = Infinity;
  if (options.timeoutMs !== undefined) {
    assertTimeoutMs(options.timeoutMs);
    timeoutMs = options.timeoutMs;
  }
  if (options.deadline !== undefined) {
    timeoutMs = Math.min(timeoutMs, millisecondsUntil(options.deadline));
  }
  const { parent } = options;
  if (parent !== undefined) {
    const remainingMs = parent.timeRemainingMs?.();
    if (remainingMs !== undefined) {
      if (typeof remainingMs !== "number" || Number.isNaN(remainingMs)) {
        throw new RangeError(
          `Cannot use a parent call with ${String(remainingMs)} ms left: expected a number`,
        );
      }
      timeoutMs = Math.min(timeoutMs, remainingMs);
    } else if (parent.deadline !== undefined) {
      timeoutMs = Math.min(timeoutMs, millisecondsUntil(parent.deadline));
    }
  }
  return timeoutMs;
}

/**
 * The header fields for the metadata of a call with these options; null when there are none.
 * @throws TypeError for metadata that cannot be sent
 */
export function metadataFields(options: CallOptions): readonly string[] | null {
  const { metadata: given, parent } = options;
  if (given === undefined && parent?.metadata === undefined) return null;
  const metadata = given instanceof Metadata ? given : new Metadata(given);
  const fields = metadata.toFields();
  if (parent?.metadata !== undefined) {
    const inherited = new Metadata();
    for (const key of traceKeys) {
      if (metadata.has(key)) continue;
      const value = parent.metadata.get(key);
      if (value !== undefined) inherited.append(key, value as never);
    }
    inherited.appendFieldsTo(fields);
  }
  return fields.length === 0 ? null : fields;
}

function millisecondsUntil(deadline: Date): number {
  const atMs = deadline instanceof Date ? deadline.getTime() : Number.NaN;
  if (Number.isNaN(atMs)) {
    throw new RangeError(`Cannot set deadline to ${String(deadline)}: expected a valid Date`);
  }
  return atMs - Date.now();
}
