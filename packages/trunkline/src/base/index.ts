// Memory, time and queues. Nothing here knows what a stream, a message or a call is.

export type { Clock } from "./clock.js";
export { copyBytes } from "./copy-bytes.js";
export { formatMs } from "./format-ms.js";
export { assertCount, assertFunction, assertKnownKeys, assertOptions } from "./options.js";
export { dataViewOf, OutputBuffer } from "./output-buffer.js";
export { runHook } from "./run-hook.js";
export { findSimilar } from "./similar-name.js";
export { Timer, TimerWheel } from "./timer-wheel.js";
export { readUint32, writeUint32 } from "./uint32.js";
