// What options are, whatever they are for.

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
