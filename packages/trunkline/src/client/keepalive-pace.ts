// How often the connections of a channel ask whether the server is there. A server that finds that too often says so
// as it ends a connection, and those made after it ask half as often (gRFC A8).

import type { ResolvedKeepalive } from "../http2/index.js";

/** More often than this no server is asked, whatever the options say. */
const LEAST_TIME_MS = 10_000;

/** Shared by all connections of a channel. */
export class KeepalivePace {
  readonly #target: string;
  readonly #options: ResolvedKeepalive;
  #timeMs: number;

  constructor(target: string, options: ResolvedKeepalive) {
    this.#target = target;
    this.#options = options;
    this.#timeMs = Math.max(LEAST_TIME_MS, options.timeMs);
  }

  /** For the next connection. */
  get options(): ResolvedKeepalive {
    return { ...this.#options, timeMs: this.#timeMs };
  }

  /** A server has ended a connection that asked after `timeMs`. */
  slowDown(timeMs: number): void {
    // Several connections may be told of the same pace, and where none asks it was something else.
    if (2 * timeMs <= this.#timeMs || timeMs === Infinity) return;
    this.#timeMs = 2 * timeMs;
    console.warn(
      `trunkline: "${this.#target}" is asked too often whether it is there (too_many_pings): keepalive.timeMs was ${timeMs} and is ${this.#timeMs} from now on`,
    );
  }
}
