// The options of a connection, with their defaults.

/** Options of an HTTP/2 connection; every one has a default that suits a server on the internet. */
export interface ConnectionOptions {
  /** Streams the peer may have open at once (server), SETTINGS_MAX_CONCURRENT_STREAMS. Default 250. */
  readonly maxConcurrentStreams?: number;
  /** Bytes of one stream that the peer may have in flight, SETTINGS_INITIAL_WINDOW_SIZE. Default 1 MiB. */
  readonly streamWindowBytes?: number;
  /** Unconsumed bytes of all streams together before the connection's window stops opening. Default 16 MiB. */
  readonly maxBufferedBytes?: number;
  /** Size of a header list (names + values + 32 a field) that is accepted. Default 16 KiB. */
  readonly maxHeaderListBytes?: number;
}
