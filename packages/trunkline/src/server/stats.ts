// What a server has done so far.

/** Counters since the server was made, but for `openCalls`, which is now. */
export interface ServerStats {
  /** Requests received, those included that no handler was run for. */
  readonly callsStarted: number;
  /** Calls that ended with OK. */
  readonly callsCompleted: number;
  /** Calls that the server ended with another status. */
  readonly callsFailed: number;
  /** Calls that ended without a status: the client left, the deadline passed, or the connection went. */
  readonly callsCancelled: number;
  /** Calls that have not ended, and ended ones whose handler goes on. */
  readonly openCalls: number;
  /** Handlers that went on for a while after their call was cancelled; they keep their stream's slot. */
  readonly deafHandlers: number;
  /** Connections that clients have made. */
  readonly connectionsMade: number;
  /** Connections that the server ended because the client broke a rule of HTTP/2 or cost too much. */
  readonly connectionsFailed: number;
  /** Of these, the ones that cost too much or asked without reading (ENHANCE_YOUR_CALM). */
  readonly abusiveConnections: number;
  /** Replies that a streaming handler was asked for. */
  readonly repliesPulled: number;
  /** Connections turned away because there were too many. */
  readonly connectionsRefused: number;
  /** Connections that TLS could not be agreed on for. */
  readonly handshakesFailed: number;
}

/** The same, to count in. */
export type MutableServerStats = { -readonly [K in keyof ServerStats]: ServerStats[K] };

export function createStats(): MutableServerStats {
  return {
    callsStarted: 0,
    callsCompleted: 0,
    callsFailed: 0,
    callsCancelled: 0,
    openCalls: 0,
    deafHandlers: 0,
    connectionsMade: 0,
    connectionsFailed: 0,
    abusiveConnections: 0,
    repliesPulled: 0,
    connectionsRefused: 0,
    handshakesFailed: 0,
  };
}
