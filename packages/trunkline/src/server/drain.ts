// How a server closes: connections go as their last call ends, the rest when the time is up.
//
//   draining --a connection has no stream left--> closing its connections --all closed--> closed
//   draining --graceMs passed--> calls ended with UNAVAILABLE --> closing --> closed
//
// Invariant: it always settles. Closing a session never takes longer than the session's own patience
// with a peer that does not follow.

import { type Clock, Timer } from "../base/index.js";
import type { ServerConnection } from "./server-connection.js";

const SHUTTING_DOWN = "The server is shutting down";

export class Drain extends Timer {
  readonly #clock: Clock;
  readonly #connections: ReadonlySet<ServerConnection>;
  readonly #onDone: () => void;
  #endsAtMs = Infinity;
  #isDone = false;
  /** The time was up. */
  #hasExpired = false;

  /** @param connections the server's open connections, a set that shrinks as they close */
  constructor(clock: Clock, connections: ReadonlySet<ServerConnection>, onDone: () => void) {
    super();
    this.#clock = clock;
    this.#connections = connections;
    this.#onDone = onDone;
  }

  /** Tells every client to go elsewhere and lets calls run on until `graceMs` from now, or earlier if said before. */
  start(graceMs: number): void {
    if (this.#isDone) return;
    this.#endsAtMs = Math.min(this.#endsAtMs, this.#clock.nowMs() + graceMs);
    for (const { session } of this.#connections) {
      session.connection.drain(SHUTTING_DOWN);
    }
    if (graceMs === 0) this.#expire();
    else if (this.#endsAtMs < Infinity) this.#clock.schedule(this, this.#endsAtMs);
    this.check();
  }

  /** A connection has come that the system had accepted before: its first request may be under way. */
  add(connection: ServerConnection): void {
    if (this.#hasExpired || this.#isDone) connection.session.close();
    else connection.session.connection.drain(SHUTTING_DOWN);
    this.check();
  }

  /** A connection has closed, or its last stream has. */
  check(): void {
    if (this.#isDone) return;
    for (const connection of [...this.#connections]) {
      // Streams outlive their calls while replies wait in their queues; and until the client has seen
      // the first GOAWAY it may be opening another one.
      if (connection.session.connection.isDrained) connection.session.close();
    }
    if (this.#connections.size > 0) return;
    this.#isDone = true;
    this.#clock.cancel(this);
    this.#onDone();
  }

  override onTimer(): void {
    this.#expire();
    this.check();
  }

  #expire(): void {
    this.#hasExpired = true;
    this.#endsAtMs = Infinity;
    for (const connection of [...this.#connections]) {
      connection.shutDownCalls(SHUTTING_DOWN);
      connection.session.close();
    }
  }
}
