// What the runtime refuses is a wrong use of the command, in the runtime's words.

import { UsageError } from "../usage-error.js";

/** What `use` gives. @throws UsageError where it throws a TypeError or a RangeError */
export function asUsage<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}
