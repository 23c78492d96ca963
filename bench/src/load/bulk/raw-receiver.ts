// Bytes as they come from a socket, checked and counted.

import type { Socket } from "node:net";
import { type BulkRequest, isExpected } from "./bulk-request.js";
import { openSocket } from "./open-socket.js";
import type { Receiver } from "./receiver.js";

export class RawReceiver implements Receiver {
  #socket!: Socket;
  #offset = 0;
  #left = 0;
  #finish: () => void = () => {};
  #fail: (error: Error) => void = () => {};

  /** Connects to the server. */
  async open(request: BulkRequest): Promise<this> {
    this.#socket = await openSocket(request, (chunk) => this.#receive(chunk));
    return this;
  }

  fetch(totalBytes: number): Promise<void> {
    this.#offset = 0;
    this.#left = totalBytes;
    return new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
      this.#socket.write(`${totalBytes}\n`);
    });
  }

  #receive(chunk: Buffer): void {
    if (chunk.length > this.#left || !isExpected(chunk, 0, chunk.length, this.#offset)) {
      this.#fail(new Error(`Bytes are not those expected after ${this.#offset}`));
      return;
    }
    this.#offset += chunk.length;
    this.#left -= chunk.length;
    if (this.#left === 0) this.#finish();
  }
}
