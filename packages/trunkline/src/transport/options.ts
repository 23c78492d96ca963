// What `listen` and `connect` are given, checked before a socket is made: a mistake is told to whoever
// made it, and not to the first connection.

import { isIP } from "node:net";
import { assertFunction, assertKnownKeys, assertOptions, type Clock } from "../base/index.js";
import {
  type ConnectionSink,
  type ResolvedConnectionOptions,
  resolveConnectionOptions,
} from "../http2/index.js";
import { type Address, formatAddress } from "./address.js";
import type { SessionOptions } from "./session.js";

const ADDRESS_EXAMPLES =
  '{ kind: "tcp", host: "127.0.0.1", port: 50051 } or { kind: "unix", path: "/run/app.sock" }';
const LARGEST_PORT = 65_535;
const CLOCK_METHODS = ["nowMs", "schedule", "cancel", "defer"] as const;
const SESSION_KEYS: readonly string[] = ["clock", "http2", "createSink"];
const SINK_METHODS = [
  "onHeaders",
  "onData",
  "onTrailers",
  "isResetFree",
  "onReset",
  "onWritable",
  "onSettings",
  "onCapacity",
  "onIdle",
  "onPingAck",
  "onGoAway",
  "onClosed",
] as const satisfies readonly (keyof ConnectionSink)[];

/** What is done with an address, and the least port that can be. */
const uses = {
  "listen on": { call: "listen()", leastPort: 0 },
  "connect to": { call: "connect()", leastPort: 1 },
} as const;

/** An address that has been checked, with the options of the sessions on it. */
export interface CheckedUse {
  /** Begins the sentence of whatever else is wrong: `Cannot listen on "0.0.0.0:50051"`. */
  readonly action: string;
  /** The options of the connections with every default decided. */
  readonly http2: ResolvedConnectionOptions;
}

/**
 * Checks what every session needs, whoever begins it.
 * @param keys the options that there are beside those of every session
 * @throws TypeError for what is no address, sink or clock, and for an option of a name that there is not;
 * RangeError for a port or a limit out of its range
 */
export function checkUse(
  verb: keyof typeof uses,
  address: Address,
  options: SessionOptions,
  keys: readonly string[],
): CheckedUse {
  const { call, leastPort } = uses[verb];
  const action = `Cannot ${verb} ${describeAddress(verb, address, leastPort)}`;
  return { action, http2: checkSession(call, options, keys) };
}

/**
 * The same without an address.
 * @param call whose options they are, for the message
 */
export function checkSession(
  call: string,
  options: SessionOptions,
  keys: readonly string[],
): ResolvedConnectionOptions {
  assertOptions(options);
  assertKnownKeys(call, options, [...SESSION_KEYS, ...keys]);
  assertFunction("createSink", options.createSink);
  assertClock(options.clock);
  const http2: object = options.http2 ?? {};
  assertOptions(http2);
  const resolved = resolveConnectionOptions(http2);
  assertKnownKeys("http2", http2, Object.keys(resolved));
  return resolved;
}

/** @throws TypeError that says which methods a sink lacks */
export function assertSink(sink: ConnectionSink): void {
  const given: Partial<ConnectionSink> = sink ?? {};
  const missing = SINK_METHODS.filter((name) => typeof given[name] !== "function");
  if (missing.length === 0) return;
  throw new TypeError(`Cannot use what createSink() gave: it has no ${missing.join(", ")}`);
}

/** The address in quotes; throws where it is none that could be used. */
function describeAddress(verb: keyof typeof uses, address: unknown, leastPort: number): string {
  const { kind, host, port, path } = (address ?? {}) as Record<string, unknown>;
  if (kind === "unix" && typeof path === "string" && path !== "") {
    return `"${formatAddress({ kind, path })}"`;
  }
  if (kind !== "tcp" || typeof host !== "string" || host === "" || typeof port !== "number") {
    const given = typeof address === "bigint" ? String(address) : JSON.stringify(address);
    throw new TypeError(`Cannot ${verb} ${given}: expected an address such as ${ADDRESS_EXAMPLES}`);
  }
  const text = `"${formatAddress({ kind, host, port })}"`;
  if (!Number.isInteger(port) || port < leastPort || port > LARGEST_PORT) {
    throw new RangeError(
      `Cannot ${verb} ${text}: expected a port from ${leastPort} to ${LARGEST_PORT}`,
    );
  }
  if (isIP(host) === 0 && /[\s:/[\]]/.test(host)) {
    throw new TypeError(`Cannot ${verb} ${text}: expected a host name or an IP address, bare`);
  }
  return text;
}

function assertClock(clock: Clock): void {
  const given: Partial<Clock> = clock ?? {};
  if (CLOCK_METHODS.every((name) => typeof given[name] === "function")) return;
  throw new TypeError("Cannot set clock: expected a Clock, such as eventLoop");
}
