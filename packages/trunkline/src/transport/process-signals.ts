// Signals of the process, for whoever ends in order when it is asked to.

import { constants } from "node:os";

const UNCATCHABLE: readonly string[] = ["SIGKILL", "SIGSTOP"];

/** True for the name of a signal that the system knows and lets itself be caught. */
export function isCatchableSignal(name: unknown): name is NodeJS.Signals {
  return (
    typeof name === "string" &&
    Object.hasOwn(constants.signals, name) &&
    !UNCATCHABLE.includes(name)
  );
}

/** Each signal once, however often and by whichever of its names it is listed: SIGIOT is SIGABRT. */
export function distinctSignals(signals: readonly NodeJS.Signals[]): NodeJS.Signals[] {
  return [...new Map(signals.map((name) => [constants.signals[name], name])).values()];
}

/**
 * Calls `listener` for each of these signals, which then do not end the process any more. Gives the function that
 * stops it.
 */
export function onSignals(signals: readonly NodeJS.Signals[], listener: () => void): () => void {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.removeListener(signal, listener);
  };
}
