// One stream of a connection, as the layer above uses it (RFC 9113 §5).
//
// The abstract methods are the contract; engine-stream.ts implements them. The fields marked internal
// are the engine's own, plain because they are touched for every frame.

import type { OutputBuffer } from "../base/index.js";
import type { HeaderPart } from "../hpack/index.js";
import { NO_CONTENT_LENGTH } from "./content-length.js";
import { StreamState } from "./stream-state.js";

/**
 * One request and its response: at a server made by `onHeaders`, at a client by `connection.openStream()`. Of its
 * commands, those that come when nothing can be sent any more do nothing.
 */
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
  /** @internal Bytes that the layer above keeps: received, and not yet given back to the window. */
  keptBytes = 0;
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
  /**
   * @internal Bytes that content-length still promises; NO_CONTENT_LENGTH when it was not given. Before the
   * response of a client's stream, ANSWERS_HEAD where its content-length will promise nothing.
   */
  remainingContentBytes: number = NO_CONTENT_LENGTH;
  /** @internal The handler has settled. */
  isReleased = false;

  /**
   * The size of header list that the peer says it takes (SETTINGS_MAX_HEADER_LIST_SIZE): octets of names and
   * values, and 32 a field; Infinity until it says so. Larger ones are sent all the same, and the peer may end
   * the stream or the connection for them (RFC 9113 §10.5.1).
   */
  abstract readonly peerMaxHeaderListBytes: number;
  /** True while the queue is short enough for another message: back-pressure for writers. */
  abstract readonly isWritable: boolean;
  /** True once nothing can be sent any more: ended, reset, or the connection is gone. */
  abstract readonly isWriteClosed: boolean;
  /** True once nothing more can arrive: the peer ended it, it was reset, or the connection is gone. */
  abstract readonly isReadClosed: boolean;

  /**
   * Sends HEADERS; at once, whatever the windows. The first block of this side of the stream: pseudo-headers
   * first, names in lower case, octets as latin1. Nothing is sent on a stream that this side has ended.
   *
   * @throws TypeError for names and values that may not be sent (RFC 9113 §8.2.1); nothing has been then
   * @throws Error at a client whose later streams have begun before this one (RFC 9113 §5.1.1)
   */
  abstract sendHeaders(parts: readonly HeaderPart[], endStream: boolean): void;
  /**
   * Sends a second header block, which ends this side, after everything queued.
   *
   * @throws TypeError for names and values that may not be sent (RFC 9113 §8.2.1)
   */
  abstract sendTrailers(parts: readonly HeaderPart[]): void;
  /** Ends this side without trailers (END_STREAM on an empty DATA frame), after everything queued. */
  abstract end(): void;

  /**
   * Begins a message to be encoded straight into the connection's output: append to the returned
   * buffer, then call commitMessage or abortMessage in the same turn. Null when bytes must queue
   * (earlier ones wait, the socket is full, or another message is being encoded): then use enqueue.
   */
  abstract beginMessage(): OutputBuffer | null;
  /**
   * Sends what has been appended since beginMessage as DATA; what the windows do not let through queues.
   *
   * @throws Error without a beginMessage on this stream
   */
  abstract commitMessage(endStream: boolean): void;
  /** Takes back everything appended since beginMessage. */
  abstract abortMessage(): void;
  /** Sends `bytes` as DATA as the windows allow; keeps them, uncopied, until then. */
  abstract enqueue(bytes: Uint8Array, endStream: boolean): void;

  /** Sends RST_STREAM unless the stream is closed already; drops its queue. No onReset follows. */
  abstract reset(code: number): void;
  /**
   * Says that `byteCount` received bytes have been used up, which opens the window for as many more. What is
   * never consumed stays counted against the connection's window, also after the stream has ended.
   *
   * @throws RangeError for a negative number, or none
   */
  abstract consume(byteCount: number): void;
  /**
   * In place of `consume`, says that `byteCount` received bytes are kept by whoever calls it, who sees to it that
   * they do not become too many: other streams get the connection's window back, and this one gets none until
   * `giveBack`. So bytes that wait for something do not stand in the way of what they wait for.
   *
   * @throws RangeError for a negative number, or none
   */
  abstract keep(byteCount: number): void;
  /**
   * Opens the stream's window for as many bytes as were kept, and no more.
   *
   * @throws RangeError for a negative number, or none
   */
  abstract giveBack(byteCount: number): void;
  /**
   * Says that the handler has settled. A server must call it once for every stream it had onHeaders
   * for: a slot of the concurrency limit comes free only when the stream is closed *and* released.
   * Harmless at a client.
   */
  abstract release(): void;
}
