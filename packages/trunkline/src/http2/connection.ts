// The connection, as the layers above use it.

import type { ConnectionCounters } from "./connection-counters.js";
import type { GoAway } from "./connection-sink.js";
import type { Cost } from "./cost-ledger.js";
import type { Stream } from "./stream.js";

/**
 * A connection as a sink's owner uses it: streams, the end in order, counters. Commands may be given at any time,
 * inside the sink's methods too; what they send leaves with the rest of the turn.
 */
export abstract class Connection {
  /** Client: true when openStream would give a stream now. */
  abstract readonly canOpenStream: boolean;
  /** True once the peer's SETTINGS have come: it speaks HTTP/2. */
  abstract readonly hasReceivedSettings: boolean;
  /** False once GOAWAY was sent or received, the last stream id is used (client), or the connection is gone. */
  abstract readonly isAcceptingStreams: boolean;
  /** Streams that are open or whose handler has not settled. */
  abstract readonly openStreamCount: number;
  /** What the peer said when it stopped accepting streams; null until then. */
  abstract readonly goAwayReceived: GoAway | null;

  /**
   * Client: the next stream, or null at the peer's limit (wait for onCapacity) and where no stream can be
   * opened any more (isAcceptingStreams is false). Headers must be sent in the order in which streams were
   * opened (RFC 9113 §5.1.1). A server opens none.
   */
  abstract openStream(context: unknown): Stream | null;
  /**
   * Ends the connection without losing a call: a server says that the end is near, waits until the client
   * must have seen it, and then names the last stream that it will process (RFC 9113 §6.8); open
   * streams run on. `onIdle` is called when it is over.
   * @param onLastStreamNamed called then, unless the end has been announced before or comes sooner
   */
  abstract drain(debugText: string, onLastStreamNamed?: () => void): void;
  /** True once the end has been announced, the last stream named, and none is left: time to close. */
  abstract readonly isDrained: boolean;
  /** Sends a PING unless one is under way; the sink hears of its answer (`onPingAck`). */
  abstract ping(): void;
  /** What has happened since the connection began. */
  abstract readonly counters: Readonly<ConnectionCounters>;
  /** What the peer was charged for, by kind: see Cost. */
  abstract readonly costs: Readonly<Record<keyof typeof Cost, number>>;
  /** Sends GOAWAY with the last stream id processed so far; open streams run on. */
  abstract goAway(code: number, debugText: string): void;
}
