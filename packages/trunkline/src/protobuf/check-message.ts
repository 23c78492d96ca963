// Unknown keys: most often a field name misspelt, or one that the schema does not have yet. Tested
// wherever a message is written or created, except in production.

import { shorten } from "./shorten.js";
import { isBuiltIn } from "./tag-of.js";
import { describeValue } from "./value-error.js";

/**
 * Looks for unknown keys; undefined in production. Looked at once, and written so that a bundler that knows
 * `process.env.NODE_ENV` to be "production" leaves out all that it would call.
 */
const checkKeys: typeof findUnknownKey | undefined = /* @__PURE__ */ chooseCheck();

function chooseCheck(): typeof findUnknownKey | undefined {
  try {
    if (process.env.NODE_ENV !== "production") return findUnknownKey;
  } catch {
    return findUnknownKey; // No `process` here: a browser.
  }
  return undefined;
}

/** @throws TypeError for what is no object, and but in production for a key that is not among `keys`; without the path */
export function checkMessage(message: object, keys: readonly string[]): void {
  if (typeof message !== "object" || message === null) rejectMessage(message);
  checkKeys?.(message, keys);
}

/** Keys mostly come in the order of the table, so that a walk along both is all it takes. */
function findUnknownKey(message: object, keys: readonly string[]): void {
  let next = 0;
  for (const key in message) {
    // Where none is left out, which is the rule, this is one comparison a key.
    while (keys[next++] !== key) {
      if (next >= keys.length) {
        checkEachKey(message, keys);
        return;
      }
    }
  }
  if (next === 0 && isBuiltIn(message)) rejectMessage(message);
}

function rejectMessage(value: unknown): never {
  throw new TypeError(`expected an object, got ${describeValue(value)}`);
}

function checkEachKey(message: object, keys: readonly string[]): void {
  for (const key of Object.keys(message)) {
    if (!keys.includes(key)) throw new TypeError(`${shorten(key)} is not a key of the message`);
  }
}
