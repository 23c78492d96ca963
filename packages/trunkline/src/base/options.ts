// What options are, whatever they are for.

import { findSimilar } from "./similar-name.js";

/**
 * Checks that options are an object, so that the mistake is told as one and not as a property that
 * cannot be read.
 * @throws TypeError when they are not
 */
export function assertOptions(options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  const given = options === null ? "null" : `a value of type ${typeof options}`;
  throw new TypeError(`Cannot read the options: expected an object and not ${given}`);
}

/** @throws TypeError when `value` is no function */
export function assertFunction(name: string, value: unknown): void {
  if (typeof value === "function") return;
  const given = value === undefined ? "undefined" : `a value of type ${typeof value}`;
  throw new TypeError(`Cannot set ${name} to ${given}: expected a function`);
}

/** @throws RangeError when `value` is neither a whole number of at least 1 nor Infinity */
export function assertCount(name: string, value: unknown): void {
  if (value === Infinity || (Number.isInteger(value) && (value as number) >= 1)) return;
  throw new RangeError(
    `Cannot set ${name} to ${String(value)}: expected a whole number of at least 1, or Infinity`,
  );
}

/**
 * Checks that each key of `options` is one of `known`.
 * @param what what they are options of, for the message: `listen()`
 * @throws TypeError that names the first other key and the known one that is most like it
 */
export function assertKnownKeys(what: string, options: object, known: readonly string[]): void {
  const stranger = Object.keys(options).find((key) => !known.includes(key));
  if (stranger === undefined) return;
  const near = findSimilar(stranger, known);
  const advice =
    near === undefined ? `expected one of ${known.join(", ")}` : `did you mean "${near}"?`;
  throw new TypeError(`Cannot set ${stranger}: ${what} has no option of that name; ${advice}`);
}
