// What a connection remembers for the sake of keepalive: of the PING that it sends (keepalive.ts), and of those that
// it receives (ping-policy.ts).

/** What a connection that asks after its peer knows of it. */
export class Keepalive {
  state: "quiet" | "asking" | "lastLook" | "dormant" = "quiet";
  /** The bytes that had been received when the last of them were seen, and when that was. */
  seenBytes = 0;
  seenAtMs: number;

  constructor(nowMs: number) {
    this.seenAtMs = nowMs;
  }
}

/** What a server remembers of a client's PING. */
export class PingRecord {
  lastAtMs: number = -Infinity;
  strikes = 0;
  /** HEADERS and DATA sent when the last PING came. */
  sentBefore = 0;
}
