// The name that was meant where somebody has typed one that there is not: of an option or a field. The compiler has a
// laxer search of its own (closest-name.ts), for schemas are not what strangers send.

/** Longer names than any that somebody has typed are not looked at. */
const MAX_CHARACTERS = 100;

/** Of shorter names each is one slip away from too many others. */
const MIN_CHARACTERS = 4;

/**
 * The first of `known` that differs from `name` in case and underscores only; else in one slip; else that begins with
 * it: `timeoutMs` for `timeout`. Slips and beginnings count from four characters on. Takes time in proportion to the
 * names together.
 */
export function findSimilar(name: string, known: readonly string[]): string | undefined {
  if (name.length > MAX_CHARACTERS) return undefined;
  const wanted = simplifyName(name);
  const names = known.map(simplifyName);
  let at = names.indexOf(wanted);
  if (at < 0) at = names.findIndex((each) => isOneSlipAway(wanted, each));
  if (at < 0 && wanted.length >= MIN_CHARACTERS) {
    at = names.findIndex((each) => each.startsWith(wanted));
  }
  return known[at];
}

function simplifyName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/**
 * Whether a letter too many, left out or put for another, or two in each other's place, are all that differs. Digits
 * are no slips: `line3` is a field of its own beside `line1`.
 */
function isOneSlipAway(name: string, known: string): boolean {
  const { length } = name;
  if (Math.abs(length - known.length) > 1) return false;
  if (Math.max(length, known.length) < MIN_CHARACTERS) return false;
  let start = 0;
  while (start < length && name[start] === known[start]) start++;
  const [rest, meant] = [name.slice(start), known.slice(start)];
  if (rest.slice(1) === meant) return !startsWithDigit(rest);
  if (rest === meant.slice(1)) return !startsWithDigit(meant);
  if (rest.slice(1) === meant.slice(1)) return !startsWithDigit(rest) && !startsWithDigit(meant);
  return rest[0] === meant[1] && rest[1] === meant[0] && rest.slice(2) === meant.slice(2);
}

function startsWithDigit(text: string): boolean {
  return /^\d/.test(text);
}
