// Methods with limits of their own, by their paths.

import { assertKnownKeys, assertOptions } from "../base/index.js";

/** `/shop.Orders/Get`: two parts, neither of them empty. */
const PATH = /^\/[^/]+\/[^/]+$/;

/**
 * What `resolve` makes of each method's limits.
 * @param call whose options they are, for the message: `limitTime()`
 * @param keys what limits may have
 * @throws TypeError for a path that no method can have, and for limits that are none
 */
export function resolveMethodLimits<L extends object, R>(
  call: string,
  methods: Readonly<Record<string, L>> | undefined,
  keys: readonly string[],
  resolve: (limits: L) => R,
): ReadonlyMap<string, R> {
  const byPath = new Map<string, R>();
  if (methods === undefined) return byPath;
  assertOptions(methods);
  for (const [path, limits] of Object.entries(methods)) {
    if (!PATH.test(path)) {
      throw new TypeError(
        `Cannot limit "${path}" with ${call}: expected a path such as "/shop.Orders/Get"`,
      );
    }
    if (typeof limits !== "object" || limits === null) {
      const given = limits === null ? "null" : `a value of type ${typeof limits}`;
      throw new TypeError(`Cannot limit "${path}" with ${call}: expected limits and not ${given}`);
    }
    assertKnownKeys(`"${path}" of ${call}`, limits, keys);
    byPath.set(path, resolve(limits));
  }
  return byPath;
}
