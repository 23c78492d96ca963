// What `decode` takes for limits; how they are made and applied is in decode-limits.ts, which programs without limits do
// not contain.

import type { Reader } from "./reader.js";

/** Limits for `decode`, as `createDecodeLimits` makes them. */
export interface DecodeLimits {
  readonly maxDepth: number;
  readonly maxBytes: number;
  readonly maxElements: number;
  readonly maxStringBytes: number;
  readonly maxUnknownBytes: number;
  /**
   * Not for programs: applies the limits to the message that `reader` is at the start of, and leaves it there.
   *
   * @throws DecodeFault where one is passed, or bytes are malformed
   */
  apply(type: object, reader: Reader): void;
}
