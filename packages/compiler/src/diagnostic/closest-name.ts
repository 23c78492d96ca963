// "Did you mean": the known name nearest to one that is not known.

/** Names longer than this are not compared: no person mistypes them by a letter. */
const MAX_LENGTH = 100;

/**
 * The candidate that fewest single-letter changes (a swap of two neighbours is one) turn `name` into, if
 * they are few for its length: one from three letters on, two from six, three from nine. The first of
 * equals. Case counts half, and not at all where nothing else differs. Where nothing is that near, one
 * that has a prefix more: `RED` is likely `COLOR_RED`.
 */
export function closestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length < 2 || name.length > MAX_LENGTH) return undefined;
  const lower = name.toLowerCase();
  let best: string | undefined;
  let prefixed: string | undefined;
  // Two names of two letters have nothing in common but one letter.
  let bestDistance = Math.min(3, Math.floor(name.length / 3)) + 0.75;
  for (const candidate of candidates) {
    if (name.length > 2 && candidate.toLowerCase().endsWith(`_${lower}`)) prefixed ??= candidate;
    if (Math.abs(candidate.length - name.length) > bestDistance || candidate === name) continue;
    if (candidate.toLowerCase() === lower) return candidate;
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? prefixed;
}

/** Insertions, deletions, replacements and swaps of neighbours, in three rows; stops past `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + replacementCost(a.charAt(i - 1), b.charAt(j - 1));
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
      }
    }
    // A swap reaches back two rows, so both must be past the limit.
    if (Math.min(...row) > limit && Math.min(...last) > limit) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

function replacementCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
}
