// Connections that have lived long enough (gRFC A9): clients find their way to servers that were added since, and a
// balancer in between gets its chance.
//
//   open --maxConnectionAgeMs, more or less 10 %--> draining: "max_age" --last stream named, then the grace--> ended
//
// The 10 % keep connections that were made together from coming back together.

import { type Clock, Timer } from "../base/index.js";
import type { Session } from "../transport/index.js";

const JITTER = 0.1;

/** How old connections become, and how long their calls may take then. */
export interface ConnectionAgeLimits {
  readonly maxConnectionAgeMs: number;
  readonly maxConnectionAgeGraceMs: number;
}

/** A connection as its age sees it. */
export interface AgingConnection {
  readonly session: Session;
  /** Ends every call now, with UNAVAILABLE and this message. */
  shutDownCalls(message: string): void;
}

/** The age of one connection; where there is no limit, no connection has one. */
export class ConnectionAge extends Timer {
  readonly #clock: Clock;
  readonly #connection: AgingConnection;
  readonly #graceMs: number;
  #isOld = false;

  /** @param random from 0 to 1 */
  constructor(
    clock: Clock,
    connection: AgingConnection,
    { maxConnectionAgeMs, maxConnectionAgeGraceMs }: ConnectionAgeLimits,
    random: number,
  ) {
    super();
    this.#clock = clock;
    this.#connection = connection;
    this.#graceMs = maxConnectionAgeGraceMs;
    const ageMs = maxConnectionAgeMs * (1 + JITTER * (2 * random - 1));
    clock.schedule(this, clock.nowMs() + ageMs);
  }

  /** The connection has gone. */
  cancel(): void {
    this.#clock.cancel(this);
  }

  /** Whether the process lives for the connection is its socket's. */
  override get isReferenced(): boolean {
    return false;
  }

  override onTimer(): void {
    const connection = this.#connection;
    if (this.#isOld) {
      connection.shutDownCalls("The connection has reached its maximum age");
      connection.session.close();
      return;
    }
    this.#isOld = true;
    connection.session.connection.drain("max_age", () => this.#beginGrace());
  }

  /** The client knows: from here on its calls have their time. */
  #beginGrace(): void {
    if (this.#graceMs === Infinity) return;
    this.#clock.schedule(this, this.#clock.nowMs() + this.#graceMs);
  }
}
