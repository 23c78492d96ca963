// What carries bytes: a socket, or one end of an in-memory pair. The thinnest seam of this room.

import type { PeerCertificate } from "./peer-certificate.js";

/** What is read at once: a chunk is no larger, unless larger ones are asked for. */
export const READ_BYTES = 65_536;

/** One end of something that carries bytes both ways, in order. */
export interface Endpoint {
  /** This end's address as text, `10.0.3.7:50051`. */
  readonly localAddress: string;
  /** The other end's address as text. */
  readonly remoteAddress: string;
  /** What the other end has shown over TLS, and was accepted with; undefined without TLS, or where it showed none. */
  readonly peerCertificate?: PeerCertificate | undefined;
  /** Bytes written that have not left yet. */
  readonly pendingBytes: number;
  /** What a write of bulk has at best, a multiple of 16 KiB. */
  readonly bulkWriteBytes: number;
  /** Called once, before anything else. */
  open(handler: EndpointHandler): void;
  /**
   * Sends the first `length` bytes of `buffer`. True when they have left already, so that the buffer may
   * be reused at once; otherwise it is the endpoint's until `onWritten(buffer)`, which comes even if
   * the connection is lost. After `end()` or `destroy()` nothing is sent.
   */
  write(buffer: Uint8Array, length: number): boolean;
  /** Stops or goes on delivering bytes: back-pressure towards the peer. */
  setReading(isReading: boolean): void;
  /** Delivers larger chunks where so much has come, or no longer does: for bulk, which is taken in at once. */
  setReadingMuch(isReadingMuch: boolean): void;
  /** Ends the sending side after what is pending. */
  end(): void;
  /** Drops everything at once; `onEnd` follows. */
  destroy(): void;
  /** Keeps the process alive while the endpoint is open; so it is at first. */
  ref(): void;
  /** The process may end although the endpoint is open. */
  unref(): void;
}

/** What hears of an endpoint: a session. */
export interface EndpointHandler {
  /** Bytes arrived; they are valid only during the call. */
  onBytes(chunk: Uint8Array): void;
  /** A buffer given to write() has left and belongs to its owner again. */
  onWritten(buffer: Uint8Array): void;
  /** The peer has ended its side: nothing more will arrive, and `onEnd` follows once this side has ended too. */
  onPeerEnd(): void;
  /** Nothing more will arrive or leave. Called once; `error` is null when the peer ended in order. */
  onEnd(error: Error | null): void;
}
