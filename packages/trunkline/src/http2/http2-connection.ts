// The connection object: bytes in and out for whoever does I/O, streams for the layer above.

import type { OutputBuffer } from "../base/index.js";
import { checkTimers } from "./check-timers.js";
import { Connection } from "./connection.js";
import type { ConnectionCounters } from "./connection-counters.js";
import { endConnection, failConnection } from "./connection-lifecycle.js";
import { type ConnectionOptions, resolveConnectionOptions } from "./connection-options.js";
import type { ConnectionHost, ConnectionSink, GoAway } from "./connection-sink.js";
import { ConnectionState, type Role } from "./connection-state.js";
import { Wait } from "./connection-timers.js";
import type { Cost } from "./cost-ledger.js";
import { describeGoAway } from "./describe-go-away.js";
import { EngineStream } from "./engine-stream.js";
import { ErrorCode } from "./errors.js";
import { LARGEST_STREAM_ID } from "./frame.js";
import { beginDrain } from "./graceful-end.js";
import { wakeKeepalive } from "./keepalive.js";
import { PingPurpose, sendPing } from "./pings.js";
import { receiveChunk } from "./receive-frames.js";
import { sendGoAway, sendPreface } from "./send-control.js";
import { receivedBytes } from "./size-windows.js";
import type { Stream } from "./stream.js";
import { StreamState } from "./stream-state.js";
import { beginIdle, setTimer } from "./waiting.js";
import { pump, resumePump } from "./write-scheduler.js";

/**
 * RFC 9113 without I/O, for a host of one's own (`ConnectionHost`): bytes in by `receive()`, calls to the sink out;
 * commands in, bytes out by `output`. Over sockets, `listen()` and `connect()` are the host.
 */
export class Http2Connection extends Connection {
  readonly #state: ConnectionState;

  /**
   * @param role which end of the connection this is
   * @param host what takes the output away
   * @param options limits and windows
   * @throws RangeError for an option out of its range
   */
  constructor(role: Role, host: ConnectionHost, options: ConnectionOptions = {}) {
    super();
    this.#state = new ConnectionState(role, resolveConnectionOptions(options), host);
  }

  /**
   * Sets who hears of everything. Call it once, before receive(). A client's preface goes out now, a
   * server's once it has seen the client's: the client might be speaking HTTP/1.1. A connection that has been
   * ended, or given up by its host, while the sink was made tells it so now.
   */
  start(sink: ConnectionSink): void {
    const state = this.#state;
    state.sink = sink;
    if (state.isDead) {
      sink.onClosed(null);
      return;
    }
    setTimer(state, Wait.handshake, state.host.nowMs() + state.options.handshakeTimeoutMs);
    beginIdle(state);
    if (!state.isServer) sendPreface(state);
    if (this.isDrained) sink.onIdle();
  }

  /**
   * Takes in bytes from the peer, those of `chunk` from `from` on. They may be reused as soon as this returns.
   *
   * @param maxWork frames after which the others are left for later, header blocks counting as more than one
   * @returns where the rest begins, with which the next call has to go on; mostly the chunk's length
   */
  receive(chunk: Uint8Array, from: number = 0, maxWork: number = Infinity): number {
    const state = this.#state;
    if (state.isDead) return chunk.length;
    state.isReceiving = true;
    let at = chunk.length;
    try {
      at = receiveChunk(state, chunk, from, state.workDone + maxWork);
    } catch (error) {
      // The sink has thrown, in the midst of a frame: what follows in the chunk cannot be made sense of.
      state.isReceiving = false;
      failConnection(
        state,
        ErrorCode.INTERNAL_ERROR,
        "An error was thrown while a frame was handled",
      );
      throw error;
    }
    state.counters.bytesReceived += at - from;
    state.isReceiving = false;
    // What the peer's frames let go may have been held back while a flush was not possible.
    if (state.output.length > 0 && !state.isFlushScheduled) {
      state.isFlushScheduled = true;
      state.host.scheduleFlush();
    }
    return at;
  }

  /** What has been received so far, in frames and in what header blocks are worth of those: see receive(). */
  get workDone(): number {
    return this.#state.workDone;
  }

  /** Received bytes that wait for the layer above to consume them, of all streams. */
  get unconsumedBytes(): number {
    return this.#state.unconsumedBytes;
  }

  /** The transport is gone; `error` is what it said, null when the peer ended it in order. */
  transportClosed(error: Error | null): void {
    const state = this.#state;
    if (error === null && state.streams.size === 0) {
      endConnection(state, null);
      return;
    }
    const ending =
      error === null
        ? "The peer closed the connection with calls under way"
        : `The connection was lost: ${error.message}`;
    const { goAwayReceived } = state;
    const message =
      goAwayReceived === null ? ending : `${ending}, after ${describeGoAway(goAwayReceived)}`;
    endConnection(state, {
      kind: "connection",
      code: ErrorCode.INTERNAL_ERROR,
      origin: "transport",
      message,
      ...(error === null ? {} : { cause: error }),
    });
  }

  /** Bytes to be sent, from 0 to `output.length`. Whoever takes them sets `length` to 0 and may replace `bytes`. */
  get output(): OutputBuffer {
    return this.#state.output;
  }

  /** True while a message is being encoded at the end of the output, which must not be taken then. */
  get isEncoding(): boolean {
    return this.#state.messageStart >= 0;
  }

  /** The host is about to take the output, to which this may add: further output asks for another flush. */
  outputTaken(): void {
    const state = this.#state;
    state.isFlushScheduled = false;
    if (state.isResting) resumePump(state);
    state.counters.bytesSent += state.output.length;
  }

  /** Says whether the socket has more than it can take; while it has, messages queue. */
  setBlocked(isBlocked: boolean): void {
    const state = this.#state;
    state.isBlocked = isBlocked;
    if (isBlocked) return;
    state.counters.repliesWhileBlocked = 0;
    pump(state);
  }

  /** How long a peer may let everything wait; the host holds its socket to it. */
  get stallTimeoutMs(): number {
    return this.#state.options.stallTimeoutMs;
  }

  /** True after the connection has ended, in order or not. */
  get isDead(): boolean {
    return this.#state.isDead;
  }

  /** What the connection has counted since it began. The same object each time, brought up to date. */
  get counters(): Readonly<ConnectionCounters> {
    const state = this.#state;
    const { counters } = state;
    // Flow control has counted these already.
    counters.dataBytesReceived = receivedBytes(state);
    counters.dataBytesSent = state.sendGrantedBytes - state.sendWindow;
    return counters;
  }

  get costs(): Readonly<Record<keyof typeof Cost, number>> {
    return this.#state.ledger.counts;
  }

  get canOpenStream(): boolean {
    const state = this.#state;
    return (
      !state.isServer &&
      this.isAcceptingStreams &&
      state.slotsTaken < state.peer.maxConcurrentStreams
    );
  }

  get hasReceivedSettings(): boolean {
    return this.#state.hasPeerSettings;
  }

  get isAcceptingStreams(): boolean {
    const state = this.#state;
    return (
      !state.isDead &&
      state.goAwayReceived === null &&
      state.goAwaySentLastId < 0 &&
      (state.isServer || state.lastStreamId < LARGEST_STREAM_ID)
    );
  }

  get openStreamCount(): number {
    return this.#state.slotsTaken;
  }

  get goAwayReceived(): GoAway | null {
    return this.#state.goAwayReceived;
  }

  openStream(context: unknown): Stream | null {
    const state = this.#state;
    if (!this.canOpenStream) {
      state.isCapacityWanted = true;
      return null;
    }
    // Nothing may be sent before the preface, which start() has yet to send where the sink is being made.
    if (state.lastStreamId === 0) sendPreface(state);
    if (state.keepalive !== null) wakeKeepalive(state);
    const id = state.lastStreamId === 0 ? state.options.firstStreamId : state.lastStreamId + 2;
    state.lastStreamId = id;
    const stream = new EngineStream(state, id);
    stream.state = StreamState.idle;
    stream.context = context;
    state.streams.add(stream);
    state.slotsTaken++;
    state.counters.streamsOpened++;
    return stream;
  }

  drain(debugText: string, onLastStreamNamed: (() => void) | null = null): void {
    beginDrain(this.#state, debugText, onLastStreamNamed);
  }

  get isDrained(): boolean {
    const state = this.#state;
    return (
      state.goAwaySentLastId >= 0 &&
      state.goAwaySentLastId !== LARGEST_STREAM_ID &&
      state.slotsTaken === 0
    );
  }

  ping(): void {
    if (!this.#state.isDead) sendPing(this.#state, PingPurpose.requested);
  }

  /** To be called at the time that host.wakeAt() named, and harmless at any other. */
  checkTimers(): void {
    const state = this.#state;
    if (!state.isDead) checkTimers(state, state.host.nowMs());
  }

  goAway(code: number, debugText: string): void {
    const state = this.#state;
    if (state.isDead) return;
    const wasDrained = this.isDrained;
    state.goAwaySentLastId = state.isServer ? state.lastStreamId : 0;
    sendGoAway(state, state.goAwaySentLastId, code, debugText);
    if (this.isDrained && !wasDrained) state.sink.onIdle();
  }
}
