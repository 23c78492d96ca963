// The connection, as the layers above use it.

import type { GoAway } from "./connection-sink.js";
import type { Stream } from "./stream.js";

export abstract class Connection {
  /** Client: true when openStream would give a stream now. */
  abstract readonly canOpenStream: boolean;
  /** True once the peer's SETTINGS have come: it speaks HTTP/2. */
  abstract readonly hasReceivedSettings: boolean;
  /** False once GOAWAY was sent or received, or the connection is gone. */
  abstract readonly isAcceptingStreams: boolean;
  /** Streams that are open or whose handler has not settled. */
  abstract readonly openStreamCount: number;
  /** What the peer said when it stopped accepting streams; null until then. */
  abstract readonly goAwayReceived: GoAway | null;

  /** Client: the next stream, or null at the peer's limit (wait for onCapacity) and after GOAWAY. */
  abstract openStream(context: unknown): Stream | null;
  /** Sends GOAWAY with the last stream id processed; open streams run on. */
  abstract goAway(code: number, debugText: string): void;
}
