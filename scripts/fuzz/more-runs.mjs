// Preloaded into each fuzzed test file: a property that sets no number of runs of its own is tried
// PROPERTY_RUNS times.

import fc from "fast-check";

fc.configureGlobal({ numRuns: Number(process.env.PROPERTY_RUNS) });
