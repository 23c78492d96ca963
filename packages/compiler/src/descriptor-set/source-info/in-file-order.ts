/** `nodes` by where they start. */
export function inFileOrder<T extends { readonly start: number }>(
  nodes: readonly T[],
): readonly T[] {
  return [...nodes].sort((a, b) => a.start - b.start);
}
