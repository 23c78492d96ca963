// What tests need: virtual time.

export { VirtualClock } from "./virtual-clock.js";
