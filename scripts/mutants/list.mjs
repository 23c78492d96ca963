// The mutants: breakages of the engine that a test must notice. `find` stands exactly once in the file,
// white space aside; where the code has changed so that it does not, the run says so and fails: put the
// breakage where its code is now. `tests` are parts of the names of test files that are run first.

import { connection } from "./list-connection.mjs";
import { flow } from "./list-flow.mjs";
import { headers } from "./list-headers.mjs";
import { hpack } from "./list-hpack.mjs";
import { streams } from "./list-streams.mjs";

/**
 * @typedef {object} Mutant
 * @property {string} name What the broken engine does.
 * @property {string} file In `packages/trunkline/src`.
 * @property {string} find
 * @property {string} replace
 * @property {string[]} tests
 */

/** @type {readonly Mutant[]} */
export const mutants = [...flow, ...headers, ...streams, ...connection, ...hpack];
