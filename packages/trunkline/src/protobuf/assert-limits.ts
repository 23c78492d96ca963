// Where limits are handed on: what is none is told at once, and not by a property that cannot be called.

import type { DecodeLimits } from "./limits.js";
import { describeValue } from "./value-error.js";

/** @throws TypeError for what `createDecodeLimits` has not made: `Cannot decode User: expected …` */
export function assertDecodeLimits(limits: DecodeLimits, action: string): void {
  if (typeof (limits as DecodeLimits | null)?.apply === "function") return;
  throw new TypeError(
    `Cannot ${action}: expected limits as createDecodeLimits({ … }) makes them, got ${describeValue(limits)}`,
  );
}

/** The limits of a type that has some. */
export function limitsOf(type: object): DecodeLimits | undefined {
  return (type as { readonly limits?: DecodeLimits }).limits;
}
