// The request of a call that takes exactly one message, and what is wrong where that is not what came
// (gRPC-HTTP2 "Requests").
//
// Most requests come whole, in one piece: those are decoded where they lie and need no reader.

import {
  assertMessageBytes,
  decodeMessage,
  type Encoding,
  type MessageBudget,
  MessageReader,
  type MessageWindow,
  PREFIX_BYTES,
  Status,
  StatusError,
} from "../grpc/index.js";
import type { MessageType } from "../protobuf/index.js";

/**
 * Decodes the request that `start` to `end` hold, prefix and all; they are `isOneMessage`.
 *
 * @throws StatusError when it is too large or cannot be decoded
 */
export function decodeRequest(
  input: MessageType<unknown>,
  chunk: Uint8Array,
  start: number,
  end: number,
  maxMessageBytes: number,
): unknown {
  assertMessageBytes(end - start - PREFIX_BYTES, maxMessageBytes);
  return decodeMessage(input, chunk, start + PREFIX_BYTES, end);
}

/** Puts one request together from pieces, and decompresses it. */
export class RequestReader {
  readonly #path: string;
  readonly #reader: MessageReader<unknown>;
  /** The request, where its end is still to come. */
  #request: unknown;
  /** The client has sent all it will, and the request is not there yet. */
  isEnded = false;

  /** @param budget of the connection, for large messages; `window` is that of the stream */
  constructor(
    path: string,
    input: MessageType<unknown>,
    maxMessageBytes: number,
    budget: MessageBudget,
    window: MessageWindow,
  ) {
    this.#path = path;
    this.#reader = new MessageReader<unknown>(input, maxMessageBytes);
    this.#reader.share(budget, window);
  }

  /** As `MessageReader.useEncoding`: after `onInflated`, go on with read(). */
  useEncoding(encoding: Encoding, onInflated: (isWanted: boolean) => void): void {
    this.#reader.useEncoding(encoding, onInflated);
  }

  /** True while the request has come and is not there yet. */
  get isInflating(): boolean {
    return this.#reader.isInflating;
  }

  /** True while it is decompressed, be it for nobody. */
  get isAtWork(): boolean {
    return this.#reader.isAtWork;
  }

  /**
   * Takes in bytes `start` to `end`, which are valid during this call only. Returns what is wrong with
   * the request, or undefined; in both cases takeCredit() may have grown.
   */
  receive(chunk: Uint8Array, start: number, end: number): StatusError | undefined {
    this.#reader.view(chunk, start, end);
    return this.read();
  }

  /** Reads on without new bytes; returns as receive() does. */
  read(): StatusError | undefined {
    const reader = this.#reader;
    let error: StatusError | undefined;
    try {
      if (this.#request === undefined) this.#request = reader.read();
      if (this.#request !== undefined && reader.pendingBytes > 0) {
        error = new StatusError(
          Status.UNIMPLEMENTED,
          `Received a second message for "${this.#path}": it takes exactly one`,
        );
      }
    } catch (caught) {
      error = caught as StatusError;
    }
    if (error === undefined) reader.keep();
    else reader.discard();
    return error;
  }

  /**
   * The request, now that no more bytes come.
   *
   * @throws StatusError when there is none, or only a part of one
   */
  finish(): unknown {
    if (this.#request !== undefined) return this.#request;
    const { pendingBytes } = this.#reader;
    throw pendingBytes > 0
      ? new StatusError(
          Status.INTERNAL,
          `Received only ${pendingBytes} bytes of the request: the stream ended inside it`,
        )
      : new StatusError(
          Status.UNIMPLEMENTED,
          `Received no message for "${this.#path}": it takes exactly one`,
        );
  }

  /** Bytes that have been used up since this was last asked: for `stream.consume`. */
  takeCredit(): number {
    return this.#reader.takeCredit();
  }

  /** Drops what is pending. */
  discard(): void {
    this.#reader.discard();
  }
}
