// How long the event loop is held up: while it is, nobody else is answered.

import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 1;

/** From now on, SIGUSR2 prints the longest time that the event loop was held up, in milliseconds. */
export function watchStalls(): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on("SIGUSR2", () => console.log(`held up ${(delay.max / 1e6).toFixed(0)} ms`));
}
