// One listener a signal, however many calls it stands for. Many calls share the signal of what they are
// made for; a listener for each would print Node's warning of a leak from the eleventh on, and cost
// more than the set of calls here.

/** A call, as its signal sees it. */
export interface AbortListener {
  /** Called once; the listener has been removed. Must not throw. */
  onAbort(signal: AbortSignal): void;
}

class SignalListeners {
  readonly listeners = new Set<AbortListener>();

  handleEvent(event: Event): void {
    const signal = event.target as AbortSignal;
    const listeners = [...this.listeners];
    this.listeners.clear();
    signal.removeEventListener("abort", this);
    for (const listener of listeners) listener.onAbort(signal);
  }
}

const bySignal = new WeakMap<AbortSignal, SignalListeners>();

/** Tells `listener` when `signal`, which has not been aborted, is. The same listener is told once. */
export function addAbortListener(signal: AbortSignal, listener: AbortListener): void {
  let shared = bySignal.get(signal);
  if (shared === undefined) {
    shared = new SignalListeners();
    bySignal.set(signal, shared);
  }
  if (shared.listeners.size === 0) signal.addEventListener("abort", shared);
  shared.listeners.add(listener);
}

/** Harmless when `listener` is not listening. */
export function removeAbortListener(signal: AbortSignal, listener: AbortListener): void {
  const shared = bySignal.get(signal);
  if (shared === undefined || !shared.listeners.delete(listener)) return;
  if (shared.listeners.size === 0) signal.removeEventListener("abort", shared);
}
