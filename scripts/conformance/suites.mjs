// The conformance suites there are. A suite is a function that runs the whole of it, says how it goes on
// standard error, and resolves with its counts, summed over all its runs.

import { compiler } from "./compiler.mjs";
import { grpc } from "./grpc.mjs";
import { http2 } from "./http2.mjs";
import { protobuf } from "./protobuf.mjs";

/**
 * @typedef {object} ConformanceCounts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} expectedFailures Failures that a list names with a reason; one that passes is a failure.
 */

/** @type {Record<string, () => Promise<ConformanceCounts>>} */
export const suites = { compiler, grpc, http2, protobuf };
