// The options of a server, with their defaults.

import { assertCount, assertFunction, assertKnownKeys, assertOptions } from "../base/index.js";
import {
  assertInterceptors,
  type Codec,
  type Compression,
  type CompressionOptions,
  createCodecs,
  DEFAULT_MAX_SENT_BYTES,
  resolveCompression,
  resolveMaxMessageBytes,
  resolveUnfinishedLimit,
  type UnfinishedLimit,
} from "../grpc/index.js";
import {
  type ConnectionOptions,
  type KeepaliveOptions,
  resolveConnectionOptions,
  resolveKeepalive,
} from "../http2/index.js";
import { assertDecodeLimits, type DecodeLimits, type Registry } from "../protobuf/index.js";
import { type Refusal, zlibEncodings } from "../transport/index.js";
import {
  type CloseOnSignalsOptions,
  resolveCloseOnSignals,
  type SignalSettings,
} from "./close-on-signals.js";
import type { ConnectionAgeLimits } from "./connection-age.js";
import { type ErrorReport, printReport } from "./report.js";
import type { ServerInterceptor } from "./server-interceptor.js";

/** Options of a server, those of its HTTP/2 connections among them. */
export interface ServerOptions extends ConnectionOptions {
  /** The largest request message that is accepted, decompressed, without its prefix. Default 4 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /**
   * What requests may hold: depth, elements, lengths of strings, unknown fields, as `createDecodeLimits()` makes it. One that
   * passes a limit ends its call with INTERNAL, as one does that cannot be decoded. Default: a depth of 100.
   */
  readonly decodeLimits?: DecodeLimits | undefined;
  /** The largest reply that is sent, before compression. Default 2,147,483,647, as in grpc-go. */
  readonly maxSendMessageBytes?: number | undefined;
  /**
   * True for calls that a handler makes to have its call as `parent` without saying so: its deadline, cancellation and
   * trace. It is found through AsyncLocalStorage, which costs each handler; `parent: detached()` is the way out.
   * Default false.
   */
  readonly implicitParent?: boolean | undefined;
  /** Where the types inside `google.protobuf.Any` are found when messages are JSON (`application/grpc+json`). */
  readonly registry?: Registry | undefined;
  /** Run around every handler, the first outermost. */
  readonly interceptors?: readonly ServerInterceptor[] | undefined;
  /** How replies are compressed, and which compressed requests are understood. */
  readonly compression?: CompressionOptions | undefined;
  /**
   * Bytes that the unfinished messages of one connection may hold together, those of up to 64 KiB not counted; the
   * message that exceeds it fails with RESOURCE_EXHAUSTED. Windows open for a fifth of it at a time. Default 320 MiB,
   * or 64 MiB and streamWindowBytes for each request that waits where that is more.
   */
  readonly maxUnfinishedBytes?: number | undefined;
  /**
   * Hears of everything that is the server's own fault and that the client is told nothing about:
   * what a handler threw that is no StatusError, a reply that cannot be encoded, a handler that goes on
   * after its call was cancelled. Default: printed to stderr.
   */
  readonly onError?: ((report: ErrorReport) => void) | undefined;
  /**
   * When a silent client is asked whether it is there, and how often clients may ask. Default: after 2 hours, and
   * gone after 20 s more; a client leaves 5 minutes between two PING, 2 hours where it has no call, or its connection
   * is ended the third time: `{ timeMs: 7_200_000, timeoutMs: 20_000, minTimeMs: 300_000, withoutCalls: false }`.
   */
  readonly keepalive?: KeepaliveOptions | undefined;
  /**
   * Signals that close the server once it listens: `true` for SIGTERM and SIGINT, with the time that `close()` gives
   * calls, or `{ signals: ["SIGTERM"], graceMs: 25_000 }`. A second one ends what is left at once, a third the process.
   * The process ends by itself when nothing else keeps it. Default false: signals are the program's.
   */
  readonly closeOnSignals?: boolean | CloseOnSignalsOptions | undefined;
  /**
   * Time after which a connection takes no more calls and its client makes another one, in milliseconds, give or
   * take 10 %. Default Infinity.
   */
  readonly maxConnectionAgeMs?: number | undefined;
  /** Time that the calls on such a connection have left; then they end with UNAVAILABLE. Default Infinity. */
  readonly maxConnectionAgeGraceMs?: number | undefined;
  /** Connections open at once on each target listened on; the next are closed unanswered. Default 50,000. */
  readonly maxConnections?: number | undefined;
  /** The same for each address that clients come from, which is off (Infinity) by default: many may share one. */
  readonly maxConnectionsPerAddress?: number | undefined;
  /**
   * Hears of connections that were not taken on: beyond those limits, without TLS where it is wanted, or with
   * something else than HTTP/2 on them, TLS to a plaintext port for instance. Default: they are counted in `stats` and
   * nothing else.
   */
  readonly onRefused?: ((refusal: Refusal) => void) | undefined;
}

/** The options beside those of connections; one that is missing here does not compile. */
const OWN_KEYS: Readonly<Record<Exclude<keyof ServerOptions, keyof ConnectionOptions>, true>> = {
  maxReceiveMessageBytes: true,
  decodeLimits: true,
  maxSendMessageBytes: true,
  implicitParent: true,
  registry: true,
  interceptors: true,
  compression: true,
  maxUnfinishedBytes: true,
  onError: true,
  closeOnSignals: true,
  maxConnectionAgeMs: true,
  maxConnectionAgeGraceMs: true,
  maxConnections: true,
  maxConnectionsPerAddress: true,
  onRefused: true,
};

const KEEPALIVE_DEFAULTS: KeepaliveOptions = { timeMs: 7_200_000, minTimeMs: 300_000 };

/** The same with every default decided. */
export interface ResolvedServerOptions {
  readonly maxReceiveMessageBytes: number;
  readonly maxSendMessageBytes: number;
  readonly implicitParent: boolean;
  readonly unfinishedLimit: UnfinishedLimit;
  readonly compression: Compression;
  readonly codecs: ReadonlyMap<string, Codec>;
  readonly interceptors: readonly ServerInterceptor[];
  readonly onError: (report: ErrorReport) => void;
  readonly closeOnSignals: SignalSettings | null;
  readonly age: ConnectionAgeLimits;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly onRefused: (refusal: Refusal) => void;
  readonly http2: ConnectionOptions;
}

/**
 * Fills in the defaults.
 * @throws RangeError or TypeError for an option that is not what it should be
 */
export function resolveServerOptions(options: ServerOptions): ResolvedServerOptions {
  assertOptions(options);
  const {
    maxReceiveMessageBytes: givenBytes,
    decodeLimits,
    maxSendMessageBytes: givenSendBytes,
    implicitParent = false,
    maxUnfinishedBytes,
    compression = {},
    registry,
    interceptors = [],
    onError = printReport,
    onRefused = () => {},
    maxConnections = 50_000,
    maxConnectionsPerAddress = Infinity,
    keepalive,
    closeOnSignals,
    maxConnectionAgeMs = Infinity,
    maxConnectionAgeGraceMs = Infinity,
    ...connectionOptions
  } = options;
  const maxReceiveMessageBytes = resolveMaxMessageBytes("maxReceiveMessageBytes", givenBytes);
  const maxSendMessageBytes = resolveMaxMessageBytes(
    "maxSendMessageBytes",
    givenSendBytes,
    DEFAULT_MAX_SENT_BYTES,
  );
  if (decodeLimits !== undefined) assertDecodeLimits(decodeLimits, "set decodeLimits");
  assertInterceptors(interceptors);
  assertFunction("onError", onError);
  assertFunction("onRefused", onRefused);
  assertCount("maxConnections", maxConnections);
  assertCount("maxConnectionsPerAddress", maxConnectionsPerAddress);
  assertMilliseconds("maxConnectionAgeMs", maxConnectionAgeMs, 1);
  assertMilliseconds("maxConnectionAgeGraceMs", maxConnectionAgeGraceMs, 0);
  // Checked here, or the first connection would be the one to find out.
  const http2 = resolveConnectionOptions({
    ...connectionOptions,
    keepalive: resolveKeepalive(keepalive, KEEPALIVE_DEFAULTS),
  });
  assertKnownKeys("a server", options, [...Object.keys(OWN_KEYS), ...Object.keys(http2)]);
  return {
    maxReceiveMessageBytes,
    maxSendMessageBytes,
    implicitParent: implicitParent === true,
    unfinishedLimit: resolveUnfinishedLimit(maxUnfinishedBytes, http2.streamWindowBytes),
    compression: resolveCompression(compression, zlibEncodings),
    codecs: createCodecs(registry, decodeLimits),
    interceptors: [...interceptors],
    onError,
    onRefused,
    closeOnSignals: resolveCloseOnSignals(closeOnSignals),
    age: { maxConnectionAgeMs, maxConnectionAgeGraceMs },
    maxConnections,
    maxConnectionsPerAddress,
    http2,
  };
}

function assertMilliseconds(name: string, value: unknown, least: number): void {
  if (typeof value === "number" && value >= least) return;
  throw new RangeError(
    `Cannot set ${name} to ${String(value)}: expected milliseconds of at least ${least}, or Infinity`,
  );
}
