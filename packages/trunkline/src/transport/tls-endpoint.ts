// A TLS socket as an Endpoint.

import type { TLSSocket } from "node:tls";
import { copyBytes } from "../base/index.js";
import { ShownCertificate } from "./peer-certificate.js";
import { SocketEndpoint } from "./socket-endpoint.js";

/** Up to this, a copy of its own costs less than a pooled buffer that is away until the write completes. */
const COPIED_BYTES = 16_384;
/**
 * Copies may be under way up to this. The session hears of other writes alone, and by the end of the last
 * of those so little must be left that it lets handlers write again.
 */
const COPIES_PENDING_BYTES = 32_768;

export class TlsEndpoint extends SocketEndpoint {
  /**
   * @param socket a socket whose handshake is done; from here on it belongs to the endpoint
   * @param explain puts into words what TLS says went wrong; null where nobody would read it
   */
  constructor(socket: TLSSocket, explain: ((error: Error) => Error) | null) {
    super(socket);
    this.#explain = explain;
    // Now, since a socket that has closed has forgotten it; but it is looked into when somebody asks.
    const certificate = socket.getPeerX509Certificate();
    if (certificate !== undefined) this.#peerCertificate = new ShownCertificate(certificate);
  }

  readonly #explain: ((error: Error) => Error) | null;
  readonly #peerCertificate: ShownCertificate | undefined;

  get peerCertificate(): ShownCertificate | undefined {
    return this.#peerCertificate;
  }

  /**
   * Ten records, which is what Node hands to the socket at once. With 512 KiB, encrypted as a whole before anything
   * leaves, the peer needs 8 % more CPU time a byte: it waits, and then has more than its cache holds.
   */
  override get bulkWriteBytes(): number {
    return 163_840;
  }

  override write(buffer: Uint8Array, length: number): boolean {
    // Under TLS no write is ever complete when write() returns.
    if (length > COPIED_BYTES || this.pendingBytes + length > COPIES_PENDING_BYTES) {
      return super.write(buffer, length);
    }
    super.writeOwned(copyBytes(buffer, 0, length));
    return true;
  }

  protected override worded(error: Error): Error {
    return this.#explain === null ? error : this.#explain(error);
  }
}
