// How calls learn that the call they are made for has ended. A server's call has an AbortSignal for
// handlers, but making one and listening to it takes some microseconds on Node 20, and a relay would
// pay that for every call.

/** Something that ends when a call does. */
export interface CancelListener {
  /** The call was cancelled; must not throw. `reason` is what its signal would say. */
  onCancel(reason: unknown): void;
}

/** A call that tells its listeners, once, when it is cancelled. */
export interface CancelSource {
  readonly isCancelled: boolean;
  addCancelListener(listener: CancelListener): void;
  /** Harmless when it does not listen. */
  removeCancelListener(listener: CancelListener): void;
}
