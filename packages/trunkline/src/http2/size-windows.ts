// Windows that size themselves: when the bandwidth-delay product is measured, and what becomes of it.
//
// The connection's window grows at once. A stream's grows with its next WINDOW_UPDATE (receive-window.ts),
// which comes when its bytes are consumed: one whose reader has stopped stays as it is. New streams begin
// with the window that SETTINGS promised, so that a peer with many of them is not promised too much.

import type { ConnectionState } from "./connection-state.js";
import { PingPurpose, sendPing } from "./pings.js";
import { widenOwnWindow } from "./send-control.js";

/** Credit has just been given back, so a good part of a window has arrived: measures, now and then. */
export function measureBandwidth(connection: ConnectionState): void {
  const { bandwidth } = connection;
  if (!bandwidth.isWanted) return;
  if (bandwidth.begin(receivedBytes(connection), connection.host.nowMs())) {
    sendPing(connection, PingPurpose.bandwidth);
  }
}

/** The peer has answered a PING of the measurement. */
export function bandwidthMeasured(connection: ConnectionState): void {
  const { bandwidth } = connection;
  const measured = bandwidth.answered(receivedBytes(connection), connection.host.nowMs());
  if (measured === "pingAgain") sendPing(connection, PingPurpose.bandwidth);
  if (measured !== "grown" || bandwidth.windowBytes <= connection.windowBytes) return;
  const increment = bandwidth.windowBytes - connection.windowBytes;
  connection.windowBytes = bandwidth.windowBytes;
  widenOwnWindow(connection, increment);
}

/** Flow-controlled bytes that have arrived: what was ever granted, but for what is still open. */
export function receivedBytes(connection: ConnectionState): number {
  return connection.grantedBytes - connection.receiveWindow;
}
