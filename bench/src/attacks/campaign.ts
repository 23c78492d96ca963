// The course of one attack: connections to one server until the time is up, and the record of each.

import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { type ConnectOptions, HostileConnection } from "./hostile-connection.js";
import type { Outcome } from "./outcome.js";

/** An attacker that was cut off comes back, but no more often than this: floods of connections are another matter. */
const RECONNECT_MS = 50;
/** How long an attack of a few frames waits for what the server does about them. */
const ANSWER_MS = 500;

export class Campaign {
  readonly notes: string[] = [];
  readonly #host: string;
  readonly #port: number;
  readonly #connections: HostileConnection[] = [];
  /** When the attack is to be over, as `performance.now()` counts. */
  readonly untilMs: number;

  constructor(target: string, seconds: number) {
    const colon = target.lastIndexOf(":");
    this.#host = target.slice(0, colon);
    this.#port = Number(target.slice(colon + 1));
    this.untilMs = performance.now() + seconds * 1_000;
  }

  get isOver(): boolean {
    return performance.now() >= this.untilMs;
  }

  /** One more connection. */
  async connect(options: ConnectOptions = {}): Promise<HostileConnection> {
    const socket = connect({ host: this.#host, port: this.#port, noDelay: true });
    await once(socket, "connect");
    const connection = new HostileConnection(socket, options);
    this.#connections.push(connection);
    return connection;
  }

  /** Attacks over one connection after the other; at least one, however short the time. */
  async wave(
    options: ConnectOptions,
    attack: (connection: HostileConnection) => Promise<unknown> | undefined,
  ): Promise<void> {
    do {
      const startedAt = performance.now();
      const connection = await this.connect(options);
      await attack(connection);
      await this.awaitEnd(connection);
      await setTimeout(Math.max(0, startedAt + RECONNECT_MS - performance.now()));
    } while (!this.isOver);
  }

  /** Sends what `next` gives until the server ends the connection or the time is up. */
  async flood(
    connection: HostileConnection,
    framesAtOnce: number,
    next: () => Uint8Array,
  ): Promise<void> {
    while (!this.isOver) {
      if (!(await connection.push(next(), framesAtOnce, this.untilMs))) return;
    }
  }

  /** Gives the server some time to end the connection, then does so itself. */
  async awaitEnd(connection: HostileConnection): Promise<void> {
    connection.readOn();
    if (connection.isOpen) {
      const timer = new AbortController();
      const timeout = setTimeout(ANSWER_MS, undefined, { signal: timer.signal }).catch(() => {});
      await Promise.race([connection.ended, timeout]);
      timer.abort();
    }
    connection.leave();
  }

  /** Waits, but not beyond the end of the attack. */
  async pause(ms: number): Promise<void> {
    await setTimeout(Math.max(0, Math.min(ms, this.untilMs - performance.now())));
  }

  /** Ends every connection, and tells how each went. */
  finish(): Outcome {
    for (const connection of this.#connections) connection.leave();
    return { connections: this.#connections.map(({ record }) => record), notes: this.notes };
  }
}
