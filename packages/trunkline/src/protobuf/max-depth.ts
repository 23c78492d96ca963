// How deep messages in JSON and in text may be nested, and how long a text may be.

import { limitsOf } from "./assert-limits.js";
import type { DecodeLimits } from "./limits.js";

const DEFAULT_DEPTH = 100;
/** The deepest that anyone may ask for: what is deeper may be more than the stack holds. */
export const DEEPEST_IN_TEXT = 300;

/** The depth to read to. @throws RangeError for one that is none */
export function resolveMaxDepth(maxDepth: number | undefined): number {
  if (maxDepth === undefined) return DEFAULT_DEPTH;
  if (Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= DEEPEST_IN_TEXT) return maxDepth;
  throw new RangeError(
    `Cannot set maxDepth to ${String(maxDepth)}: expected a whole number from 1 to ${DEEPEST_IN_TEXT}`,
  );
}

/**
 * `options` for reading a message of `type`: as deep as the limits of the type allow where that is deeper, unless the
 * options say it themselves. Limits that allow less are held against the message once it is read: a level of JSON or
 * text is not always one of messages.
 */
export function optionsWithin<Options extends { readonly maxDepth?: number | undefined }>(
  type: object,
  options: Options,
): Options {
  const limits = limitsOf(type);
  if (limits === undefined || options.maxDepth !== undefined) return options;
  // In JSON the outermost message counts, in limits it does not.
  return {
    ...options,
    maxDepth: Math.min(Math.max(limits.maxDepth + 1, DEFAULT_DEPTH), DEEPEST_IN_TEXT),
  };
}

/** What is wrong with a text of `length` characters, if something is: each takes a byte at least. */
export function findTooLong(limits: DecodeLimits | undefined, length: number): string | undefined {
  if (limits === undefined || length <= limits.maxBytes) return undefined;
  return `has ${length} characters: expected at most ${limits.maxBytes} (maxBytes)`;
}
