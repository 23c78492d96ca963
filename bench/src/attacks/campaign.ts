// The course of one attack: connections to one server until the time is up, and the record of each.

import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { connect as connectSecurely } from "node:tls";
import { type ConnectOptions, HostileConnection } from "./hostile-connection.js";
import type { Outcome } from "./outcome.js";

/** An attacker that was cut off comes back, but no more often than this: floods of connections are another matter. */
const RECONNECT_MS = 50;
/** How long an attack of a few frames waits for what the server does about them. */
const ANSWER_MS = 500;
/** How much longer than asked for the server may take to end the first connection. */
const SLOW_MACHINE_MS = 10_000;

export class Campaign {
  /** Told with the outcome. */
  readonly facts: string[] = [];
  readonly target: string;
  readonly #problems = new Set<string>();
  readonly #host: string;
  readonly #port: number;
  readonly #connections: HostileConnection[] = [];
  /** When the attack is to be over, as `performance.now()` counts. */
  readonly untilMs: number;

  constructor(target: string, seconds: number) {
    this.target = target;
    const colon = target.lastIndexOf(":");
    this.#host = target.slice(0, colon);
    this.#port = Number(target.slice(colon + 1));
    this.untilMs = performance.now() + seconds * 1_000;
  }

  get isOver(): boolean {
    return performance.now() >= this.untilMs;
  }

  get hasProblem(): boolean {
    return this.#problems.size > 0;
  }

  /** What went wrong in a way that no record shows; the same sentence counts once. */
  problem(sentence: string): void {
    this.#problems.add(sentence);
  }

  /** One more connection. */
  async connect(options: ConnectOptions = {}): Promise<HostileConnection> {
    const address = { host: this.#host, port: this.#port };
    const socket =
      options.tls === undefined
        ? connect({ ...address, noDelay: true })
        : connectSecurely({ ...address, rejectUnauthorized: false, ...options.tls });
    await once(socket, options.tls === undefined ? "connect" : "secureConnect");
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

  /**
   * Sends what `next` gives until the server ends the connection or the time is up. On the first connection
   * there is more time, so that a slow machine is not taken for a server without a defence.
   */
  async flood(
    connection: HostileConnection,
    framesAtOnce: number,
    next: () => Uint8Array,
  ): Promise<void> {
    const isFirst = this.#connections.length === 1;
    const untilMs = isFirst ? this.untilMs + SLOW_MACHINE_MS : this.untilMs;
    while (performance.now() < untilMs) {
      if (!(await connection.push(next(), framesAtOnce, untilMs))) return;
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
    return {
      connections: this.#connections.map(({ record }) => record),
      facts: this.facts,
      problems: [...this.#problems],
    };
  }
}
