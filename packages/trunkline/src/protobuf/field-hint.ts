// The name that was meant where a text has one that no field has.

/** Longer names than any that somebody has typed are not looked at, in characters. */
const MOST = 100;

/** What names have in common that differ in case and underscores only; undefined for a name that is too long. */
export function simplify(name: string): string | undefined {
  return name.length > MOST ? undefined : name.replaceAll("_", "").toLowerCase();
}
