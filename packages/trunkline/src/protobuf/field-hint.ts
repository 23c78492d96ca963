// The name that was meant where a text has one that no field has.

/** Longer names than any that somebody has typed are not looked at, in characters. */
const MOST = 100;

/** `; did you mean "userId"?` where one of `known` differs from `name` in case and underscores only; else empty. */
export function hintFor(name: string, known: readonly string[]): string {
  if (name.length > MOST) return "";
  const simple = simplifyName(name);
  const near = known.find((each) => simplifyName(each) === simple);
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

/** Names that differ in case and underscores only come to the same. */
export function simplifyName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
