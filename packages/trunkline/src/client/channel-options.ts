// The options of a channel, with their defaults.

import { assertOptions } from "../base/index.js";
import { resolveMaxMessageBytes, resolveMaxUnfinishedBytes } from "../grpc/index.js";
import { type ConnectionOptions, resolveConnectionOptions } from "../http2/index.js";
import type { Credentials } from "../transport/index.js";

/** Options of a channel, those of its HTTP/2 connections among them. */
export interface ChannelOptions extends ConnectionOptions {
  /**
   * How connections are secured. Not needed where the target as written is loopback or a unix socket;
   * elsewhere plaintext must be asked for with `insecure()`.
   */
  readonly credentials?: Credentials | undefined;
  /** The largest response message accepted, in bytes. Default 4 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /**
   * Bytes that the unfinished messages of one connection may hold together, those of up to 64 KiB not counted.
   * Windows open for a fifth of it at a time; default 320 MiB.
   */
  readonly maxUnfinishedBytes?: number | undefined;
  /** What `:authority` says in place of the target's name. */
  readonly authority?: string | undefined;
  /** Put before our own name in `user-agent`: `shop/1.4`. */
  readonly userAgent?: string | undefined;
}

/** The options with their defaults in place. */
export interface ChannelSettings {
  readonly credentials: Credentials | undefined;
  readonly maxReceiveMessageBytes: number;
  readonly maxUnfinishedBytes: number;
  readonly authority: string | undefined;
  readonly userAgent: string | undefined;
  readonly http2: ConnectionOptions;
}

const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Fills in the defaults.
 * @throws TypeError for a text that cannot be sent, RangeError for a limit that is out of its range
 */
export function resolveChannelOptions(options: ChannelOptions): ChannelSettings {
  assertOptions(options);
  const { maxReceiveMessageBytes, authority, userAgent } = options;
  assertPrintable("authority", authority);
  assertPrintable("userAgent", userAgent);
  return {
    credentials: options.credentials,
    maxReceiveMessageBytes: resolveMaxMessageBytes(
      "maxReceiveMessageBytes",
      maxReceiveMessageBytes,
    ),
    maxUnfinishedBytes: resolveMaxUnfinishedBytes(options.maxUnfinishedBytes),
    authority,
    userAgent,
    http2: resolveConnectionOptions(options),
  };
}

function assertPrintable(name: string, value: string | undefined): void {
  if (value === undefined || (typeof value === "string" && PRINTABLE.test(value))) return;
  throw new TypeError(
    `Cannot set ${name} to ${JSON.stringify(value)}: expected printable ASCII characters`,
  );
}
