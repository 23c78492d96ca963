// The options of a connection, with their defaults. Every limit on what a peer may do is one of these.

import { LARGEST_STREAM_ID } from "./frame.js";
import {
  type KeepaliveOptions,
  type ResolvedKeepalive,
  resolveKeepalive,
} from "./keepalive-options.js";

/** Options of an HTTP/2 connection; every one has a default that suits a server on the internet. */
export interface ConnectionOptions {
  /** Client: the id of the first stream, odd. Default 1; a higher one brings the last, 2147483647, nearer. */
  readonly firstStreamId?: number | undefined;
  /** Streams the peer may have open at once (server), SETTINGS_MAX_CONCURRENT_STREAMS. Default 250. */
  readonly maxConcurrentStreams?: number | undefined;
  /**
   * Bytes of one stream that the peer may have in flight at first, SETTINGS_INITIAL_WINDOW_SIZE. Default 1 MiB,
   * from which windows grow as the connection needs it; one that is given stays as it is.
   */
  readonly streamWindowBytes?: number | undefined;
  /**
   * How far a stream's window may grow to fill the connection's pipe, at most maxBufferedBytes. Default 16 MiB,
   * or streamWindowBytes where that is given: then it does not grow.
   */
  readonly maxStreamWindowBytes?: number | undefined;
  /**
   * Unconsumed bytes of all streams together before the connection's window stops opening. Default 16 MiB.
   * The connection's window is no larger either, so a peer is kept at most twice this.
   */
  readonly maxBufferedBytes?: number | undefined;
  /**
   * Bytes that streams may have queued together before each is told to wait after its next message. Default
   * 8 MiB; a stream alone is told at 64 KiB.
   */
  readonly maxQueuedBytes?: number | undefined;
  /** Size of a header list (names + values + 32 a field) that is accepted (RFC 9113 §10.5.1). Default 16 KiB. */
  readonly maxHeaderListBytes?: number | undefined;
  /** Fields of a header list that are accepted. Default 128. */
  readonly maxHeaderFields?: number | undefined;
  /** Points that a peer's resets, PING, SETTINGS and the like may cost at once (see Cost). Default 10,000: 1,000 resets. */
  readonly costBudget?: number | undefined;
  /** Points of that budget that come back each second, whatever the peer does. Default 330: 33 resets. */
  readonly costRefillPerSecond?: number | undefined;
  /** Time for the peer's preface and SETTINGS, in milliseconds; Infinity waits for ever. Default 10,000. */
  readonly handshakeTimeoutMs?: number | undefined;
  /**
   * Time for the acknowledgement of our SETTINGS, in milliseconds. Default 10,000. It begins anew while the peer does
   * not take what is sent; `stallTimeoutMs` bounds that.
   */
  readonly settingsTimeoutMs?: number | undefined;
  /**
   * Time for a header block, or a frame other than DATA, to become complete, in milliseconds. Default 10,000. It begins
   * anew while the peer does not take what is sent; `stallTimeoutMs` bounds that.
   */
  readonly headerTimeoutMs?: number | undefined;
  /** Server: bytes that a client may leave waiting on a connection for as long as it likes. Default 1 MiB. */
  readonly maxStalledBytes?: number | undefined;
  /**
   * Time after which a server resets streams that stand still where more than that waits, and in which the peer must
   * take 128 KiB, or the whole of one write, from a socket that is full; in milliseconds. Default 60,000.
   */
  readonly stallTimeoutMs?: number | undefined;
  /** Time without a stream after which the connection is ended, in milliseconds. Default Infinity. */
  readonly idleTimeoutMs?: number | undefined;
  /** PING that ask whether the peer is there, and how often a server may be asked. Default: neither. */
  readonly keepalive?: KeepaliveOptions | undefined;
}

type NumberOption = Exclude<keyof ConnectionOptions, "keepalive">;

/** The same with every default decided. */
export type ResolvedConnectionOptions = { readonly [K in NumberOption]: number } & {
  readonly keepalive: ResolvedKeepalive;
};

/**
 * Fills in the defaults.
 * @throws RangeError for a value that is not a whole number within its limits
 */
export function resolveConnectionOptions(options: ConnectionOptions): ResolvedConnectionOptions {
  const streamWindowBytes = wholeNumber(options, "streamWindowBytes", 1 << 20, 1, 0x7fff_ffff);
  const maxBufferedBytes = wholeNumber(options, "maxBufferedBytes", 16 << 20, 65_536, 0x7fff_ffff);
  const firstStreamId = wholeNumber(options, "firstStreamId", 1, 1, LARGEST_STREAM_ID);
  if (firstStreamId % 2 === 0) {
    throw new RangeError(`Cannot set firstStreamId to ${firstStreamId}: expected an odd number`);
  }
  const widest = options.streamWindowBytes === undefined ? 16 << 20 : streamWindowBytes;
  return {
    firstStreamId,
    streamWindowBytes,
    maxStreamWindowBytes: Math.min(
      wholeNumber(options, "maxStreamWindowBytes", widest, 1, 0x7fff_ffff),
      maxBufferedBytes,
    ),
    maxBufferedBytes,
    maxConcurrentStreams: wholeNumber(options, "maxConcurrentStreams", 250, 1, 0xffff_ffff),
    maxQueuedBytes: wholeNumber(options, "maxQueuedBytes", 8 << 20, 1, 0x7fff_ffff),
    maxHeaderListBytes: wholeNumber(options, "maxHeaderListBytes", 16_384, 1024, 1 << 24),
    maxHeaderFields: wholeNumber(options, "maxHeaderFields", 128, 8, 1 << 16),
    costBudget: wholeNumber(options, "costBudget", 10_000, 1, 0x7fff_ffff),
    costRefillPerSecond: wholeNumber(options, "costRefillPerSecond", 330, 0, 0x7fff_ffff),
    handshakeTimeoutMs: duration(options, "handshakeTimeoutMs", 10_000),
    settingsTimeoutMs: duration(options, "settingsTimeoutMs", 10_000),
    headerTimeoutMs: duration(options, "headerTimeoutMs", 10_000),
    maxStalledBytes: wholeNumber(options, "maxStalledBytes", 1 << 20, 0, 0x7fff_ffff),
    stallTimeoutMs: duration(options, "stallTimeoutMs", 60_000),
    idleTimeoutMs: duration(options, "idleTimeoutMs", Infinity),
    keepalive: resolveKeepalive(options.keepalive),
  };
}

function wholeNumber(
  options: ConnectionOptions,
  name: NumberOption,
  fallback: number,
  least: number,
  most: number,
): number {
  const value = options[name] ?? fallback;
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `Cannot set ${name} to ${String(value)}: expected a whole number from ${least} to ${most}`,
    );
  }
  return value;
}

function duration(options: ConnectionOptions, name: NumberOption, fallback: number): number {
  const value = options[name] ?? fallback;
  if (typeof value !== "number" || !(value > 0)) {
    throw new RangeError(
      `Cannot set ${name} to ${String(value)}: expected milliseconds greater than 0, or Infinity`,
    );
  }
  return value;
}
