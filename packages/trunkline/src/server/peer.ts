// The other end of a server's connection, as handlers see it: one object for all calls of the connection.

import type { PeerCertificate, Session } from "../transport/index.js";

/** Who has called. As a text, `${call.peer}`, it is the address. */
export interface Peer {
  /** Where the connection comes from: `10.0.3.7:50051`, `unix` for a unix socket. Behind a proxy, the proxy. */
  readonly address: string;
  /**
   * What the client has shown, signed by one of the server's `ca` and in its time; undefined where it showed none,
   * and where clients are not asked: `tls({ clientCertificate: "required" })`.
   */
  readonly certificate: PeerCertificate | undefined;
  toString(): string;
}

export class ConnectedPeer implements Peer {
  readonly address: string;
  readonly #session: Session;

  constructor(session: Session) {
    this.address = session.remoteAddress;
    this.#session = session;
  }

  get certificate(): PeerCertificate | undefined {
    return this.#session.peerCertificate;
  }

  toString(): string {
    return this.address;
  }
}
