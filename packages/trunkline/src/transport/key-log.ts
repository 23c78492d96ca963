// SSLKEYLOGFILE: the secrets of TLS connections, appended to a file in the format that Wireshark reads,
// so that one's own traffic can be looked at. When the variable is not set no connection has a listener.

import { appendFileSync } from "node:fs";

let isWorking = true;

/** True when the environment names a file for secrets. */
export function isKeyLogWanted(): boolean {
  return isWorking && (process.env.SSLKEYLOGFILE ?? "") !== "";
}

/** Listener of a socket's or a server's `keylog` event. */
export function logKeys(line: Buffer): void {
  const file = process.env.SSLKEYLOGFILE;
  if (!isWorking || file === undefined || file === "") return;
  try {
    appendFileSync(file, line, { mode: 0o600 });
  } catch (error) {
    isWorking = false;
    process.emitWarning(
      `Cannot write TLS secrets to SSLKEYLOGFILE: ${(error as Error).message}; none are written from here on`,
    );
  }
}
