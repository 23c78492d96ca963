// The name that was meant where somebody has typed one that there is not: of an option or a field.

/** Longer names than any that somebody has typed are not looked at, in characters. */
const MOST = 100;

/** Of shorter names each is one slip away from too many others, in characters. */
const LEAST = 4;

/** The one of `known` that differs in case and underscores only, or else in one slip, or else goes on: `timeoutMs`. */
export function findSimilar(name: string, known: readonly string[]): string | undefined {
  if (name.length > MOST) return undefined;
  const simple = simplifyName(name);
  return (
    known.find((each) => simplifyName(each) === simple) ??
    known.find((each) => isOneSlipAway(simple, simplifyName(each))) ??
    known.find((each) => simple.length >= LEAST && simplifyName(each).startsWith(simple))
  );
}

function simplifyName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Whether a letter too many, left out or put for another, or two in each other's place, are all that differs. */
function isOneSlipAway(name: string, known: string): boolean {
  if (Math.max(name.length, known.length) < LEAST) return false;
  let start = 0;
  while (start < name.length && name[start] === known[start]) start++;
  const [rest, meant] = [name.slice(start), known.slice(start)];
  return (
    rest.slice(1) === meant ||
    rest === meant.slice(1) ||
    rest.slice(1) === meant.slice(1) ||
    (rest[0] === meant[1] && rest[1] === meant[0] && rest.slice(2) === meant.slice(2))
  );
}
