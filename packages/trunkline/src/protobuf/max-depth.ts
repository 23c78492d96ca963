// How deep text of either form may be nested.

const DEFAULT = 100;
/** The deepest that anyone may ask for: what is deeper may be more than the stack holds. */
const DEEPEST = 300;

/** The depth to read to. @throws RangeError for one that is none */
export function resolveMaxDepth(maxDepth: number | undefined): number {
  if (maxDepth === undefined) return DEFAULT;
  if (Number.isInteger(maxDepth) && maxDepth >= 1 && maxDepth <= DEEPEST) return maxDepth;
  throw new RangeError(
    `Cannot set maxDepth to ${String(maxDepth)}: expected a whole number from 1 to ${DEEPEST}`,
  );
}
