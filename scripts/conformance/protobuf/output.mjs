// Reads what the runner of the suite prints: a line a failure, and a summary for each of its two parts.

const summaryPattern =
  /^CONFORMANCE SUITE \w+: (\d+) successes, (\d+) skipped, (\d+) expected failures, (\d+) unexpected failures\.$/gm;

const names = ["binary and JSON", "text"];

/**
 * What each part came to. What is skipped, or is not there, has failed.
 *
 * @param {string} output
 * @param {readonly number[]} expected how many cases each part has
 */
export function countSuites(output, expected) {
  const summaries = [...output.matchAll(summaryPattern)];
  const problems = output.split("\n").filter((line) => line.startsWith("ERROR, test="));
  return expected.map((count, index) => {
    const passed = Number(summaries[index]?.[1] ?? 0);
    return {
      name: names[index],
      passed,
      failed: Math.max(0, count - passed),
      problems: index === 0 ? problems : [],
    };
  });
}
