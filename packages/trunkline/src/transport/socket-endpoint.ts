// A TCP or unix socket as an Endpoint.

import type { Socket } from "node:net";
import { formatAddress } from "./address.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";

export class SocketEndpoint implements Endpoint {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly #socket: Socket;
  #error: Error | null = null;

  /** @param socket a connected socket; from here on it belongs to the endpoint */
  constructor(socket: Socket) {
    this.#socket = socket;
    this.localAddress = formatSocketAddress(socket.localAddress, socket.localPort);
    this.remoteAddress = formatSocketAddress(socket.remoteAddress, socket.remotePort);
    socket.setNoDelay(true);
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  open(handler: EndpointHandler): void {
    const socket = this.#socket;
    socket.on("data", (chunk: Buffer) => handler.onBytes(chunk));
    socket.on("error", (error) => {
      this.#error = error;
    });
    socket.on("close", () => handler.onEnd(this.#error));
    this.#onWritten = (buffer) => handler.onWritten(buffer);
  }

  write(buffer: Uint8Array, length: number): boolean {
    const socket = this.#socket;
    if (!socket.writable) return true;
    // Node reports that a write is complete one turn late; an empty queue says so at once. The buffer
    // must not be handed out again while the kernel has yet to copy it.
    let isWritten = false;
    socket.write(buffer.subarray(0, length), () => {
      if (!isWritten) this.#onWritten(buffer);
    });
    isWritten = socket.writableLength === 0;
    return isWritten;
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#socket.resume();
    else this.#socket.pause();
  }

  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  ref(): void {
    this.#socket.ref();
  }

  unref(): void {
    this.#socket.unref();
  }

  #onWritten: (buffer: Uint8Array) => void = () => {};
}

/** `10.0.3.7:50051`, `[::1]:50051`, or `unix` for a socket without an address. */
function formatSocketAddress(host: string | undefined, port: number | undefined): string {
  if (host === undefined || port === undefined) return "unix";
  return formatAddress({ kind: "tcp", host, port });
}
