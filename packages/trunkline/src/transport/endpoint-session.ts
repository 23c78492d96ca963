// A connection and its endpoint, and when bytes leave: once at the end of each received chunk, once at
// the end of each turn in which something was sent, and whenever 64 KiB have gathered, or 512 KiB (160 under TLS)
// where 64 KiB went before them and the socket has taken all of it.

import { type Clock, copyBytes, Timer } from "../base/index.js";
import {
  type ConnectionHost,
  type ConnectionSink,
  Http2Connection,
  type Role,
} from "../http2/index.js";
import { giveBackBuffer, lendBuffer, lendLargeBuffer } from "./buffer-pool.js";
import { type Endpoint, type EndpointHandler, READ_BYTES } from "./endpoint.js";
import { assertSink } from "./options.js";
import type { PeerCertificate } from "./peer-certificate.js";
import type { Session, SessionOptions } from "./session.js";
import { traceIfAsked } from "./traced-endpoint.js";

/** A flush of so much is one of many. */
const MUCH_BYTES = 65_536;
/**
 * More than this not yet taken by the kernel, and messages queue in their streams instead. It is also what a
 * peer has to take within stallTimeoutMs: 2 KiB a second, unless that is changed.
 */
const BLOCKED_BYTES = 131_072;
/** Less than this, and they are written again. */
const UNBLOCKED_BYTES = 32_768;
/** More than this, and nothing is read: what the peer asks for could not be answered. */
const PAUSED_BYTES = 1_048_576;
/**
 * More work than this without a pause, in frames (Http2Connection.receive), and the other connections have
 * their turn first. libuv reads up to 32 times 64 KiB from a socket that is full, which could be 230,000 frames.
 */
const WORK_PER_TURN = 2_000;
/** The same in time, for frames and handlers that take longer than most. */
const MS_PER_TURN = 1;
/** The clock is looked at after so much work of one chunk, and never for a chunk with less. */
const WORK_PER_LOOK = 64;
/** How long the peer may take to end its side after ours. */
const LINGER_MS = 1_000;
/** A peer that goes on sending after a fatal error is read from this often, to see whether it has ended. */
const LINGER_LOOK_MS = 50;

/**
 * After so many chunks of bulk, one after the other, larger ones are read. Of small messages that would be as many
 * more that wait for whoever takes them one by one: they outlive V8's young generation, which grows for them by 8
 * to 10 MiB.
 */
const BULK_CHUNKS = 4;
/** Bulk has no more frames than one for so many bytes. */
const BULK_FRAME_BYTES = 4096;
/** Beyond a usual chunk so many bytes are as much work as a frame: a turn reads 2 MiB, as it does of those. */
const BYTES_PER_WORK = 1024;

const NO_MEMORY: Uint8Array = new Uint8Array(0);

export class EndpointSession extends Timer implements Session, ConnectionHost, EndpointHandler {
  readonly connection: Http2Connection;
  readonly #endpoint: Endpoint;
  readonly #clock: Clock;
  #isReceiving = false;
  #isBlocked = false;
  #isPaused = false;
  /** Chunks of bulk since the last that was none. */
  #bulkChunks = 0;
  /** Reading waits for the other connections to have their turn. */
  #isYielding = false;
  /** What the connection had done, and how long it took for it, when reading last began anew. */
  #workBefore = 0;
  #spentMs = 0;
  /** Bytes left for a later turn, from `#restAt` on. */
  #rest: Uint8Array | null = null;
  #restAt = 0;
  #isEnding = false;
  #lingersUntilMs = Infinity;
  #isOver = false;
  /** The last flush was of much: the next may be of more. */
  #isBusy = false;
  /** Armed while the socket has more than it can take; null until that was ever so. */
  #stallTimer: StallTimer | null = null;

  constructor(role: Role, endpoint: Endpoint, options: SessionOptions) {
    super();
    this.#endpoint = traceIfAsked(endpoint, role, options.clock);
    this.#clock = options.clock;
    this.connection = new Http2Connection(role, this, options.http2);
    this.#endpoint.open(this);
    this.connection.start(this.#createSink(options));
    this.flush();
  }

  /** The sink that the user makes; where that fails the connection is dropped. */
  #createSink(options: SessionOptions): ConnectionSink {
    try {
      const sink = options.createSink(this);
      assertSink(sink);
      return sink;
    } catch (error) {
      this.destroy();
      throw error;
    }
  }

  get localAddress(): string {
    return this.#endpoint.localAddress;
  }

  get remoteAddress(): string {
    return this.#endpoint.remoteAddress;
  }

  get peerCertificate(): PeerCertificate | undefined {
    return this.#endpoint.peerCertificate;
  }

  ref(): void {
    this.#endpoint.ref();
  }

  unref(): void {
    this.#endpoint.unref();
  }

  /** The socket keeps the process alive, or need not. */
  override get isReferenced(): boolean {
    return false;
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
    this.#lingersUntilMs = this.#clock.nowMs() + LINGER_MS;
    this.#clock.schedule(this, this.#lingersUntilMs);
  }

  destroy(): void {
    if (this.#isOver) return;
    this.#rest = null;
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
    if (bytes.length === 0) return;
    out.length = 0;
    out.bytes = NO_MEMORY;
    if (length === 0) {
      // Lent for a message that was taken back, or queued.
      giveBackBuffer(bytes);
      return;
    }
    this.#isBusy = length >= MUCH_BYTES;
    if (this.#isEnding || this.#isOver || this.#endpoint.write(bytes, length)) {
      giveBackBuffer(bytes);
      return;
    }
    this.#measureBacklog();
  }

  lendBuffer(): Uint8Array {
    const endpoint = this.#endpoint;
    if (!this.#isBusy || endpoint.pendingBytes > 0) return lendBuffer();
    return lendLargeBuffer(endpoint.bulkWriteBytes);
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wakeAt(atMs: number): void {
    if (this.#isEnding || this.#isOver) return;
    if (atMs === Infinity) this.#clock.cancel(this);
    else this.#clock.schedule(this, atMs);
  }

  /** The time that wakeAt() named has come, or the peer has not followed our end. */
  override onTimer(): void {
    if (this.#isEnding) {
      this.#linger();
      return;
    }
    this.connection.checkTimers();
    if (this.connection.isDead) this.close();
  }

  // EndpointHandler

  onBytes(chunk: Uint8Array): void {
    if (this.#rest !== null) this.#keepRest(Buffer.concat([this.#unread(), chunk]), 0);
    else if (this.#isEnding && this.connection.isDead) this.#ignore();
    else if (chunk.length < READ_BYTES) this.#receive(chunk, 0);
    else this.#receiveMuch(chunk);
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
    this.#receiveRest();
    this.close();
    this.connection.transportClosed(null);
  }

  onEnd(error: Error | null): void {
    this.#receiveRest();
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clock.cancel(this);
    if (this.#stallTimer !== null) this.#clock.cancel(this.#stallTimer);
    this.connection.transportClosed(error);
  }

  /** The peer has read too little for as long as is waited: it cannot even be told. */
  onStalled({ waitingBytes, patienceMs }: StallTimer): void {
    if (this.#isOver) return;
    const message = `the peer has read less than ${waitingBytes} bytes from it in ${patienceMs} ms, with ${this.#endpoint.pendingBytes} waiting`;
    this.#rest = null;
    this.#endpoint.destroy();
    this.onEnd(new Error(message));
  }

  readonly #flushDeferred = (): void => this.flush();

  /** Takes in `chunk` from `from` on, or as much of it as a turn has room for. */
  #receive(chunk: Uint8Array, from: number): void {
    this.#isReceiving = true;
    const at = this.#takeIn(chunk, from);
    this.#isReceiving = false;
    this.flush();
    this.#keepRest(chunk, at);
    if (this.connection.isDead) this.close();
    else if (this.#rest !== null || this.#isTurnOver) this.#yield();
  }

  /** Takes in a chunk that may be one of many, and judges by it how much is to be read at once. */
  #receiveMuch(chunk: Uint8Array): void {
    const { connection } = this;
    const { workDone, unconsumedBytes } = connection;
    const { length } = chunk;
    this.#workBefore -= Math.floor((length - READ_BYTES) / BYTES_PER_WORK);
    this.#receive(chunk, 0);
    const isBulk =
      (connection.workDone - workDone) * BULK_FRAME_BYTES <= length &&
      (connection.unconsumedBytes - unconsumedBytes) * 4 <= length;
    this.#bulkChunks = isBulk ? this.#bulkChunks + 1 : 0;
    if (!isBulk || this.#bulkChunks === BULK_CHUNKS) this.#endpoint.setReadingMuch(isBulk);
  }

  #takeIn(chunk: Uint8Array, from: number): number {
    const { connection } = this;
    let at = connection.receive(chunk, from, WORK_PER_LOOK);
    if (at === chunk.length) return at;
    let beganAtMs = this.#clock.nowMs();
    while (at < chunk.length && !this.#isTurnOver && !this.#isPaused) {
      at = connection.receive(chunk, at, WORK_PER_LOOK);
      const nowMs = this.#clock.nowMs();
      this.#spentMs += nowMs - beganAtMs;
      beganAtMs = nowMs;
    }
    return at;
  }

  get #isTurnOver(): boolean {
    return (
      this.connection.workDone - this.#workBefore > WORK_PER_TURN || this.#spentMs > MS_PER_TURN
    );
  }

  /** Keeps what is left of `chunk`, which is somebody else's unless it is the rest already. */
  #keepRest(chunk: Uint8Array, at: number): void {
    if (at === chunk.length) {
      this.#rest = null;
    } else if (chunk === this.#rest) {
      this.#restAt = at;
    } else {
      this.#rest = copyBytes(chunk, at, chunk.length);
      this.#restAt = 0;
    }
  }

  #unread(): Uint8Array {
    return this.#rest!.subarray(this.#restAt);
  }

  /** Nothing will come after the rest, so that nothing is gained by waiting. */
  #receiveRest(): void {
    if (this.#rest === null) return;
    const rest = this.#unread();
    this.#rest = null;
    this.#isReceiving = true;
    this.connection.receive(rest);
    this.#isReceiving = false;
    this.flush();
  }

  /** Reads no more for a while of what a dead connection is sent. */
  #ignore(): void {
    this.#endpoint.setReadingMuch(false);
    this.#endpoint.setReading(false);
    const nowMs = this.#clock.nowMs();
    this.#clock.schedule(this, Math.min(nowMs + LINGER_LOOK_MS, this.#lingersUntilMs));
  }

  #linger(): void {
    if (this.#clock.nowMs() >= this.#lingersUntilMs) {
      this.destroy();
      return;
    }
    this.#clock.schedule(this, this.#lingersUntilMs);
    this.#endpoint.setReading(true);
  }

  /**
   * Gives the peer its time anew: the socket is blocked from now on, or has taken something. What it has
   * taken is known only once a whole write has left, which may be all that waits; so a slow peer has the
   * more time the more waits, and no link that carries 128 KiB in stallTimeoutMs is ever cut off.
   */
  #awaitReader(): void {
    const { stallTimeoutMs } = this.connection;
    if (stallTimeoutMs === Infinity || this.#isOver) return;
    this.#stallTimer ??= new StallTimer(this);
    const waitingBytes = this.#endpoint.pendingBytes;
    const patienceMs = Math.ceil(stallTimeoutMs * Math.max(1, waitingBytes / BLOCKED_BYTES));
    this.#stallTimer.waitingBytes = waitingBytes;
    this.#stallTimer.patienceMs = patienceMs;
    this.#clock.schedule(this.#stallTimer, this.#clock.nowMs() + patienceMs);
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
    if (this.#isYielding) return;
    if (this.#rest === null) this.#endpoint.setReading(!isPaused);
    else if (!isPaused) this.#yield();
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
    this.#workBefore = this.connection.workDone;
    this.#spentMs = 0;
    if (this.#isPaused || this.#isOver) return;
    if (this.#rest !== null) this.#receive(this.#rest, this.#restAt);
    if (this.#rest === null && !this.#isYielding && !this.#isPaused)
      this.#endpoint.setReading(true);
  }
}

class StallTimer extends Timer {
  readonly #session: EndpointSession;
  /** What waited when it was armed, and for how long it was. */
  waitingBytes = 0;
  patienceMs = 0;

  constructor(session: EndpointSession) {
    super();
    this.#session = session;
  }

  override get isReferenced(): boolean {
    return false;
  }

  override onTimer(): void {
    this.#session.onStalled(this);
  }
}
