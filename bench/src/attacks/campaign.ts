// The course of one attack: connections to one server until the time is up, and the record of each.

import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { connect as connectSecurely } from "node:tls";
import { frame, PING } from "./frames.js";
import { type ConnectOptions, HostileConnection } from "./hostile-connection.js";
import type { Outcome } from "./outcome.js";
import type { Progress } from "./progress.js";

/** An attacker that was cut off comes back, but no more often than this: floods of connections are another matter. */
const RECONNECT_MS = 50;
/**
 * How long the server may take for what it has to do, and the attacker for what it must have done: so long that
 * no slow machine is taken for a server without a defence.
 */
const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 10;
/** How often an attacker that does not read asks whether its connection is still there. */
const PROBE_MS = 50;

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
  /** False where nothing is to be judged that only a clock can tell. */
  readonly isTimed: boolean;
  readonly #least: Progress;

  /** @param least what must have been done, however long that takes */
  constructor(target: string, seconds: number, least: Progress, isTimed: boolean) {
    this.target = target;
    this.#least = least;
    this.isTimed = isTimed;
    const colon = target.lastIndexOf(":");
    this.#host = target.slice(0, colon);
    this.#port = Number(target.slice(colon + 1));
    this.untilMs = performance.now() + seconds * 1_000;
  }

  get isOver(): boolean {
    const nowMs = performance.now();
    return nowMs >= this.untilMs && (this.#hasDoneEnough || nowMs >= this.#patientUntilMs);
  }

  get #hasDoneEnough(): boolean {
    const { connections, frames } = this.#least;
    const sent = this.#connections.reduce((sum, { record }) => sum + record.framesSent, 0);
    return this.#connections.length >= connections && sent >= frames;
  }

  get #patientUntilMs(): number {
    return this.untilMs + PATIENCE_MS;
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
   * Sends what `next` gives until the server ends the connection or the time is up, which cuts it short. The first
   * connection is not cut short: its end is what shows that there is a defence.
   */
  async flood(
    connection: HostileConnection,
    framesAtOnce: number,
    next: () => Uint8Array,
  ): Promise<void> {
    const isFirst = this.#connections.length === 1;
    const isDue = (): boolean =>
      isFirst ? performance.now() < this.#patientUntilMs : !this.isOver;
    while (isDue()) {
      const untilMs = isFirst || !this.#hasDoneEnough ? this.#patientUntilMs : this.untilMs;
      if (!(await connection.push(next(), framesAtOnce, untilMs))) return;
    }
    connection.leave();
  }

  /** Waits until the server ends the connection; one that never does is left. */
  async awaitEnd(connection: HostileConnection): Promise<void> {
    connection.readOn();
    await this.#orEnd(connection, PATIENCE_MS);
    connection.leave();
  }

  /** The same without reading: that the connection is over shows when something is sent. */
  async awaitEndUnread(connection: HostileConnection): Promise<void> {
    const untilMs = performance.now() + PATIENCE_MS;
    while (connection.isOpen && performance.now() < untilMs) {
      connection.send(frame(PING, 0, 0, Buffer.alloc(8)));
      await this.#orEnd(connection, PROBE_MS);
    }
    connection.leave();
  }

  /** Waits for answers, and for the connection's end at the longest; that they never come is a problem. */
  async awaitAnswers(connection: HostileConnection, count: number): Promise<void> {
    const { answers, resets } = connection.record;
    const came = (): number =>
      [...Object.values(answers), ...Object.values(resets)].reduce((sum, each) => sum + each, 0);
    const untilMs = performance.now() + PATIENCE_MS;
    while (connection.isOpen && came() < count) {
      if (performance.now() > untilMs) {
        this.problem(`${came()} of ${count} answers came within ${PATIENCE_MS} ms`);
        return;
      }
      await setTimeout(LOOK_AGAIN_MS);
    }
  }

  async #orEnd(connection: HostileConnection, ms: number): Promise<void> {
    if (!connection.isOpen) return;
    const timer = new AbortController();
    const timeout = setTimeout(ms, undefined, { signal: timer.signal }).catch(() => {});
    await Promise.race([connection.ended, timeout]);
    timer.abort();
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
