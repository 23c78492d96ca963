// Carries the bytes of one connection: what the engine asks of whoever does I/O. Trunkline's own servers and
// channels have a richer one, with shared buffers and an eye on sockets that are full.

import type { Socket } from "node:net";
import { type ConnectionHost, type ConnectionSink, Http2Connection } from "trunkline/http2";

export class SocketHost implements ConnectionHost {
  readonly connection: Http2Connection;
  readonly #socket: Socket;
  #timeout: NodeJS.Timeout | undefined;

  constructor(socket: Socket, sink: ConnectionSink) {
    this.#socket = socket;
    this.connection = new Http2Connection("server", this);
    this.connection.start(sink);
    socket.on("data", (chunk) => {
      this.connection.receive(chunk);
      this.flush();
      if (this.connection.isDead) socket.end();
    });
    socket.on("drain", () => this.connection.setBlocked(false));
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(this.#timeout);
      this.connection.transportClosed(null);
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
    const hasRoom = this.#socket.write(output.bytes.subarray(0, output.length));
    // The buffer is the socket's now; the engine asks for another one.
    output.bytes = new Uint8Array(0);
    output.length = 0;
    if (!hasRoom) this.connection.setBlocked(true);
  }

  lendBuffer(): Uint8Array {
    return new Uint8Array(16_384);
  }

  nowMs(): number {
    return performance.now();
  }

  wakeAt(atMs: number): void {
    clearTimeout(this.#timeout);
    if (atMs === Infinity) return;
    const delayMs = Math.max(0, Math.ceil(atMs - performance.now()));
    this.#timeout = setTimeout(() => {
      this.connection.checkTimers();
      this.flush();
      if (this.connection.isDead) this.#socket.end();
    }, delayMs);
  }
}
