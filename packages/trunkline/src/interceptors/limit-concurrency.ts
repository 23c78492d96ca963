// No more calls at once than a program can do, a line for those that come too many, and an end for those that the
// line has no room for.
//
//   room: run          no room, line not full: wait          line full, or waited too long: shed
//
// A server sheds with UNAVAILABLE: the handler has not been run, so that the call may safely be made again, and
// another server may have room; clients, proxies and retry policies take that code so. RESOURCE_EXHAUSTED would say
// that the caller has used up what it may have, and most policies do not retry it. A client sheds with
// RESOURCE_EXHAUSTED: that limit is its own, and the server has never heard of the call.

import { assertCount, assertKnownKeys, assertOptions, Timer } from "../base/index.js";
import { type InterceptedCall, type Interceptor, Status, StatusError } from "../grpc/index.js";
import { resolveMethodLimits } from "./method-limits.js";

/** How many calls at once, and what becomes of more. */
export interface ConcurrencyLimits {
  /** Calls under way at once; a stream is, from its beginning to its end. */
  readonly maxInFlight: number;
  /** Calls that may wait for their turn, first come, first served. Default 0: more are shed at once. */
  readonly maxQueued?: number | undefined;
  /** How long one may wait, in milliseconds. Default Infinity: as long as its deadline lets it. */
  readonly maxWaitMs?: number | undefined;
}

/** Options of `limitConcurrency`. */
export interface ConcurrencyOptions extends ConcurrencyLimits {
  /** Methods with limits of their own, by their paths; their calls do not count among the others. */
  readonly methods?: Readonly<Record<string, ConcurrencyLimits>> | undefined;
}

/** The interceptor, and what it sees. */
export interface ConcurrencyLimit extends Interceptor {
  /** Calls under way now, those of methods with limits of their own included. */
  readonly inFlight: number;
  /** Calls that wait now. */
  readonly queued: number;
  /** Calls that were shed so far. */
  readonly shed: number;
}

const KEYS: readonly string[] = ["maxInFlight", "maxQueued", "maxWaitMs"];

/**
 * Runs so many calls at once, lets so many wait, and sheds the rest: with UNAVAILABLE at a server, with
 * RESOURCE_EXHAUSTED at a client. A call that is cancelled while it waits gives up its place.
 *
 *     const limit = limitConcurrency({ maxInFlight: 200, maxQueued: 1_000, maxWaitMs: 500 });
 *     createServer({ interceptors: [limit] });
 *
 * @throws RangeError for a limit that is out of its range, TypeError for an option that is not known
 */
export function limitConcurrency(options: ConcurrencyOptions): ConcurrencyLimit {
  assertOptions(options);
  assertKnownKeys("limitConcurrency()", options, [...KEYS, "methods"]);
  const shared = new Gate(options);
  const { methods } = options;
  const toGate = (limits: ConcurrencyLimits): Gate => new Gate(limits);
  const byPath = resolveMethodLimits("limitConcurrency()", methods, KEYS, toGate);
  const gates = [shared, ...byPath.values()];
  const interceptor: Interceptor = async (call, next) => {
    const gate = byPath.get(call.path) ?? shared;
    await gate.enter(call);
    try {
      return await next();
    } finally {
      gate.leave();
    }
  };
  const sum = (read: (gate: Gate) => number) => ({
    get: () => gates.reduce((total, gate) => total + read(gate), 0),
  });
  return Object.defineProperties(interceptor, {
    inFlight: sum((gate) => gate.inFlight),
    queued: sum((gate) => gate.queued),
    shed: sum((gate) => gate.shed),
  }) as ConcurrencyLimit;
}

/**
 * Room for so many calls.
 *
 * Invariant: nobody waits while there is room.
 */
class Gate {
  inFlight = 0;
  shed = 0;
  readonly #maxInFlight: number;
  readonly #maxQueued: number;
  readonly #maxWaitMs: number;
  /** In the order in which they came. */
  readonly #waiting = new Set<Waiter>();

  constructor({ maxInFlight, maxQueued = 0, maxWaitMs = Infinity }: ConcurrencyLimits) {
    assertCount("maxInFlight", maxInFlight);
    if (maxQueued !== 0) assertCount("maxQueued", maxQueued);
    if (typeof maxWaitMs !== "number" || !(maxWaitMs > 0)) {
      throw new RangeError(
        `Cannot set maxWaitMs to ${String(maxWaitMs)}: expected milliseconds greater than 0, or Infinity`,
      );
    }
    this.#maxInFlight = maxInFlight;
    this.#maxQueued = maxQueued;
    this.#maxWaitMs = maxWaitMs;
  }

  get queued(): number {
    return this.#waiting.size;
  }

  /** Waits for room; who gets it owes a leave(). */
  enter(call: InterceptedCall): Promise<void> | undefined {
    if (this.inFlight < this.#maxInFlight) {
      this.inFlight++;
      return undefined;
    }
    if (this.#waiting.size >= this.#maxQueued) {
      throw this.#refusal(call, `${this.#waiting.size} wait`);
    }
    return new Promise((resolve, reject) => {
      const giveUp = (error: unknown): void => {
        this.#waiting.delete(waiter);
        reject(error);
      };
      const onWaitOver = (): void => {
        giveUp(this.#refusal(call, `none ended within ${this.#maxWaitMs} ms`));
      };
      const waiter = new Waiter(call, resolve, giveUp, onWaitOver);
      this.#waiting.add(waiter);
      waiter.begin(this.#maxWaitMs);
    });
  }

  leave(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.inFlight--;
      return;
    }
    this.#waiting.delete(first);
    first.admit();
  }

  #refusal({ side, path }: InterceptedCall, why: string): StatusError {
    this.shed++;
    const what = `${this.#maxInFlight} calls are under way and ${why}`;
    return side === "server"
      ? new StatusError(Status.UNAVAILABLE, `The server is busy: ${what}`)
      : new StatusError(Status.RESOURCE_EXHAUSTED, `"${path}" was not sent: ${what}`);
  }
}

/** A call in the line; it is the timer of its wait. */
class Waiter extends Timer {
  readonly #call: InterceptedCall;
  readonly #admit: () => void;
  readonly #giveUp: (error: unknown) => void;
  readonly #onWaitOver: () => void;

  constructor(
    call: InterceptedCall,
    admit: () => void,
    giveUp: (error: unknown) => void,
    onWaitOver: () => void,
  ) {
    super();
    this.#call = call;
    this.#admit = admit;
    this.#giveUp = giveUp;
    this.#onWaitOver = onWaitOver;
  }

  begin(maxWaitMs: number): void {
    const { signal, clock } = this.#call;
    if (signal.aborted) {
      this.#giveUp(signal.reason);
      return;
    }
    signal.addEventListener("abort", this.#onAbort);
    if (maxWaitMs !== Infinity) clock.schedule(this, clock.nowMs() + maxWaitMs);
  }

  admit(): void {
    this.#end();
    this.#admit();
  }

  override onTimer(): void {
    this.#end();
    this.#onWaitOver();
  }

  readonly #onAbort = (): void => {
    this.#end();
    this.#giveUp(this.#call.signal.reason);
  };

  #end(): void {
    if (this.isArmed) this.#call.clock.cancel(this);
    this.#call.signal.removeEventListener("abort", this.#onAbort);
  }
}
