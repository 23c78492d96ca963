// What goes wrong on purpose: an interceptor of a server or of a client, in a test or in a rehearsal.

import { assertKnownKeys, Timer } from "../base/index.js";
import { type InterceptedCall, type Interceptor, Status, StatusError } from "../grpc/index.js";
import { ErrorCode } from "../http2/index.js";
import type { AnyMethod } from "../protobuf/index.js";
import { BreakableCall } from "../server/index.js";

/** What becomes of a call in place of its outcome; `delayMs` alone only makes it later. */
export interface Fault {
  /** Before anything else, in milliseconds of the call's own clock. Default 0. */
  readonly delayMs?: number | undefined;
  /** The call ends with this, and its handler does not run; at a client, nothing is sent. */
  readonly error?: StatusError | undefined;
  /** At a server: the stream is reset with this HTTP/2 error code (RFC 9113 §7), `ErrorCode.REFUSED_STREAM` say. */
  readonly reset?: number | undefined;
  /** At a server: true ends the response in the midst of its first message. */
  readonly halfMessage?: boolean | undefined;
  /** At a server: true drops the client's connection, with all calls on it. */
  readonly connectionLost?: boolean | undefined;
}

interface Rule {
  /** The path of the rpc; null: any. */
  readonly path: string | null;
  readonly fault: Fault;
  readonly isOnce: boolean;
}

/** As `call` and `fault` say, only at a server. */
const AT_SERVERS = ["reset", "halfMessage", "connectionLost"] as const;

/**
 * Faults for the calls that pass its `interceptor`, which stands in the list of a server or of a channel.
 *
 *     const faults = new Faults();
 *     const server = createServer({ interceptors: [faults.interceptor] });
 *     faults.once(Greeter.methods.sayHello, { error: new StatusError(Status.UNAVAILABLE, "Gone") });
 *     faults.always(null, { delayMs: 200 });
 */
export class Faults {
  #rules: Rule[] = [];

  /** Runs around each call, and costs a call without a fault next to nothing. */
  readonly interceptor: Interceptor = async (call, next) => {
    const fault = this.#take(call);
    if (fault === undefined) return next();
    assertPossible(call, fault);
    if (fault.delayMs !== undefined && fault.delayMs > 0) await pass(call, fault.delayMs);
    call.throwIfCancelled();
    if (fault.error !== undefined) throw fault.error;
    if (!isBroken(fault)) return next();
    if (!BreakableCall.is(call)) throw new TypeError("The call cannot be broken off");
    breakOff(call, fault);
    throw new StatusError(Status.UNAVAILABLE, "The call was broken off on purpose");
  };

  /** What becomes of the next call of `rpc`, or of any where it is null; those said first come first. */
  once(rpc: AnyMethod | null, fault: Fault): void {
    this.#add(rpc, fault, true);
  }

  /**
   * What becomes of every call of `rpc` that no `once()` is for; where it is null, of every call that nothing else is
   * for. What is said later takes the place of what was said before.
   */
  always(rpc: AnyMethod | null, fault: Fault): void {
    this.#add(rpc, fault, false);
  }

  /** From now on calls go as they go. */
  clear(): void {
    this.#rules = [];
  }

  #add(rpc: AnyMethod | null, fault: Fault, isOnce: boolean): void {
    assertFault(fault);
    this.#rules.push({ path: rpc?.path ?? null, fault, isOnce });
  }

  #take({ path }: InterceptedCall): Fault | undefined {
    const isFor = (rule: Rule): boolean => rule.path === null || rule.path === path;
    const once = this.#rules.findIndex((rule) => rule.isOnce && isFor(rule));
    if (once >= 0) return this.#rules.splice(once, 1)[0]!.fault;
    const always = this.#rules.filter((rule) => !rule.isOnce && isFor(rule));
    return (always.findLast((rule) => rule.path !== null) ?? always.at(-1))?.fault;
  }
}

const FAULT_KEYS = ["delayMs", "error", ...AT_SERVERS] as const;
const MOST_CODE = 0xffff_ffff;

/** @throws TypeError or RangeError for what is no fault */
function assertFault(fault: Fault): void {
  assertKnownKeys("a fault", fault, FAULT_KEYS);
  const { delayMs = 0, error, reset = 0 } = fault;
  if (typeof delayMs !== "number" || !(delayMs >= 0)) {
    throw new RangeError(
      `Cannot delay a call by ${String(delayMs)}: expected milliseconds, 0 or more`,
    );
  }
  if (!Number.isInteger(reset) || reset < 0 || reset > MOST_CODE) {
    throw new RangeError(
      `Cannot reset a call with ${String(reset)}: expected an HTTP/2 error code`,
    );
  }
  if (error !== undefined && !StatusError.is(error)) {
    throw new TypeError("Cannot inject the error of a fault: expected a StatusError");
  }
}

function isSaid(fault: Fault, name: (typeof AT_SERVERS)[number]): boolean {
  return fault[name] !== undefined && fault[name] !== false;
}

function isBroken(fault: Fault): boolean {
  return AT_SERVERS.some((name) => isSaid(fault, name));
}

function assertPossible({ side }: InterceptedCall, fault: Fault): void {
  if (side === "server" || !isBroken(fault)) return;
  const name = AT_SERVERS.find((candidate) => isSaid(fault, candidate));
  throw new TypeError(
    `Cannot inject ${name} at a client: give the interceptor of these faults to the server`,
  );
}

function breakOff(call: BreakableCall, { reset, halfMessage, connectionLost }: Fault): void {
  if (connectionLost === true) call.loseConnection();
  else if (halfMessage === true) call.endInMessage();
  else call.reset(reset ?? ErrorCode.INTERNAL_ERROR);
}

/** Waits on the call's clock; a call that is cancelled meanwhile waits no longer. */
function pass(call: InterceptedCall, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const { clock, signal } = call;
    const timer = new Delay(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    });
    const stop = (): void => {
      clock.cancel(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
    clock.schedule(timer, clock.nowMs() + delayMs);
  });
}

class Delay extends Timer {
  readonly #onOver: () => void;

  constructor(onOver: () => void) {
    super();
    this.#onOver = onOver;
  }

  override onTimer(): void {
    this.#onOver();
  }
}
