// The life of a stream (RFC 9113 §5.1), without the reserved states: push is refused.
//
//   idle   --HEADERS--> open --END_STREAM sent------> halfClosedLocal --END_STREAM received--> closed
//                       open --END_STREAM received--> halfClosedRemote --END_STREAM sent-----> closed
//                       any  --RST_STREAM sent or received-----------------------------------> closed
//
// A small integer stands for the state because there is one for every call: bit 0 says that this side
// has ended, bit 1 that the peer has. A client's stream is idle until its HEADERS are sent; idle streams of
// the peer do not exist as objects. Closed ones are forgotten, and what is known of a forgotten id is in
// closed-streams.ts.

export const StreamState = {
  open: 0,
  halfClosedLocal: 1,
  halfClosedRemote: 2,
  closed: 3,
  idle: 4,
} as const;
export type StreamState = (typeof StreamState)[keyof typeof StreamState];

/** After END_STREAM was sent. Sending it twice is the caller's mistake and changes nothing. */
export function afterLocalEnd(state: StreamState): StreamState {
  return (state | StreamState.halfClosedLocal) as StreamState;
}

/** After END_STREAM was received. */
export function afterRemoteEnd(state: StreamState): StreamState {
  return (state | StreamState.halfClosedRemote) as StreamState;
}

/** True when nothing may be sent on the stream any more. */
export function isLocalEnded(state: StreamState): boolean {
  return (state & StreamState.halfClosedLocal) !== 0;
}

/** True when the peer may send nothing on the stream any more. */
export function isRemoteEnded(state: StreamState): boolean {
  return (state & StreamState.halfClosedRemote) !== 0;
}
