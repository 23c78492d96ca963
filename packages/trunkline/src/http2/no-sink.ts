// Who hears of a connection before it is started: nobody.

import type { ConnectionSink } from "./connection-sink.js";

/** A sink that does nothing. */
export const NO_SINK: ConnectionSink = {
  onHeaders() {},
  onData() {},
  onTrailers() {},
  isResetFree: () => true,
  onReset() {},
  onWritable() {},
  onSettings() {},
  onCapacity() {},
  onIdle() {},
  onPingAck() {},
  onGoAway() {},
  onClosed() {},
};
