// Sinks for tests of what lies below them.

import type { ConnectionSink } from "../http2/index.js";

/** A sink that does nothing, but for what is given. */
export function quietSink(does: Partial<ConnectionSink>): ConnectionSink {
  return {
    onHeaders() {},
    onData() {},
    onTrailers() {},
    onReset: (stream) => stream.release(),
    onWritable() {},
    onSettings() {},
    onCapacity() {},
    onIdle() {},
    onGoAway() {},
    isResetFree: () => true,
    onPingAck() {},
    onClosed() {},
    ...does,
  };
}
