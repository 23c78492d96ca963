// One connection with its socket: the seam between transport/ and client/ or server/.

import type { Clock } from "../base/index.js";
import type { Connection, ConnectionOptions, ConnectionSink } from "../http2/index.js";
import type { PeerCertificate } from "./peer-certificate.js";

/** A live HTTP/2 connection over something that carries bytes. */
export interface Session {
  /** The HTTP/2 connection: its streams, its counters, its end in order. */
  readonly connection: Connection;
  /** This end's address as text, `10.0.3.7:50051`, or what names the in-memory pair. */
  readonly localAddress: string;
  /** The peer's address as text. */
  readonly remoteAddress: string;
  /** What the peer has shown over TLS, and was accepted with; undefined without TLS, or where it showed none. */
  readonly peerCertificate?: PeerCertificate | undefined;
  /** The process stays alive while the socket is open; so it is at first. */
  ref(): void;
  /** The process may end although the socket is open: a client's connection without calls. */
  unref(): void;
  /** Flushes what is pending, ends the socket in order, and destroys it if the peer does not follow. */
  close(): void;
  /** Drops the socket at once. Open streams get onReset, the sink gets onClosed. */
  destroy(): void;
}

/** What every session needs, whichever way it begins. */
export interface SessionOptions {
  /** Time, timers and turns: `eventLoop`, or virtual time in a test. */
  readonly clock: Clock;
  /** Limits, windows and times of each connection; every one has a default. */
  readonly http2?: ConnectionOptions | undefined;
  /**
   * Called once for each new session, before any byte is received. It may end the session at once. Where it
   * throws, or gives no sink, the socket is dropped.
   */
  createSink(session: Session): ConnectionSink;
}

/** A bound address; made by `listen()`. */
export interface Listener {
  /** The bound target, `0.0.0.0:50051`, with the port that the system chose. */
  readonly target: string;
  /** Stops accepting; sessions go on. */
  close(): Promise<void>;
}
