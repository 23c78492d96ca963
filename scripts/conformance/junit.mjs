// Reads the JUnit report that h2spec writes. Only what it says of cases is read; its own totals are not
// believed.

/**
 * Counts the cases of a report. Fewer or more than `expected` is a failure too: a suite that has lost
 * cases would otherwise look as green as before.
 *
 * @param {string} xml
 * @param {number} expected
 * @returns {{ passed: number, failed: number, skipped: number, problems: string[] }}
 */
export function countCases(xml, expected) {
  const problems = [];
  const counts = { passed: 0, failed: 0, skipped: 0, problems };
  for (const [, attributes, rest] of xml.matchAll(
    /<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    const outcome = outcomeOf(rest ?? "");
    counts[outcome] += 1;
    if (outcome !== "passed") problems.push(`${outcome}: ${titleOf(attributes)}`);
  }
  const found = counts.passed + counts.failed + counts.skipped;
  if (found !== expected) {
    counts.failed += Math.max(1, expected - found);
    problems.push(`it ran ${found} cases: expected ${expected}`);
  }
  return counts;
}

function outcomeOf(body) {
  if (/<(failure|error)\b/.test(body)) return "failed";
  return /<skipped\b/.test(body) ? "skipped" : "passed";
}

function titleOf(attributes) {
  const attribute = (name) => new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  const section = attribute("package");
  return `${section === "" ? "" : `${section} `}${attribute("classname")}`;
}
