// One stream of a connection, as the layer above uses it (RFC 9113 §5).

import type { OutputBuffer } from "../base/index.js";
import type { HeaderPart } from "../hpack/index.js";

export abstract class Stream {
  /** The stream's number on its connection. */
  abstract readonly id: number;
  /** Free for the sink to hang its own state on; the engine never looks at it. */
  context: unknown = null;

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
