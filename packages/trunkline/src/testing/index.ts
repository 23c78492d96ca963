// What tests need: virtual time, and an encoding that waits.

export { runs, SlowRuns } from "./runs-encoding.js";
export { VirtualClock } from "./virtual-clock.js";
