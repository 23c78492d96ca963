// An engine with everything around it watched: what its sink hears is checked against the contract in
// connection-sink.ts, what it sends by output-check.testing.ts. Whoever drives it gives it bytes and
// commands and calls `settle` after each; whatever must not happen throws a Finding.

import {
  type ConnectionError,
  type ConnectionHost,
  type ConnectionOptions,
  type ConnectionSink,
  type GoAway,
  type HeaderBlock,
  Http2Connection,
  type Role,
  type Stream,
  type StreamError,
} from "../index.js";
import { StreamState } from "../stream-state.js";
import { Finding } from "./finding.testing.js";
import { OutputCheck } from "./output-check.testing.js";
import type { Frame } from "./wire.testing.js";

/** What the layer above knows of one stream. */
export interface WatchedStream {
  readonly stream: Stream;
  hasHeardHeaders: boolean;
  hasHeardEnd: boolean;
  hasHeardReset: boolean;
  hasSentHeaders: boolean;
  hasReset: boolean;
  isReleased: boolean;
  unconsumedBytes: number;
}

export type EngineEvent =
  | {
      readonly kind: "headers";
      readonly streamId: number;
      readonly fields: readonly string[];
      readonly end: boolean;
    }
  | {
      readonly kind: "data";
      readonly streamId: number;
      readonly bytes: Uint8Array;
      readonly end: boolean;
    }
  | { readonly kind: "trailers"; readonly streamId: number; readonly fields: readonly string[] }
  | { readonly kind: "reset"; readonly streamId: number; readonly error: StreamError }
  | { readonly kind: "writable"; readonly streamId: number }
  | { readonly kind: "settings" | "capacity" | "idle" | "pingAck" }
  | { readonly kind: "goAway"; readonly goAway: GoAway }
  | { readonly kind: "closed"; readonly error: ConnectionError | null };

export interface SentFrame {
  readonly frame: Frame;
  readonly block: HeaderBlock | null;
}

export class WatchedEngine implements ConnectionSink {
  readonly role: Role;
  readonly connection: Http2Connection;
  readonly streams: Map<number, WatchedStream> = new Map();
  readonly output: OutputCheck;
  /** What was heard, in order; whoever reads it empties it. */
  readonly events: EngineEvent[] = [];
  /** What was sent, in order; whoever reads it empties it. */
  readonly sent: SentFrame[] = [];
  /** The same as bytes. */
  readonly sentBytes: Uint8Array[] = [];
  /** Called after each event, inside the engine's call: it may give commands. */
  onEvent: (event: EngineEvent) => void = () => {};
  /** Called where the engine asks the layer above something, which may give commands then too. */
  onQuestion: () => void = () => {};
  /** Called when the engine has its output taken in the midst of something. */
  onFlush: () => void = () => {};
  closed: { readonly error: ConnectionError | null } | null = null;
  #hasHeardSettings = false;
  /** The host's clock. */
  nowMs = 0;
  #wakesAtMs = Infinity;
  #isFlushDue = false;
  #highestId = 0;

  constructor(role: Role, options: ConnectionOptions = {}) {
    this.role = role;
    this.output = new OutputCheck(role);
    const host: ConnectionHost = {
      scheduleFlush: () => {
        if (this.#isFlushDue)
          throw new Finding("scheduleFlush() twice before the output was taken");
        this.#isFlushDue = true;
      },
      flush: () => {
        this.takeOutput();
        this.onFlush();
      },
      lendBuffer: () => new Uint8Array(4096),
      nowMs: () => this.nowMs,
      wakeAt: (atMs) => {
        if (Number.isNaN(atMs)) throw new Finding("wakeAt(NaN)");
        this.#wakesAtMs = atMs;
      },
    };
    this.connection = new Http2Connection(role, host, options);
    this.connection.start(this);
    this.settle();
  }

  /** @param maxWork what the engine is to take in at once, as in Http2Connection.receive() */
  receive(chunk: Uint8Array, maxWork: number = Infinity): void {
    const wasDead = this.connection.isDead;
    const heard = this.events.length;
    // The engine must not keep views: what it was given is worthless afterwards.
    const lent = new Uint8Array(chunk);
    for (let at = 0; at < lent.length; ) {
      const next = this.connection.receive(lent, at, maxWork);
      if (next <= at) throw new Finding("receive() took in nothing");
      at = next;
    }
    lent.fill(0xee);
    if (wasDead && this.events.length > heard)
      throw new Finding("a dead connection said something");
    this.settle();
  }

  /** Lets time go by, to each time at which the engine wants to be woken. */
  wait(forMs: number): void {
    const untilMs = this.nowMs + forMs;
    for (let wakes = 0; this.#wakesAtMs <= untilMs && !this.connection.isDead; wakes++) {
      if (wakes > 1000) throw new Finding("the engine wants to be woken without end");
      this.nowMs = Math.max(this.nowMs, this.#wakesAtMs);
      this.connection.checkTimers();
      this.settle();
    }
    this.nowMs = untilMs;
  }

  /** Client: opens a stream. */
  open(): WatchedStream | null {
    const stream = this.connection.openStream(null);
    return stream === null ? null : this.#watch(stream);
  }

  /** Checks what must hold whenever the engine has returned, and takes what it has to send. */
  settle(): void {
    const { connection } = this;
    if (connection.isEncoding) return;
    if (connection.output.length > 0 && !this.#isFlushDue) {
      throw new Finding("there is output and nobody was asked to flush");
    }
    // What a pump that rested goes on with asks for a flush of its own.
    do this.takeOutput();
    while (this.#isFlushDue);
    if (connection.isDead !== (this.closed !== null)) throw new Finding("isDead without onClosed");
    if (this.closed !== null) this.#checkEnd(this.closed.error);
    let slots = 0;
    for (const watched of this.streams.values()) {
      const isClosed = this.#checkStream(watched);
      if (!isClosed || (this.role === "server" && !watched.isReleased)) slots++;
      // Nobody can speak of it any more.
      else this.streams.delete(watched.stream.id);
    }
    if (connection.openStreamCount !== slots) {
      throw new Finding(`openStreamCount is ${connection.openStreamCount}: expected ${slots}`);
    }
  }

  /** @returns whether the stream is closed */
  #checkStream({ stream, hasHeardEnd, hasHeardReset, hasReset }: WatchedStream): boolean {
    const isClosed = stream.state === StreamState.closed;
    const hasEnded = hasHeardEnd && this.output.hasEnded(stream.id);
    if ((hasHeardReset || hasReset || hasEnded) && !isClosed) {
      throw new Finding(`stream ${stream.id} is over and not closed`);
    }
    if (hasHeardEnd && !stream.isReadClosed) {
      throw new Finding(`stream ${stream.id} has ended and is open for reading`);
    }
    if (this.closed !== null && !hasHeardReset && !hasReset && !hasEnded) {
      // A server that ends first resets the stream itself; a client may have heard nothing of
      // RST_STREAM(NO_ERROR) behind a complete response.
      const isOver = this.role === "server" ? this.output.wasReset(stream.id) : hasHeardEnd;
      if (!isOver) {
        throw new Finding(`onClosed, and stream ${stream.id} heard nothing of it`);
      }
    }
    return isClosed;
  }

  takeOutput(): void {
    const { connection } = this;
    const { output } = connection;
    if (connection.isEncoding) return;
    this.#isFlushDue = false;
    connection.outputTaken();
    if (output.length === 0) return;
    const bytes = output.bytes.slice(0, output.length);
    output.length = 0;
    output.bytes = new Uint8Array(0);
    this.sentBytes.push(bytes);
    this.sent.push(...this.output.receive(bytes));
  }

  #checkEnd(error: ConnectionError | null): void {
    this.output.finish();
    const { finalGoAway, isHttp1 } = this.output;
    if (error?.origin !== "local" || isHttp1) return;
    if (finalGoAway === null) throw new Finding(`no GOAWAY for "${error.message}"`);
  }

  #watch(stream: Stream): WatchedStream {
    const watched = {
      stream,
      hasHeardHeaders: false,
      hasHeardEnd: false,
      hasHeardReset: false,
      hasSentHeaders: false,
      hasReset: false,
      isReleased: false,
      unconsumedBytes: 0,
    };
    this.streams.set(stream.id, watched);
    return watched;
  }

  #hear(event: EngineEvent): void {
    if (this.closed !== null) throw new Finding(`on ${event.kind} after onClosed`);
    this.events.push(event);
    this.onEvent(event);
  }

  #onStream(stream: Stream, event: string): WatchedStream {
    const watched = this.streams.get(stream.id);
    if (watched === undefined) throw new Finding(`${event} for stream ${stream.id}, which is over`);
    if (watched.stream !== stream)
      throw new Finding(`${event} with another object for stream ${stream.id}`);
    if (watched.hasReset) throw new Finding(`${event} for stream ${stream.id} after reset()`);
    if (watched.hasHeardReset) throw new Finding(`${event} for stream ${stream.id} after onReset`);
    return watched;
  }

  #onIncoming(stream: Stream, event: string): WatchedStream {
    const watched = this.#onStream(stream, event);
    if (watched.hasHeardEnd) throw new Finding(`${event} for stream ${stream.id} after its end`);
    return watched;
  }

  onHeaders(stream: Stream, headers: HeaderBlock, endStream: boolean): void {
    if (this.role === "server") {
      if (stream.id <= this.#highestId) throw new Finding(`stream ${stream.id} was opened late`);
      this.#highestId = stream.id;
      this.#watch(stream);
    }
    const watched = this.#onIncoming(stream, "onHeaders");
    if (watched.hasHeardHeaders) throw new Finding(`onHeaders twice for stream ${stream.id}`);
    watched.hasHeardHeaders = true;
    watched.hasHeardEnd = endStream;
    this.#hear({ kind: "headers", streamId: stream.id, fields: headers.fields, end: endStream });
  }

  onData(stream: Stream, chunk: Uint8Array, start: number, end: number, endStream: boolean): void {
    const watched = this.#onIncoming(stream, "onData");
    if (!watched.hasHeardHeaders)
      throw new Finding(`onData before onHeaders on stream ${stream.id}`);
    if (start > end || start < 0 || end > chunk.length)
      throw new Finding("onData outside its chunk");
    if (start === end && !endStream) throw new Finding("onData of nothing");
    watched.hasHeardEnd = endStream;
    watched.unconsumedBytes += end - start;
    const bytes = chunk.slice(start, end);
    this.#hear({ kind: "data", streamId: stream.id, bytes, end: endStream });
  }

  onTrailers(stream: Stream, headers: HeaderBlock): void {
    const watched = this.#onIncoming(stream, "onTrailers");
    if (!watched.hasHeardHeaders)
      throw new Finding(`onTrailers before onHeaders on stream ${stream.id}`);
    watched.hasHeardEnd = true;
    this.#hear({ kind: "trailers", streamId: stream.id, fields: headers.fields });
  }

  onReset(stream: Stream, error: StreamError): void {
    const watched = this.#onStream(stream, "onReset");
    if (error.streamId !== stream.id)
      throw new Finding(`onReset of ${stream.id} speaks of ${error.streamId}`);
    watched.hasHeardReset = true;
    this.#hear({ kind: "reset", streamId: stream.id, error });
  }

  onWritable(stream: Stream): void {
    this.#onStream(stream, "onWritable");
    if (!stream.isWritable) throw new Finding(`onWritable, and stream ${stream.id} is not`);
    this.#hear({ kind: "writable", streamId: stream.id });
  }

  onSettings(): void {
    if (this.#hasHeardSettings) throw new Finding("onSettings twice");
    this.#hasHeardSettings = true;
    this.#hear({ kind: "settings" });
  }

  onCapacity(): void {
    this.#hear({ kind: "capacity" });
  }

  onIdle(): void {
    // The last stream may end with the connection itself, and its handler after it.
    if (this.closed === null) this.#hear({ kind: "idle" });
  }

  isResetFree(stream: Stream): boolean {
    this.#onStream(stream, "isResetFree");
    this.onQuestion();
    return stream.id % 4 === 1;
  }

  onPingAck(): void {
    this.#hear({ kind: "pingAck" });
  }

  onGoAway(goAway: GoAway): void {
    this.#hear({ kind: "goAway", goAway });
  }

  onClosed(error: ConnectionError | null): void {
    this.#hear({ kind: "closed", error });
    this.closed = { error };
  }
}
