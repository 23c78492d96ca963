// How a server of Node's own streams sends many bytes: as fast as they are taken, and no faster.

import type { Writable } from "node:stream";
import { nextPiece } from "../../load/bulk/bulk-request.js";

/** Writes `total` bytes of the pattern, and calls `onWritten` when all have been given to the stream. */
export function writeBulk(stream: Writable, total: number, onWritten: () => void): void {
  let sent = 0;
  const write = (): void => {
    while (sent < total) {
      const piece = nextPiece(sent, total);
      sent += piece.length;
      if (!stream.write(piece) && sent < total) {
        stream.once("drain", write);
        return;
      }
    }
    onWritten();
  };
  write();
}
