// What a connection counts. Plain numbers that are only ever added to: they stand on the hot path.

/** Counts since the connection began. */
export interface ConnectionCounters {
  /** Bytes received, frame headers and all; as sent over TLS they are a little more. */
  bytesReceived: number;
  /** Bytes given to the transport. */
  bytesSent: number;
  /** Bytes of DATA received, padding included: what flow control counts. */
  dataBytesReceived: number;
  /** Bytes of DATA sent. */
  dataBytesSent: number;
  /** Frames taken in, of every type. */
  framesReceived: number;
  /** Streams opened, by the peer at a server and by us at a client. */
  streamsOpened: number;
  /** Streams that ended with END_STREAM of both sides, or with a server's early end. */
  streamsCompleted: number;
  /** Header blocks sent, trailers among them. */
  headerBlocksSent: number;
  /** DATA frames sent, but for those that the peer's window cut to less than 1 KiB. */
  dataFramesSent: number;
  /** RST_STREAM sent. */
  resetsSent: number;
  /** RST_STREAM received on open streams. */
  resetsReceived: number;
  /** PING, SETTINGS and faults answered since the socket last took everything: a peer that does not read. */
  repliesWhileBlocked: number;
}

export function createConnectionCounters(): ConnectionCounters {
  return {
    bytesReceived: 0,
    bytesSent: 0,
    dataBytesReceived: 0,
    dataBytesSent: 0,
    framesReceived: 0,
    streamsOpened: 0,
    streamsCompleted: 0,
    headerBlocksSent: 0,
    dataFramesSent: 0,
    resetsSent: 0,
    resetsReceived: 0,
    repliesWhileBlocked: 0,
  };
}
