// Two connections at the ends of a wire with a length and a width, in time that is reckoned and not spent.

import { copyBytes } from "../base/index.js";
import type { ConnectionHost, ConnectionOptions, ConnectionSink, Role } from "./index.js";
import { Http2Connection } from "./index.js";

/** What a wire is like, the same in both directions. */
export interface LinkQuality {
  readonly roundTripMs: number;
  readonly bytesPerMs: number;
}

export interface LinkEndOptions {
  readonly http2?: ConnectionOptions;
  /** Sees what this end writes. */
  readonly onSent?: (bytes: Uint8Array) => void;
  createSink(): ConnectionSink;
}

/** A piece of what was written: when it has left its end, and when it reaches the other. */
interface Piece {
  readonly bytes: Uint8Array;
  readonly leavesAtMs: number;
  readonly arrivesAtMs: number;
}

const PIECE_BYTES = 16_384;
/** As a session has it: above the one a socket counts as full, up to the other as free. */
const BLOCKED_BYTES = 131_072;
const UNBLOCKED_BYTES = 32_768;

export class SimulatedLink {
  nowMs = 0;
  readonly client: Http2Connection;
  readonly server: Http2Connection;
  readonly #ends: readonly [LinkEnd, LinkEnd];

  constructor(quality: LinkQuality, client: LinkEndOptions, server: LinkEndOptions) {
    const left = new LinkEnd("client", this, quality, client);
    const right = new LinkEnd("server", this, quality, server);
    this.#ends = [left, right];
    this.client = left.connection;
    this.server = right.connection;
    this.client.start(client.createSink());
    this.server.start(server.createSink());
    this.#flush();
  }

  /** Lets so much time pass, with all that happens in it. */
  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    this.#flush();
    for (;;) {
      const [left, right] = this.#ends;
      const atMs = Math.min(left.nextMs, right.nextMs);
      if (atMs > untilMs) break;
      this.nowMs = atMs;
      if (left.nextMs === atMs) left.happen(right.connection);
      else right.happen(left.connection);
      this.#flush();
    }
    this.nowMs = untilMs;
  }

  #flush(): void {
    for (const end of this.#ends) end.flushIfDue();
  }
}

class LinkEnd implements ConnectionHost {
  readonly connection: Http2Connection;
  readonly #link: SimulatedLink;
  readonly #quality: LinkQuality;
  readonly #onSent: ((bytes: Uint8Array) => void) | undefined;
  readonly #leaving: Piece[] = [];
  readonly #underWay: Piece[] = [];
  #pendingBytes = 0;
  #isBlocked = false;
  #wireFreeAtMs = 0;
  #isFlushDue = true;

  constructor(role: Role, link: SimulatedLink, quality: LinkQuality, options: LinkEndOptions) {
    this.#link = link;
    this.#quality = quality;
    this.#onSent = options.onSent;
    this.connection = new Http2Connection(role, this, options.http2);
  }

  /** When the next piece leaves or arrives; Infinity when none is there. */
  get nextMs(): number {
    const leavesAtMs = this.#leaving[0]?.leavesAtMs ?? Infinity;
    return Math.min(leavesAtMs, this.#underWay[0]?.arrivesAtMs ?? Infinity);
  }

  happen(receiver: Http2Connection): void {
    if (this.#leaving[0]?.leavesAtMs === this.nextMs) {
      const piece = this.#leaving.shift()!;
      this.#underWay.push(piece);
      this.#pendingBytes -= piece.bytes.length;
      this.#measureBacklog();
    } else {
      receiver.receive(this.#underWay.shift()!.bytes);
    }
  }

  flushIfDue(): void {
    // The end of a received chunk is a flush even where nobody asked for it.
    if (this.#isFlushDue || this.connection.output.length > 0) this.flush();
  }

  scheduleFlush(): void {
    this.#isFlushDue = true;
  }

  flush(): void {
    this.#isFlushDue = false;
    const { output } = this.connection;
    this.connection.outputTaken();
    for (let at = 0; at < output.length; at += PIECE_BYTES) {
      this.#send(copyBytes(output.bytes, at, Math.min(output.length, at + PIECE_BYTES)));
    }
    output.length = 0;
    this.#measureBacklog();
  }

  lendBuffer(): Uint8Array {
    return new Uint8Array(98_304);
  }

  nowMs(): number {
    return this.#link.nowMs;
  }

  wakeAt(): void {}

  #send(bytes: Uint8Array): void {
    const { roundTripMs, bytesPerMs } = this.#quality;
    this.#onSent?.(bytes);
    const beginsAtMs = Math.max(this.#link.nowMs, this.#wireFreeAtMs);
    const leavesAtMs = beginsAtMs + bytes.length / bytesPerMs;
    this.#wireFreeAtMs = leavesAtMs;
    this.#pendingBytes += bytes.length;
    this.#leaving.push({ bytes, leavesAtMs, arrivesAtMs: leavesAtMs + roundTripMs / 2 });
  }

  #measureBacklog(): void {
    const wasBlocked = this.#isBlocked;
    if (this.#pendingBytes > BLOCKED_BYTES) this.#isBlocked = true;
    else if (this.#pendingBytes <= UNBLOCKED_BYTES) this.#isBlocked = false;
    if (this.#isBlocked !== wasBlocked) this.connection.setBlocked(this.#isBlocked);
  }
}
