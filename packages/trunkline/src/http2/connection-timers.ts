// What a connection waits for, and until when. The host has one timer for each connection and is told
// the earliest of these times (host.wakeAt); when it has come, check-timers.ts looks at all of them.

/** The things that are waited for. The value is the index into a connection's times. */
export const Wait = {
  /** The peer's preface and its first SETTINGS (RFC 9113 §3.4). */
  handshake: 0,
  /** The acknowledgement of our SETTINGS (RFC 9113 §6.5.3). */
  settingsAck: 1,
  /** The rest of a header block, or of a frame other than DATA. */
  frame: 2,
  /** The acknowledgement of the PING between the two GOAWAY (RFC 9113 §6.8). */
  drain: 3,
  /** A peer that lets none of what waits for it through. */
  stall: 4,
  /** A first stream, or another one. */
  idle: 5,
  /** A window that is open for a few bytes only to open further. */
  smallWindow: 6,
  /** A peer that says nothing: to be asked, or to answer. */
  keepalive: 7,
} as const;
export type Wait = (typeof Wait)[keyof typeof Wait];

export class ConnectionTimers {
  readonly #atMs: number[] = new Array<number>(Object.keys(Wait).length).fill(Infinity);

  at(wait: Wait): number {
    return this.#atMs[wait]!;
  }

  set(wait: Wait, atMs: number): void {
    this.#atMs[wait] = atMs;
  }

  /** The earliest of all; Infinity when nothing is waited for. */
  get nextMs(): number {
    let next = Infinity;
    for (const atMs of this.#atMs) if (atMs < next) next = atMs;
    return next;
  }
}
