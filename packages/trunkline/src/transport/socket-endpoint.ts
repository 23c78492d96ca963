// A TCP or unix socket as an Endpoint.
//
// Thousands of these may lie idle: listeners are functions that all sockets share, and what is not
// needed by every connection is made when it is asked for.

import type { Socket } from "node:net";
import { formatSocketAddress } from "./address.js";
import type { Endpoint, EndpointHandler } from "./endpoint.js";
import {
  READER,
  type Reader,
  type OwnedSocket as ReadSocket,
  readIntoSharedMemory,
} from "./read-memory.js";

/**
 * A socket that has carried nothing for so long asks whether the peer's machine is there. One that has gone
 * without a word, as behind a NAT or after a power cut, would otherwise be kept for ever.
 */
const KEEP_ALIVE_AFTER_MS = 15_000;

/** A socket that knows whose it is. */
type OwnedSocket = ReadSocket & { [READER]: SocketEndpoint };

export class SocketEndpoint implements Endpoint, Reader {
  readonly remoteAddress: string;
  readonly #socket: OwnedSocket;
  #handler!: EndpointHandler;
  #error: Error | null = null;
  isReadingMuch = false;

  /** @param socket a connected socket; from here on it belongs to the endpoint */
  constructor(socket: Socket) {
    this.#socket = socket as OwnedSocket;
    this.remoteAddress = formatSocketAddress(socket.remoteAddress, socket.remotePort);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEP_ALIVE_AFTER_MS);
  }

  get localAddress(): string {
    return formatSocketAddress(this.#socket.localAddress, this.#socket.localPort);
  }

  get pendingBytes(): number {
    return this.#socket.writableLength;
  }

  /** A write of 512 KiB costs the system a quarter less a byte than writes of 64 KiB. */
  get bulkWriteBytes(): number {
    return 524_288;
  }

  open(handler: EndpointHandler): void {
    const socket = this.#socket;
    this.#handler = handler;
    socket[READER] = this;
    if (!readIntoSharedMemory(socket)) socket.on("data", onData);
    socket.on("end", onEnd);
    socket.on("error", onError);
    socket.on("close", onClose);
  }

  write(buffer: Uint8Array, length: number): boolean {
    const socket = this.#socket;
    if (!socket.writable) return true;
    // Node reports that a write is complete one turn late; an empty queue says so at once. The buffer
    // must not be handed out again while the kernel has yet to copy it.
    let isWritten = false;
    socket.write(buffer.subarray(0, length), () => {
      if (!isWritten) this.#handler.onWritten(buffer);
    });
    isWritten = socket.writableLength === 0;
    return isWritten;
  }

  setReading(isReading: boolean): void {
    if (isReading) this.#socket.resume();
    else this.#socket.pause();
  }

  setReadingMuch(isReadingMuch: boolean): void {
    this.isReadingMuch = isReadingMuch;
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

  /** Sends bytes that belong to nobody else. */
  protected writeOwned(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  /** The error in words for the user. */
  protected worded(error: Error): Error {
    return error;
  }

  /** @internal Bytes have come. */
  receiveBytes(chunk: Uint8Array): void {
    this.#handler.onBytes(chunk);
  }

  /** @internal The peer has ended its side, and Node ends ours after what is pending. */
  receiveEnd(): void {
    // After an alert Node tells of the end too, as if the peer had ended in order.
    if (this.#error === null) this.#handler.onPeerEnd();
    else this.#socket.destroy();
  }

  /** @internal The socket has failed, and will close. */
  receiveError(error: Error): void {
    this.#error = this.worded(error);
  }

  /** @internal The socket has closed. */
  receiveClose(): void {
    this.#handler.onEnd(this.#error);
  }
}

function onData(this: OwnedSocket, chunk: Buffer): void {
  this[READER].receiveBytes(chunk);
}

function onEnd(this: OwnedSocket): void {
  this[READER].receiveEnd();
}

function onError(this: OwnedSocket, error: Error): void {
  this[READER].receiveError(error);
}

function onClose(this: OwnedSocket): void {
  this[READER].receiveClose();
}
