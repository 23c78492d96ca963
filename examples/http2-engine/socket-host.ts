// Carries the bytes of one connection: what the engine asks of whoever does I/O. Trunkline's own servers and
// channels have a richer one, with shared buffers and turns that no connection makes longer than the others'.

import type { Socket } from "node:net";
import { type ConnectionHost, type ConnectionSink, Http2Connection } from "trunkline/http2";

/** A longer delay is more than Node's timers take: they go off at once. */
const LONGEST_DELAY_MS = 0x7fff_ffff;
/** How long the peer may take to end its side after ours. */
const LINGER_MS = 1_000;
/** What the peer has to read within the engine's stallTimeoutMs from a socket that is full. */
const STALL_BYTES = 131_072;

export class SocketHost implements ConnectionHost {
  readonly connection: Http2Connection;
  readonly #socket: Socket;
  /** Goes off when the engine wants to look at its timers. */
  #wakeTimer: NodeJS.Timeout | undefined;
  /** Goes off when the peer has read too little of what the socket holds. */
  #stallTimer: NodeJS.Timeout | undefined;
  /** Goes off when the peer has not ended its side. */
  #lingerTimer: NodeJS.Timeout | undefined;

  constructor(socket: Socket, sink: ConnectionSink) {
    this.#socket = socket;
    this.connection = new Http2Connection("server", this);
    this.connection.start(sink);
    socket.on("data", (chunk) => {
      this.connection.receive(chunk);
      this.#flushAndEnd();
    });
    socket.on("drain", () => {
      clearTimeout(this.#stallTimer);
      this.#stallTimer = undefined;
      this.connection.setBlocked(false);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.connection.transportClosed(null);
      clearTimeout(this.#wakeTimer);
      clearTimeout(this.#stallTimer);
      clearTimeout(this.#lingerTimer);
    });
  }

  /** Whatever is sent in one turn of the event loop leaves in one write. */
  scheduleFlush(): void {
    setImmediate(() => this.flush());
  }

  flush(): void {
    const { output } = this.connection;
    this.connection.outputTaken();
    if (output.length === 0) return;
    const bytes = output.bytes.subarray(0, output.length);
    // The buffer is the socket's now; the engine asks for another one.
    output.bytes = new Uint8Array(0);
    output.length = 0;
    if (!this.#socket.writable || this.#socket.write(bytes)) return;
    this.connection.setBlocked(true);
    this.#awaitReader();
  }

  lendBuffer(): Uint8Array {
    return new Uint8Array(16_384);
  }

  nowMs(): number {
    return performance.now();
  }

  wakeAt(atMs: number): void {
    clearTimeout(this.#wakeTimer);
    if (atMs === Infinity) return;
    // Where that is too early, checkTimers() finds nothing due and names the time again.
    const delayMs = Math.min(Math.max(0, Math.ceil(atMs - performance.now())), LONGEST_DELAY_MS);
    this.#wakeTimer = setTimeout(() => {
      this.connection.checkTimers();
      this.#flushAndEnd();
    }, delayMs);
  }

  /** Sends what there is; a connection that has ended ends its socket, whether the peer follows or not. */
  #flushAndEnd(): void {
    this.flush();
    if (!this.connection.isDead || this.#lingerTimer !== undefined) return;
    this.#socket.end();
    this.#lingerTimer = setTimeout(() => this.#socket.destroy(), LINGER_MS);
  }

  /** Drops a peer that asks for much and reads little of it; the more waits, the more time it has. */
  #awaitReader(): void {
    const { stallTimeoutMs } = this.connection;
    if (stallTimeoutMs === Infinity || this.#stallTimer !== undefined) return;
    const patienceMs = stallTimeoutMs * Math.max(1, this.#socket.writableLength / STALL_BYTES);
    this.#stallTimer = setTimeout(
      () => this.#socket.destroy(),
      Math.min(patienceMs, LONGEST_DELAY_MS),
    );
  }
}
