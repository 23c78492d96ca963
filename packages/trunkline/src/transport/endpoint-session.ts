// A connection and its endpoint, and when bytes leave: once at the end of each received chunk, once at
// the end of each turn in which something was sent, and whenever 64 KiB have gathered, or 256 KiB where
// as much went before them and the socket has taken all of it.

import { type Clock, Timer } from "../base/index.js";
import { type ConnectionHost, Http2Connection, type Role } from "../http2/index.js";
import { giveBackBuffer, lendBuffer } from "./buffer-pool.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import type { Session, SessionOptions } from "./session.js";
import { traceIfAsked } from "./traced-endpoint.js";

/** A flush of so much is one of many. */
const MUCH_BYTES = 65_536;
/** More than this not yet taken by the kernel, and messages queue in their streams instead. */
const BLOCKED_BYTES = 131_072;
/** Less than this, and they are written again. */
const UNBLOCKED_BYTES = 32_768;
/** More than this, and nothing is read: what the peer asks for could not be answered. */
const PAUSED_BYTES = 1_048_576;
/**
 * More frames than this without a pause, and the other connections have their turn first. libuv reads up to
 * 32 times 64 KiB from a socket that is full, which could be 230,000 frames.
 */
const FRAMES_PER_TURN = 2_000;
/** How long the peer may take to end its side after ours. */
const LINGER_MS = 1_000;

const NO_MEMORY: Uint8Array = new Uint8Array(0);

export class EndpointSession extends Timer implements Session, ConnectionHost, EndpointHandler {
  readonly connection: Http2Connection;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  #isReceiving = false;
  #isBlocked = false;
  #isPaused = false;
  /** Reading waits for the other connections to have their turn. */
  #isYielding = false;
  /** Frames received when reading last began anew. */
  #framesBefore = 0;
  #isEnding = false;
  #isOver = false;
  #isUnref = false;
  /** The last flush was of much: the next may be of more. */
  #isBusy = false;
  /** Armed while the socket has more than it can take; null until that was ever so. */
  #stallTimer: StallTimer | null = null;
  /** When the connection wants to look at its timers. */
  #wakesAtMs = Infinity;

  constructor(role: Role, endpoint: Endpoint, options: SessionOptions) {
    super();
    this.#endpoint = traceIfAsked(endpoint, role, options.clock);
    this.#clock = options.clock;
    this.connection = new Http2Connection(role, this, options.http2);
    this.#endpoint.open(this);
    this.connection.start(options.createSink(this));
    this.flush();
  }

  get localAddress(): string {
    return this.#endpoint.localAddress;
  }

  get remoteAddress(): string {
    return this.#endpoint.remoteAddress;
  }

  ref(): void {
    this.#endpoint.ref();
    this.#isUnref = false;
    this.wakeAt(this.#wakesAtMs);
  }

  unref(): void {
    this.#endpoint.unref();
    // An armed timer would keep the process alive for a connection that is not to.
    this.#isUnref = true;
    if (!this.#isEnding) this.#clock.cancel(this);
  }

  close(): void {
    if (this.#isEnding || this.#isOver) return;
    if (this.connection.isEncoding) {
      // A property of the message being encoded has led here: half a frame must not be sent.
      this.#clock.defer(() => this.close());
      return;
    }
    this.flush();
    this.#isEnding = true;
    this.#endpoint.end();
    this.#clock.schedule(this, this.#clock.nowMs() + LINGER_MS);
  }

  destroy(): void {
    if (this.#isOver) return;
    this.#endpoint.destroy();
    this.onEnd(null);
  }

  // ConnectionHost

  scheduleFlush(): void {
    // While a chunk is being received, its end flushes.
    if (!this.#isReceiving) this.#clock.defer(this.#flushDeferred);
  }

  flush(): void {
    const { connection } = this;
    const out = connection.output;
    connection.outputTaken();
    const { length, bytes } = out;
    if (length === 0) return;
    out.length = 0;
    out.bytes = NO_MEMORY;
    this.#isBusy = length >= MUCH_BYTES;
    if (this.#isEnding || this.#isOver || this.#endpoint.write(bytes, length)) {
      giveBackBuffer(bytes);
      return;
    }
    this.#measureBacklog();
  }

  lendBuffer(): Uint8Array {
    return lendBuffer(this.#isBusy && this.#endpoint.pendingBytes === 0);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wakeAt(atMs: number): void {
    this.#wakesAtMs = atMs;
    if (this.#isUnref || this.#isEnding || this.#isOver) return;
    if (atMs === Infinity) this.#clock.cancel(this);
    else this.#clock.schedule(this, atMs);
  }

  /** The time that wakeAt() named has come, or the peer has not followed our end. */
  override onTimer(): void {
    if (this.#isEnding) {
      this.destroy();
      return;
    }
    this.connection.checkTimers();
    if (this.connection.isDead) this.close();
  }

  // EndpointHandler

  onBytes(chunk: Uint8Array): void {
    this.#isReceiving = true;
    this.connection.receive(chunk);
    this.#isReceiving = false;
    this.flush();
    if (this.connection.isDead) this.close();
    else if (this.connection.counters.framesReceived - this.#framesBefore > FRAMES_PER_TURN) {
      this.#yield();
    }
  }

  onWritten(buffer: Uint8Array): void {
    giveBackBuffer(buffer);
    this.#measureBacklog();
    if (this.#isBlocked) this.#awaitReader();
  }

  /**
   * A peer that has ended its side can take back no call and open no window: its calls end now, as if the
   * connection were gone. What has been written still leaves, if it is read soon.
   */
  onPeerEnd(): void {
    this.close();
    this.connection.transportClosed(null);
  }

  onEnd(error: Error | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clock.cancel(this);
    if (this.#stallTimer !== null) this.#clock.cancel(this.#stallTimer);
    this.connection.transportClosed(error);
  }

  /** The peer has not read anything for as long as is waited: it cannot even be told. */
  onStalled(): void {
    if (this.#isOver) return;
    const message = `the peer has not read from it for ${this.connection.stallTimeoutMs} ms, with ${this.#endpoint.pendingBytes} bytes waiting`;
    this.#endpoint.destroy();
    this.onEnd(new Error(message));
  }

  readonly #flushDeferred = (): void => this.flush();

  #awaitReader(): void {
    const { stallTimeoutMs } = this.connection;
    if (stallTimeoutMs === Infinity || this.#isOver) return;
    this.#stallTimer ??= new StallTimer(this);
    this.#clock.schedule(this.#stallTimer, this.#clock.nowMs() + stallTimeoutMs);
  }

  #measureBacklog(): void {
    const pending = this.#endpoint.pendingBytes;
    if (!this.#isBlocked && pending > BLOCKED_BYTES) {
      this.#isBlocked = true;
      this.#awaitReader();
      this.connection.setBlocked(true);
    } else if (this.#isBlocked && pending <= UNBLOCKED_BYTES) {
      this.#isBlocked = false;
      if (this.#stallTimer !== null) this.#clock.cancel(this.#stallTimer);
      this.connection.setBlocked(false);
    }
    const isPaused = pending > PAUSED_BYTES;
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    if (!this.#isYielding) this.#endpoint.setReading(!isPaused);
  }

  /** Reads nothing until the other sockets that have something have been read. */
  #yield(): void {
    if (this.#isYielding) return;
    this.#isYielding = true;
    if (!this.#isPaused) this.#endpoint.setReading(false);
    this.#clock.defer(() => this.#readOn());
  }

  #readOn(): void {
    this.#isYielding = false;
    this.#framesBefore = this.connection.counters.framesReceived;
    if (!this.#isPaused && !this.#isOver) this.#endpoint.setReading(true);
  }
}

class StallTimer extends Timer {
  readonly #session: EndpointSession;

  constructor(session: EndpointSession) {
    super();
    this.#session = session;
  }

  override onTimer(): void {
    this.#session.onStalled();
  }
}
