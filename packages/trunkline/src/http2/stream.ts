// One stream of a connection, as the layer above uses it (RFC 9113 §5).
//
// The abstract methods are the contract; engine-stream.ts implements them. The fields marked internal
// are the engine's own, plain because they are touched for every frame.

import type { OutputBuffer } from "../base/index.js";
import type { HeaderPart } from "../hpack/index.js";
import { StreamState } from "./stream-state.js";

export abstract class Stream {
  /** The stream's number on its connection. */
  abstract readonly id: number;
  /** Free for the sink to hang its own state on; the engine never looks at it. */
  context: unknown = null;

  /** @internal */
  state: StreamState = StreamState.open;
  /** @internal Bytes that the peer's window lets us send; negative when it shrank (RFC 9113 §6.9.2, §6.9.3). */
  sendWindow = 0;
  /** @internal Bytes that our window still lets the peer send. */
  receiveWindow = 0;
  /** @internal Received bytes that the layer above has not consumed. */
  unconsumedBytes = 0;
  /** @internal Consumed bytes not yet given back by WINDOW_UPDATE. */
  unreturnedBytes = 0;
  /** @internal Bytes waiting for windows or the socket, oldest first; null when nothing ever waited. */
  queue: Uint8Array[] | null = null;
  /** @internal How much of the queue's first entry is sent. */
  queueOffset = 0;
  /** @internal */
  queuedBytes = 0;
  /** @internal The queue has passed its high-water mark and not yet fallen below the low one. */
  isFull = false;
  /** @internal What ends this side once the queue is empty: trailers, or nothing but END_STREAM. */
  queuedEnd: readonly HeaderPart[] | "endStream" | null = null;
  /** @internal Stands in one of the write scheduler's lists. */
  isScheduled = false;
  /** @internal */
  hasReceivedHeaders = false;
  /** @internal Bytes that content-length still promises; -1 when it was not given. */
  remainingContentBytes = -1;
  /** @internal The handler has settled. */
  isReleased = false;

  /** True while the queue is short enough for another message: back-pressure for writers. */
  abstract readonly isWritable: boolean;
  /** True once nothing can be sent any more: ended, reset, or the connection is gone. */
  abstract readonly isWriteClosed: boolean;
  /** True once nothing more can arrive: the peer ended it, it was reset, or the connection is gone. */
  abstract readonly isReadClosed: boolean;

  /** Sends HEADERS; at once, whatever the windows. The first block of this side of the stream. */
  abstract sendHeaders(parts: readonly HeaderPart[], endStream: boolean): void;
  /** Sends a second header block, which ends this side, after everything queued. */
  abstract sendTrailers(parts: readonly HeaderPart[]): void;
  /** Ends this side without trailers (END_STREAM on an empty DATA frame), after everything queued. */
  abstract end(): void;

  /**
   * Begins a message to be encoded straight into the connection's output: append to the returned
   * buffer, then call commitMessage or abortMessage in the same turn. Null when bytes must queue
   * (earlier ones wait, the socket is full, or another message is being encoded): then use enqueue.
   */
  abstract beginMessage(): OutputBuffer | null;
  /** Sends what has been appended since beginMessage as DATA; what the windows do not let through queues. */
  abstract commitMessage(endStream: boolean): void;
  /** Takes back everything appended since beginMessage. */
  abstract abortMessage(): void;
  /** Sends `bytes` as DATA as the windows allow; keeps them, uncopied, until then. */
  abstract enqueue(bytes: Uint8Array, endStream: boolean): void;

  /** Sends RST_STREAM unless the stream is closed already; drops its queue. No onReset follows. */
  abstract reset(code: number): void;
  /** Says that `byteCount` received bytes have been used up, which opens the window for as many more. */
  abstract consume(byteCount: number): void;
  /**
   * Says that the handler has settled. A server must call it once for every stream it had onHeaders
   * for: a slot of the concurrency limit comes free only when the stream is closed *and* released.
   * Harmless at a client.
   */
  abstract release(): void;
}
