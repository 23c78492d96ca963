// What may cancel a call from outside: its signal, and the call that it is made for.
//
// A parent that tells its listeners is not asked for its signal, whose making costs more than the rest
// of the call.

import type { CancelListener, StatusError } from "../grpc/index.js";
import { type CallIdentity, cancelledByParent, cancelledBySignal } from "./call-errors.js";
import type { CallOptions, CallParent } from "./call-options.js";
import { type AbortListener, addAbortListener, removeAbortListener } from "./signal-listeners.js";

/** A call, as its signal and its parent see it. */
export interface SignalledCall extends CallIdentity, AbortListener, CancelListener {}

/**
 * Checks the signals that a call with these options listens to.
 *
 * @throws TypeError for a signal that is none
 */
export function assertSignals({ signal, parent }: CallOptions): void {
  assertSignal(signal);
  if (parent !== undefined && parent.addCancelListener === undefined) assertSignal(parent.signal);
}

/** Why `call` cannot begin: its signal or its parent is cancelled already; undefined when none is. */
export function cancelledBefore(
  call: CallIdentity,
  { signal, parent }: CallOptions,
): StatusError | undefined {
  if (signal?.aborted === true) return cancelledBySignal(call, signal.reason);
  if (parent === undefined || !isCancelled(parent)) return undefined;
  return cancelledByParent(call, parent.signal?.reason);
}

/** Has `call` told of a cancellation. */
export function watchSignals(call: SignalledCall, { signal, parent }: CallOptions): void {
  if (signal !== undefined) addAbortListener(signal, call);
  if (parent?.addCancelListener !== undefined) parent.addCancelListener(call);
  else if (parent?.signal !== undefined) addAbortListener(parent.signal, call);
}

/** Takes back what watchSignals() did with the same options. */
export function unwatchSignals(call: SignalledCall, { signal, parent }: CallOptions): void {
  if (signal !== undefined) removeAbortListener(signal, call);
  if (parent?.removeCancelListener !== undefined) parent.removeCancelListener(call);
  else if (parent?.signal !== undefined) removeAbortListener(parent.signal, call);
}

function isCancelled(parent: CallParent): boolean {
  if (parent.isCancelled === true) return true;
  return parent.addCancelListener === undefined && parent.signal?.aborted === true;
}

function assertSignal(signal: AbortSignal | undefined): void {
  if (signal === undefined || typeof signal?.addEventListener === "function") return;
  throw new TypeError(
    `Cannot use ${signal === null ? "null" : `a value of type ${typeof signal}`} as a signal: expected an AbortSignal`,
  );
}
