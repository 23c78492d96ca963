// One connection of an attacker: a bare socket that counts what it sends and what comes back.

import { once } from "node:events";
import type { Socket } from "node:net";
import type { ConnectionOptions, TLSSocket } from "node:tls";
import { AnswerReader } from "./answer-reader.js";
import { ACK, frame, MAGIC, SETTINGS, settings } from "./frames.js";
import type { ConnectionRecord } from "./outcome.js";

/** More than this in this process's own memory, and the attacker waits for the server to read. */
const MAX_QUEUED_BYTES = 1 << 20;

/** How a hostile connection begins. */
export interface ConnectOptions {
  /** What the TLS client is told; without it the connection is bare TCP. */
  readonly tls?: ConnectionOptions;
  /** The entries of the first SETTINGS; null for neither magic octets nor SETTINGS. */
  readonly settings?: readonly (readonly [id: number, value: number])[] | null;
  /** False leaves the server's SETTINGS without an acknowledgement. */
  readonly acknowledges?: boolean;
  /** False leaves whatever the server sends in the kernel, until its buffers are full. */
  readonly reads?: boolean;
}

export class HostileConnection {
  readonly record: ConnectionRecord = {
    framesSent: 0,
    bytesSent: 0,
    openMs: 0,
    endedBy: "attacker",
    wasReset: false,
    goAways: [],
    resets: {},
    answers: {},
    dataBytes: 0,
    windowBytes: 65_535,
    acks: 0,
  };
  /** Resolves when the connection is over, whoever ended it. */
  readonly ended: Promise<void>;
  #resolveEnded: () => void = () => {};
  readonly #socket: Socket;
  readonly #startedAt = performance.now();
  #isOpen = true;
  #isLeaving = false;

  /** @param socket connected */
  constructor(socket: Socket, options: ConnectOptions) {
    this.#socket = socket;
    const reader = new AnswerReader(this.record);
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
    socket.once("close", () => this.#end());
    socket.on("data", (chunk) => reader.receive(chunk));
    // The server's end of the connection is seen as it comes, not when the socket is gone.
    socket.once("end", () => this.#end());
    socket.on("error", () => {
      if (this.#isOpen) this.record.wasReset = true;
    });
    if (options.reads === false) socket.pause();
    if (options.settings !== null) {
      const first = settings(...(options.settings ?? []));
      this.send(Buffer.concat([MAGIC, first]));
      if (options.acknowledges !== false) this.send(frame(SETTINGS, ACK, 0));
    }
  }

  /** False once the server has ended the connection. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Sends without waiting: for attacks of a few frames. */
  send(bytes: Uint8Array, frames = 1): void {
    if (!this.#isOpen || this.#isLeaving) return;
    this.record.framesSent += frames;
    this.record.bytesSent += bytes.length;
    this.#socket.write(bytes);
  }

  /** Sends and waits until the server keeps up; false when it has ended the connection. */
  async push(bytes: Uint8Array, frames: number, untilMs: number): Promise<boolean> {
    this.send(bytes, frames);
    // Also lets this process read.
    await new Promise(setImmediate);
    while (this.#isOpen && this.#socket.writableLength > MAX_QUEUED_BYTES) {
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) break;
      const signal = AbortSignal.timeout(Math.ceil(leftMs));
      await Promise.race([
        this.ended,
        once(this.#socket, "drain", { signal }).catch(() => undefined),
      ]);
    }
    return this.#isOpen;
  }

  /** Reads what has piled up; what the server said before it closed is among it. */
  readOn(): void {
    this.#socket.resume();
  }

  /** Asks for a new handshake on a connection with TLS 1.2; true when the server went along. */
  renegotiate(): Promise<boolean> {
    return new Promise((resolve) => {
      void this.ended.then(() => resolve(false));
      (this.#socket as TLSSocket).renegotiate({}, (error) => resolve(error === null));
    });
  }

  /** Goes away without a word. */
  leave(): void {
    this.#isLeaving = true;
    this.#end();
    this.#socket.destroy();
  }

  #end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.record.openMs = performance.now() - this.#startedAt;
    if (!this.#isLeaving) this.record.endedBy = "server";
    this.#resolveEnded();
  }
}
