// Whether a channel can carry calls (gRPC "Connectivity Semantics").
//
//   idle --connect--> connecting --connected--> ready
//    ^                    |                       | |
//    |                    +--failed--+   +-failed-+ +--lost--> idle
//    |                               v   v
//    +-----------retryDue--------- transientFailure
//
//   any --shutdown--> shutdown
//
// Nothing here waits or connects: the subchannel does, and says what happened. Retrying is on demand:
// after the backoff the state is idle again, and the next call connects.

/** One of the five connectivity states. */
export type ConnectivityState =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "ready" }
  | {
      readonly kind: "transientFailure";
      /** Why, in one sentence for the user. */
      readonly reason: string;
      /** The error that the last address failed with. */
      readonly cause: unknown;
      /** When connecting may be tried again, in the clock's milliseconds. */
      readonly retryAtMs: number;
    }
  | { readonly kind: "shutdown" };

export type ConnectivityEvent =
  | { readonly kind: "connect" }
  | { readonly kind: "connected" }
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly cause: unknown;
      readonly retryAtMs: number;
    }
  /** The connection ended in order or takes no new calls: nothing to back off from. */
  | { readonly kind: "lost" }
  | { readonly kind: "retryDue" }
  | { readonly kind: "shutdown" };

export const IDLE: ConnectivityState = { kind: "idle" };
const CONNECTING: ConnectivityState = { kind: "connecting" };
const READY: ConnectivityState = { kind: "ready" };
const SHUTDOWN: ConnectivityState = { kind: "shutdown" };

/** The state after `event`: the same object where the event means nothing in `state`. */
export function nextConnectivity(
  state: ConnectivityState,
  event: ConnectivityEvent,
): ConnectivityState {
  if (state.kind === "shutdown") return state;
  switch (event.kind) {
    case "connect":
      return state.kind === "idle" ? CONNECTING : state;
    case "connected":
      return state.kind === "connecting" ? READY : state;
    case "failed": {
      if (state.kind !== "connecting" && state.kind !== "ready") return state;
      const { reason, cause, retryAtMs } = event;
      return { kind: "transientFailure", reason, cause, retryAtMs };
    }
    case "lost":
      return state.kind === "ready" ? IDLE : state;
    case "retryDue":
      return state.kind === "transientFailure" ? IDLE : state;
    case "shutdown":
      return SHUTDOWN;
  }
}
