// What goes wrong on purpose: an interceptor of a server or of a client, in a test or in a rehearsal.

import { Timer } from "../base/index.js";
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

  /** What becomes of every call of `rpc`, or of any where it is null, that no `once()` is for. */
  always(rpc: AnyMethod | null, fault: Fault): void {
    this.#add(rpc, fault, false);
  }

  /** From now on calls go as they go. */
  clear(): void {
    this.#rules = [];
  }

  #add(rpc: AnyMethod | null, fault: Fault, isOnce: boolean): void {
    const { delayMs = 0 } = fault;
    if (typeof delayMs !== "number" || !(delayMs >= 0)) {
      throw new RangeError(
        `Cannot delay a call by ${String(delayMs)}: expected milliseconds, 0 or more`,
      );
    }
    this.#rules.push({ path: rpc?.path ?? null, fault, isOnce });
  }

  #take({ path }: InterceptedCall): Fault | undefined {
    const isFor = (rule: Rule): boolean => rule.path === null || rule.path === path;
    const once = this.#rules.findIndex((rule) => rule.isOnce && isFor(rule));
    if (once >= 0) return this.#rules.splice(once, 1)[0]!.fault;
    return this.#rules.find(isFor)?.fault;
  }
}

function isBroken(fault: Fault): boolean {
  return AT_SERVERS.some((name) => fault[name] !== undefined && fault[name] !== false);
}

function assertPossible({ side }: InterceptedCall, fault: Fault): void {
  if (side === "server" || !isBroken(fault)) return;
  const name = AT_SERVERS.find((candidate) => fault[candidate] !== undefined);
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
