// What a call inherits from the call that it is made for, where nobody says so, and how not to.

import { ambientCall } from "../transport/index.js";
import type { CallOptions, CallParent } from "./call-options.js";

/**
 * A parent that passes on its trace and nothing else: neither its deadline nor its cancellation. For work that has to
 * go on when the call has ended that led to it.
 *
 *     void audit.record(entry, { parent: detached(call), timeoutMs: 30_000 });
 *
 * @param call the call to belong to; by default the one that is handled here, where the server has `implicitParent`
 */
export function detached(call?: CallParent): CallParent {
  const parent = call ?? (ambientCall.current as CallParent | undefined);
  const metadata = parent?.metadata;
  return metadata === undefined ? {} : { metadata };
}

/** The options of a call, with the call that is handled here as its parent where they name none. */
export function withImplicitParent(options: CallOptions | undefined): CallOptions | undefined {
  return ambientCall.isUsed ? addParent(options) : options;
}

function addParent(options: CallOptions | undefined): CallOptions | undefined {
  const parent = ambientCall.current as CallParent | undefined;
  if (parent === undefined) return options;
  if (options === undefined) return { parent };
  // What is no object is the call's own mistake to tell.
  if (typeof options !== "object" || options === null || options.parent !== undefined) {
    return options;
  }
  return { ...options, parent };
}
