// What the layer above hears from a connection. One object of fixed shape, its methods called
// synchronously from within Connection.receive(): no events, no promises.
//
// A sink must not throw: what it throws from within receive() ends the connection and reaches whoever called
// that. It may call any command of the connection and its streams from inside any
// method. Views of received bytes are valid only until the method returns: whoever keeps them, copies.

import type { HeaderBlock } from "../hpack/index.js";
import type { ConnectionError, StreamError } from "./errors.js";
import type { Stream } from "./stream.js";

/** The peer has said that it takes no new streams (RFC 9113 §6.8). */
export interface GoAway {
  /** Streams with higher ids were not and will not be processed. */
  readonly lastStreamId: number;
  /** An ErrorCode, or a number unknown to us. */
  readonly code: number;
  /** What the peer says of it for people; empty when it says nothing. */
  readonly debugText: string;
}

/**
 * Hears of everything on a connection, and answers it: implemented by whoever uses the engine, one for each
 * connection. Every method is there, and none may throw.
 */
export interface ConnectionSink {
  /**
   * The first header block of a stream: the request at a server, the response at a client (1xx
   * responses are skipped). `stream.context` is free for the sink to hang its own state on.
   */
  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void;
  /**
   * Bytes `start` to `end` of `chunk` arrived on the stream, already stripped of padding. May be empty
   * when `endStream`. The bytes stay counted against the stream's window until `stream.consume(n)`.
   */
  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void;
  /** A second header block; it always ends the peer's side of the stream. */
  onTrailers(stream: Stream, headers: HeaderBlock): void;
  /**
   * Server: the peer resets the stream, and asks whether that is a call's ordinary end and free, or a
   * waste of what was done for it. Free once something has been answered or the call's deadline is over.
   */
  isResetFree(stream: Stream): boolean;
  /**
   * The stream was reset, by the peer or by the engine, or went down with the connection. Nothing more
   * comes for it. Not called for a reset that this side asked for with `stream.reset()`, nor for
   * RST_STREAM(NO_ERROR) after the stream's end was received: at a client that is a complete response.
   */
  onReset(stream: Stream, error: StreamError): void;
  /** The stream's queue has fallen below its low-water mark: a writer that waited may go on. */
  onWritable(stream: Stream): void;
  /** The peer's first SETTINGS have come, so it speaks HTTP/2. Called once. */
  onSettings(): void;
  /** Client: one more stream can be opened than before (a slot came free, or SETTINGS raised the limit). */
  onCapacity(): void;
  /**
   * No stream is left: the last one has closed and, at a server, its handler has settled. Also called when
   * the end of a connection without streams has been announced (`connection.isDrained`).
   */
  onIdle(): void;
  /** The peer has answered `connection.ping()`. */
  onPingAck(): void;
  /** The peer sent GOAWAY; streams above `lastStreamId` have just had onReset with REFUSED_STREAM. */
  onGoAway(goAway: GoAway): void;
  /** The connection is over; every open stream has had its onReset. `null` when it ended in order. */
  onClosed(error: ConnectionError | null): void;
}

/** What a connection needs of the side that does I/O. */
export interface ConnectionHost {
  /**
   * There is output, and no receive() under way that will be followed by a flush: take it before the
   * event loop waits again. Called at most once until the output is taken.
   */
  scheduleFlush(): void;
  /** So much output has gathered (64 KiB, or all but 32 KiB of a larger buffer) that it is to be taken now. */
  flush(): void;
  /** Memory to write output into, from a pool that idle connections give theirs back to. */
  lendBuffer(): Uint8Array;
  /** Monotonic milliseconds. Asked only now and then, never for each frame. */
  nowMs(): number;
  /** Call `connection.checkTimers()` at this time of that clock, and no earlier; Infinity never. */
  wakeAt(atMs: number): void;
}
