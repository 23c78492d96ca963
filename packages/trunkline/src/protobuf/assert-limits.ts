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

/**
 * The same for `decode`, where there may be none; undefined in production, where limits that are none fail without
 * advice. Looked at once, and written so that a bundler that knows `process.env.NODE_ENV` to be "production" leaves it
 * out.
 */
export const checkLimits: typeof checkGivenLimits | undefined = /* @__PURE__ */ chooseCheck();

function chooseCheck(): typeof checkGivenLimits | undefined {
  try {
    if (process.env.NODE_ENV !== "production") return checkGivenLimits;
  } catch {
    return checkGivenLimits; // No `process` here: a browser.
  }
  return undefined;
}

function checkGivenLimits(
  type: { readonly typeName: string },
  limits: DecodeLimits | undefined,
): void {
  if (limits !== undefined) assertDecodeLimits(limits, `decode ${type.typeName}`);
}
