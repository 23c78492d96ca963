// Which signals close a server, and how: the first as close() does, the second at once. What comes after that
// is the system's again and ends the process.

import { assertKnownKeys } from "../base/index.js";
import { type CloseOptions, resolveGraceMs } from "../grpc/index.js";
import { distinctSignals, isCatchableSignal } from "../transport/index.js";
import type { Environment } from "./environment.js";

/** How a server that listens answers signals. */
export interface CloseOnSignalsOptions extends CloseOptions {
  /** Which signals close it. Default SIGTERM and SIGINT. */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
}

/** The same with every default decided. */
export interface SignalSettings {
  readonly signals: readonly NodeJS.Signals[];
  readonly graceMs: number;
}

const SIGNALS: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT"];

/**
 * Null where no signal closes the server, which is the default.
 * @throws TypeError or RangeError for what is no such option
 */
export function resolveCloseOnSignals(
  option: boolean | CloseOnSignalsOptions | undefined,
): SignalSettings | null {
  if (option === undefined || option === false) return null;
  const given = option === true ? {} : option;
  const graceMs = resolveGraceMs(given);
  assertKnownKeys("closeOnSignals", given, ["signals", "graceMs"]);
  const { signals = SIGNALS } = given;
  if (!Array.isArray(signals) || !signals.every(isCatchableSignal)) {
    throw new TypeError(
      `Cannot set closeOnSignals.signals to ${JSON.stringify(signals)}: expected a list of signals that can be caught, such as ["SIGTERM"]`,
    );
  }
  return { signals: distinctSignals(signals), graceMs };
}

/**
 * Closes a server by `close` when signals come. Gives the function that leaves them to the system again.
 */
export function closeOnSignals(
  { signals, graceMs }: SignalSettings,
  environment: Environment,
  close: (graceMs: number) => void,
): () => void {
  let isSecond = false;
  const stop = environment.onSignals(signals, () => {
    if (isSecond) stop();
    close(isSecond ? 0 : graceMs);
    isSecond = true;
  });
  return stop;
}
