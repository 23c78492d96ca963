// What a received message may be.

/** The largest message accepted where no other limit is set: 4 MiB. */
const DEFAULT_MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/**
 * The limit that a user set as `name`, or the default where they set none.
 * @throws RangeError when it is not a whole number of at least 0
 */
export function resolveMaxMessageBytes(name: string, maxMessageBytes: number | undefined): number {
  const limit = maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES;
  if (Number.isInteger(limit) && limit >= 0) return limit;
  throw new RangeError(
    `Cannot set ${name} to ${String(limit)}: expected a whole number of at least 0`,
  );
}
