// Preloaded into each test file: what properties try follows from PROPERTY_SEED, 1 where it is not set, so
// that no run of the tests depends on luck. `npm run fuzz` gives others, and PROPERTY_RUNS for properties
// that set no number of runs of their own.

import { hasProperties } from "./properties.mjs";

const { PROPERTY_SEED: seed = "1", PROPERTY_RUNS: runs } = process.env;
const [, file] = process.argv;

if (file !== undefined && hasProperties(file)) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({
    seed: Number(seed),
    ...(runs === undefined ? {} : { numRuns: Number(runs) }),
  });
}
