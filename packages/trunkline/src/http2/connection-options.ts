// The options of a connection, with their defaults.

/** Options of an HTTP/2 connection; every one has a default that suits a server on the internet. */
export interface ConnectionOptions {
  /** Streams the peer may have open at once (server), SETTINGS_MAX_CONCURRENT_STREAMS. Default 250. */
  readonly maxConcurrentStreams?: number | undefined;
  /** Bytes of one stream that the peer may have in flight, SETTINGS_INITIAL_WINDOW_SIZE. Default 1 MiB. */
  readonly streamWindowBytes?: number | undefined;
  /** Unconsumed bytes of all streams together before the connection's window stops opening. Default 16 MiB. */
  readonly maxBufferedBytes?: number | undefined;
  /** Size of a header list (names + values + 32 a field) that is accepted. Default 16 KiB. */
  readonly maxHeaderListBytes?: number | undefined;
}

/** The same with every default decided. */
export type ResolvedConnectionOptions = { readonly [K in keyof ConnectionOptions]-?: number };

/**
 * Fills in the defaults.
 * @throws RangeError for a value that is not a whole number within its limits
 */
export function resolveConnectionOptions(options: ConnectionOptions): ResolvedConnectionOptions {
  return {
    maxConcurrentStreams: wholeNumber(options, "maxConcurrentStreams", 250, 1, 0xffff_ffff),
    streamWindowBytes: wholeNumber(options, "streamWindowBytes", 1 << 20, 1, 0x7fff_ffff),
    maxBufferedBytes: wholeNumber(options, "maxBufferedBytes", 16 << 20, 65_536, 0x7fff_ffff),
    maxHeaderListBytes: wholeNumber(options, "maxHeaderListBytes", 16_384, 1024, 1 << 24),
  };
}

function wholeNumber(
  options: ConnectionOptions,
  name: keyof ConnectionOptions,
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
