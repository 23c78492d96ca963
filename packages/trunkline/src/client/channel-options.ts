// The options of a channel, with their defaults.

import { assertKnownKeys, assertOptions } from "../base/index.js";
import {
  assertInterceptors,
  type Codec,
  type Compression,
  type CompressionOptions,
  createJsonCodec,
  createProtoCodec,
  DEFAULT_MAX_SENT_BYTES,
  resolveCompression,
  resolveMaxMessageBytes,
  resolveUnfinishedLimit,
  type UnfinishedLimit,
} from "../grpc/index.js";
import {
  type ConnectionOptions,
  type KeepaliveOptions,
  type ResolvedConnectionOptions,
  resolveConnectionOptions,
} from "../http2/index.js";
import { assertDecodeLimits, type DecodeLimits, type Registry } from "../protobuf/index.js";
import { type Credentials, zlibEncodings } from "../transport/index.js";
import type { CallCredentials } from "./call-credentials.js";
import type { ClientInterceptor } from "./client-interceptor.js";

/** Options of a channel, those of its HTTP/2 connections among them. */
export interface ChannelOptions extends ConnectionOptions {
  /**
   * How connections are secured. Not needed where the target as written is loopback or a unix socket;
   * elsewhere plaintext must be asked for with `insecure()`.
   */
  readonly credentials?: Credentials | undefined;
  /**
   * Who calls: metadata asked for with every call, made by `callCredentials()`. Never sent in plaintext, unless they
   * say so themselves.
   */
  readonly callCredentials?: CallCredentials | undefined;
  /** The largest response message accepted, decompressed, in bytes. Default 4 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /**
   * What responses may hold: depth, elements, lengths of strings, unknown fields, as `createDecodeLimits()` makes it. One that
   * passes a limit ends its call with INTERNAL, as one does that cannot be decoded. Default: a depth of 100.
   */
  readonly decodeLimits?: DecodeLimits | undefined;
  /** The largest request message that is sent, before compression. Default 2,147,483,647, as in grpc-go. */
  readonly maxSendMessageBytes?: number | undefined;
  /**
   * Bytes that the unfinished messages of one connection may hold together, those of up to 64 KiB not counted; the
   * message that exceeds it fails with RESOURCE_EXHAUSTED. Windows open for a fifth of it at a time. Default 320 MiB,
   * or 64 MiB and streamWindowBytes for each response that waits where that is more.
   */
  readonly maxUnfinishedBytes?: number | undefined;
  /** How messages are written: `proto` (the default), or `json`, which the server must take. */
  readonly codec?: "proto" | "json" | undefined;
  /** Where the types inside `google.protobuf.Any` are found when messages are JSON. */
  readonly registry?: Registry | undefined;
  /** Run around every call, the first outermost. */
  readonly interceptors?: readonly ClientInterceptor[] | undefined;
  /** How requests are compressed, and which compressed responses are asked for. */
  readonly compression?: CompressionOptions | undefined;
  /** What `:authority` says in place of the target's name. */
  readonly authority?: string | undefined;
  /**
   * Finds servers that have gone without a word: `{ timeMs: 30_000 }` asks one that has been silent for so long, at
   * least 10,000, while calls are under way, or at any time `withoutCalls`, and gives the connection up when nothing
   * comes within `timeoutMs` (20,000): its calls fail with UNAVAILABLE. Default: nobody is asked. A server that finds
   * it too often is asked half as often from then on, and a warning is printed.
   */
  readonly keepalive?: Omit<KeepaliveOptions, "minTimeMs"> | undefined;
  /** Put before our own name in `user-agent`: `shop/1.4`. */
  readonly userAgent?: string | undefined;
}

/** The options with their defaults in place. */
export interface ChannelSettings {
  readonly credentials: Credentials | undefined;
  readonly callCredentials: CallCredentials | undefined;
  readonly maxReceiveMessageBytes: number;
  readonly maxSendMessageBytes: number;
  readonly unfinishedLimit: UnfinishedLimit;
  readonly compression: Compression;
  readonly codec: Codec;
  readonly interceptors: readonly ClientInterceptor[];
  readonly authority: string | undefined;
  readonly userAgent: string | undefined;
  readonly http2: ResolvedConnectionOptions;
}

/** The options beside those of connections; one that is missing here does not compile. */
const OWN_KEYS: Readonly<Record<Exclude<keyof ChannelOptions, keyof ConnectionOptions>, true>> = {
  credentials: true,
  callCredentials: true,
  maxReceiveMessageBytes: true,
  decodeLimits: true,
  maxSendMessageBytes: true,
  maxUnfinishedBytes: true,
  codec: true,
  registry: true,
  interceptors: true,
  compression: true,
  authority: true,
  userAgent: true,
};

const PRINTABLE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Fills in the defaults.
 * @throws TypeError for a text that cannot be sent, RangeError for a limit that is out of its range
 */
export function resolveChannelOptions(options: ChannelOptions): ChannelSettings {
  assertOptions(options);
  const { maxReceiveMessageBytes, authority, userAgent, interceptors = [] } = options;
  assertInterceptors(interceptors);
  assertPrintable("authority", authority);
  assertPrintable("userAgent", userAgent);
  const http2 = resolveConnectionOptions(options);
  assertKnownKeys("a channel", options, [...Object.keys(OWN_KEYS), ...Object.keys(http2)]);
  return {
    credentials: options.credentials,
    callCredentials: options.callCredentials,
    maxReceiveMessageBytes: resolveMaxMessageBytes(
      "maxReceiveMessageBytes",
      maxReceiveMessageBytes,
    ),
    maxSendMessageBytes: resolveMaxMessageBytes(
      "maxSendMessageBytes",
      options.maxSendMessageBytes,
      DEFAULT_MAX_SENT_BYTES,
    ),
    unfinishedLimit: resolveUnfinishedLimit(options.maxUnfinishedBytes, http2.streamWindowBytes),
    compression: resolveCompression(options.compression ?? {}, zlibEncodings),
    codec: resolveCodec(options),
    interceptors: [...interceptors],
    authority,
    userAgent,
    http2,
  };
}

function resolveCodec({ codec = "proto", registry, decodeLimits }: ChannelOptions): Codec {
  if (decodeLimits !== undefined) assertDecodeLimits(decodeLimits, "set decodeLimits");
  if (codec === "proto") return createProtoCodec(decodeLimits);
  if (codec === "json") return createJsonCodec(registry, decodeLimits);
  throw new RangeError(`Cannot set codec to ${JSON.stringify(codec)}: expected "proto" or "json"`);
}

function assertPrintable(name: string, value: string | undefined): void {
  if (value === undefined || (typeof value === "string" && PRINTABLE.test(value))) return;
  throw new TypeError(
    `Cannot set ${name} to ${JSON.stringify(value)}: expected printable ASCII characters`,
  );
}
