// Reads what connectconformance prints at its end.

/**
 * Its totals. Fewer or more cases than `expected` is a failure too, and so is output without totals: a
 * suite that has lost cases would otherwise look as green as before.
 *
 * @param {string} output
 * @param {number} expected
 * @returns {{ passed: number, failed: number, expectedFailures: number, problems: string[] }}
 */
export function readTotals(output, expected) {
  const totals = /^(\d+) passed, (\d+) failed/m.exec(output);
  if (totals === null) {
    const said = output.trim().slice(-2000);
    return {
      passed: 0,
      failed: expected,
      expectedFailures: 0,
      problems: [`it ended without totals: ${said}`],
    };
  }
  const passed = Number(totals[1]);
  const failed = Number(totals[2]);
  const expectedFailures = Number(/\(Another (\d+) failed as expected/.exec(output)?.[1] ?? 0);
  const problems = failuresOf(output);
  const found = passed + failed + expectedFailures;
  if (found === expected) return { passed, failed, expectedFailures, problems };
  problems.push(`it ran ${found} cases: expected ${expected}`);
  const lost = Math.max(1, expected - found);
  return { passed, failed: failed + lost, expectedFailures, problems };
}

/** Each failed case with what the suite says of it, which is indented. */
function failuresOf(output) {
  return [...output.matchAll(/^FAILED: (.*\n(?:[ \t]+.*\n?)*)/gm)].map(([, text]) =>
    text.trimEnd(),
  );
}
