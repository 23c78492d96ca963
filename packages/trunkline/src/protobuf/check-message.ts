// Unknown keys: most often a field name misspelt, or one that the schema does not have yet. Tested
// wherever a message is written or created, except in production.

import { describeValue } from "./value-error.js";

/** Written so that bundlers can replace `process.env.NODE_ENV`; looked at once. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === "production";
  } catch {
    return false; // No `process` here: a browser.
  }
}

/** Whether unknown keys are looked for. */
export const checksKeys: boolean = /* @__PURE__ */ !isProduction();

/**
 * Tests that `message` is an object whose keys are among `keys`. Keys mostly come in the order of
 * the table, so that a walk along both is all it takes.
 */
export function checkMessage(message: object, keys: readonly string[]): void {
  if (typeof message !== "object" || message === null) rejectMessage(message);
  if (!checksKeys) return;
  let next = 0;
  for (const key in message) {
    while (keys[next] !== key) {
      if (++next >= keys.length) {
        checkEachKey(message, keys);
        return;
      }
    }
  }
}

function rejectMessage(value: unknown): never {
  throw new TypeError(`expected an object, got ${describeValue(value)}`);
}

function checkEachKey(message: object, keys: readonly string[]): void {
  for (const key of Object.keys(message)) {
    if (!keys.includes(key)) throw new TypeError(`"${key}" is not a key of the message`);
  }
}
