// The last line of a conformance run, for people.

/**
 * @param {string} name of the suite
 * @param {import("./suites.mjs").ConformanceCounts} counts
 */
export function summarise(name, { passed, failed, skipped, expectedFailures }) {
  return passed + failed === 0
    ? `${name}: nothing ran; ${skipped} cases were left out, for the reason above`
    : `${name}: ${passed} passed, ${failed} failed, ${skipped} skipped, ${expectedFailures} expected failures`;
}
